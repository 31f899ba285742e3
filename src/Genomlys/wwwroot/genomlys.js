// Conveniences only: everything works without this file.
// Keys: "/" to search, "g" and a letter to go, "?" for the list. They are off while one writes, and when the reader has turned them off.
(() => {
  // Text becomes part of a page only as the server wrote it; it never becomes script.
  globalThis.trustedTypes?.createPolicy('default', { createHTML: html => html })

  const writes = element => element.closest('input, select, textarea, [contenteditable]')
  let going = 0

  document.addEventListener('keydown', event => {
    if (document.body.dataset.keys !== 'on' || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return
    if (event.key === '/') {
      const field = document.getElementById('list-search') ?? document.getElementById('search')
      if (!field) return
      event.preventDefault()
      field.focus()
      field.select()
    } else if (event.key === '?') {
      event.preventDefault()
      document.getElementById('keys')?.togglePopover()
    } else if (event.key === 'g') {
      going = event.timeStamp
    } else if (going && event.timeStamp - going < 1500) {
      going = 0
      document.querySelector(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`)?.click()
    }
  })

  // A field whose choices are too many to list asks for those that fit what has been written.
  let asking
  document.addEventListener('input', event => {
    const field = event.target.closest?.('[data-suggest]')
    if (!field) return
    clearTimeout(asking)
    asking = setTimeout(async () => {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`, { headers: { accept: 'application/json' } })
      if (!answer.ok) return
      field.list.replaceChildren(...(await answer.json()).map(choice => Object.assign(document.createElement('option'), { value: choice.label })))
    }, 200)
  })

  // A part of a page that does not come is asked for as a whole page, so that no click is left without an answer.
  for (const failed of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout', 'htmx:swapError', 'htmx:targetError'])
    document.addEventListener(failed, event => {
      if (event.detail.elt?.closest('[hx-push-url]')?.getAttribute('hx-push-url') !== 'true') return
      location.assign(event.detail.pathInfo?.finalRequestPath ?? event.detail.elt.href)
    })

  // A passkey answers in the browser: its form appears where there is one, asks the server what to sign, and is then sent as any form.
  if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    document.querySelectorAll('form[data-passkey]').forEach(form => form.hidden = form.dataset.domain !== location.hostname)   // a passkey is made for one domain
    document.addEventListener('submit', async event => {
      const form = event.target
      if (!form.dataset.passkey || form.credential.value) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const refused = form.querySelector('[role=alert]')
      refused.hidden = true
      try {
        const answer = await fetch(`${form.getAttribute('action')}/options`, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
        if (!answer.ok) throw new Error(`${answer.status}`)
        const asked = await answer.json()
        const credential = form.dataset.passkey === 'create'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) })
        form.credential.value = JSON.stringify(credential)
        form.submit()
      } catch {
        refused.hidden = false
      }
    }, true)
  }

  // A file is known by its hash: it is read here, and only the hash is sent, unless the reader asks for the file to be.
  if (globalThis.crypto?.subtle) {
    document.querySelectorAll('form[data-hash]').forEach(form => {
      form.querySelectorAll('[data-hash-on]').forEach(part => part.hidden = false)
      form.querySelectorAll('[data-hash-off]').forEach(part => part.hidden = true)
    })
    document.addEventListener('submit', async event => {
      const form = event.target
      if (!form.matches('[data-hash]') || event.submitter?.value === 'send') return
      event.preventDefault()
      event.stopImmediatePropagation()
      const hash = await crypto.subtle.digest('SHA-256', await form.file.files[0].arrayBuffer())
      form.said.value = [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('')
      form.file.disabled = true   // what is disabled is not sent
      form.submit()
    }, true)
    addEventListener('pageshow', () => document.querySelectorAll('form[data-hash]').forEach(form => form.file.disabled = false))
  }

  // A form that works for a while cannot be sent twice.
  document.addEventListener('submit', event => {
    if (event.target.method !== 'post') return
    if (event.target.dataset.sent) event.preventDefault()
    event.target.dataset.sent = 'yes'
  })
  // Where the report is written.
  if (document.querySelector('form[data-draft]')) import(`/writing.js${new URL(document.currentScript.src).search}`)

  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent))
})()
