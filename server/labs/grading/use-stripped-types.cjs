// Loaded by Node before the learner's program. A file that is what was stripped, to the letter, needs no stripping again.
const { readFileSync } = require('node:fs')
const { registerHooks } = require('node:module')
const { join } = require('node:path')
const { fileURLToPath } = require('node:url')

const stripped = new Map(JSON.parse(readFileSync(join(__dirname, 'stripped.json'), 'utf8')))

/** Where no package.json says what a file is, Node leaves the format open. */
const isModule = ({ format }, entry) =>
  format === 'module-typescript' || (entry.isModule && (!format || format === 'typescript'))

registerHooks({
  load(url, context, nextLoad) {
    const entry = stripped.get(url)
    const isPlain = Object.keys(context.importAttributes ?? {}).length === 0
    if (!entry || !isPlain || !isModule(context, entry)) return nextLoad(url, context)
    if (readFileSync(fileURLToPath(url), 'utf8') !== entry.source) return nextLoad(url, context)
    return { format: 'module', source: entry.code, shortCircuit: true }
  },
})
