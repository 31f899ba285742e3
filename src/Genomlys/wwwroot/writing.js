// Where a place of the report is written: an unsaved text is kept on the server for its writer alone, a text or figure is put in where the caret stands,
// and a long list is narrowed by words. Everything works without this file; then the text is kept when it is saved.
const form = document.querySelector('form[data-draft]')
const box = form.elements.markdown
const told = form.querySelector('[data-told]')
const signIn = form.querySelector('[data-signed-out]')
const every = 3000
let kept = box.value
let waiting = 0
let isElsewhere = false
let sending = Promise.resolve('same')

const tell = (text, isSignedOut = false) => {
  if (told.textContent !== text) told.textContent = text
  signIn.hidden = !isSignedOut
}

// What came of keeping the draft: kept, same, elsewhere, out (no longer signed in) or lost (no answer).
async function keep(always = false) {
  const text = box.value
  if ((text === kept || isElsewhere) && !always) return isElsewhere ? 'elsewhere' : 'same'
  try {
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(form.dataset.draft, { method: 'POST', body, keepalive: text.length < 20_000, redirect: 'manual' })
    if (answer.status === 401 || answer.type === 'opaqueredirect') {
      tell(form.dataset.lost, true)
      return 'out'
    }
    if (!answer.ok && answer.status !== 409) throw new Error(`${answer.status}`)
    const came = await answer.json()
    tell(came.says)
    isElsewhere = answer.status === 409
    if (isElsewhere) return 'elsewhere'
    form.elements._draft.value = came.version
    kept = text
    return 'kept'
  } catch {
    tell(form.dataset.unreached)
    return 'lost'
  }
}

// One at a time, so that each knows what the one before was given.
const keepNext = always => sending = sending.then(() => keep(always))

box.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(keepNext, every)
})
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keepNext())

// Before the text is sent it is known that someone is there to take it; otherwise it stays in the box.
form.addEventListener('submit', async event => {
  if (form.dataset.isReached) return
  event.preventDefault()
  event.stopPropagation()
  clearTimeout(waiting)
  const came = await keepNext(true)
  if (came === 'out' || came === 'lost') return
  form.dataset.isReached = 'yes'
  form.requestSubmit(event.submitter)
})
addEventListener('pageshow', () => delete form.dataset.isReached)

document.querySelectorAll('button[data-insert]').forEach(button => {
  button.hidden = false
  button.addEventListener('click', () => {
    const text = button.dataset.insert
    const before = box.value.slice(0, box.selectionStart)
    const space = before === '' || /\s$/.test(before) ? '' : text.includes('\n') ? '\n\n' : ' '
    box.focus()
    box.setRangeText(space + text, box.selectionStart, box.selectionEnd, 'end')
    box.dispatchEvent(new Event('input', { bubbles: true }))
    const said = document.querySelector('[data-inserted]')
    said.textContent = ''
    setTimeout(() => said.textContent = said.dataset.inserted, 50)
  })
})

document.querySelectorAll('[data-narrows]').forEach(part => {
  part.hidden = false
  const rows = document.getElementById(part.dataset.narrows).children
  part.querySelector('input').addEventListener('input', event => {
    const words = event.target.value.toLowerCase().split(/\s+/)
    for (const row of rows) row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word))
  })
})
