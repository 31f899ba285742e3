// Puts what the browser needs from node_modules into wwwroot/lib: the script, the type, and one sprite of the icons that icons.txt names.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '../../node_modules')
const lib = join(here, 'wwwroot/lib')
const read = file => readFileSync(file, 'utf8')

const files = {
  'htmx.min.js': 'htmx.org/dist/htmx.min.js',
  'inter-latin.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'inter-latin-ext.woff2': '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
}
const licences = ['htmx.org', '@fontsource-variable/inter', 'lucide-static']

function symbol(name) {
  const file = join(packages, 'lucide-static/icons', `${name}.svg`)
  if (!existsSync(file)) throw new Error(`icons.txt: lucide has no icon called "${name}".`)
  const drawing = read(file).match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s+/g, ' ').trim()
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`
}

const names = [...new Set(read(join(here, 'wwwroot/icons.txt')).split(/\s+/).filter(Boolean))]
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join('\n')}\n</svg>\n`

rmSync(lib, { recursive: true, force: true })
mkdirSync(lib, { recursive: true })
for (const [name, from] of Object.entries(files)) copyFileSync(join(packages, from), join(lib, name))
writeFileSync(join(lib, 'icons.svg'), sprite)
writeFileSync(join(lib, 'LICENSES.txt'), licences.map(name => `${name}\n${'='.repeat(name.length)}\n\n${read(join(packages, name, 'LICENSE'))}`).join('\n\n'))
