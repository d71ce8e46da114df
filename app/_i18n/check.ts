import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

type Messages = { [key: string]: string | Messages }

const folder = fileURLToPath(new URL('.', import.meta.url))
const app = join(folder, '..')

function flatten(messages: Messages, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) flat.set(path, text)
  }
  return flat
}

/** Names that a message takes, as `{name}`, `{name, plural…}` or `<name>`. */
function placeholders(message: string): string {
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].map(([, value, tag]) => value ?? `<${tag}>`)
  return [...new Set(names)].toSorted().join(' ')
}

interface Use {
  file: string
  key: string
  isPrefix: boolean
}

interface Binding {
  at: number
  name: string
  namespace: string
}

/** Every `const t = await getTranslations('ns')` with its place: a call belongs to the nearest one above it. */
function bindingsIn(source: string): Binding[] {
  const found = source.matchAll(
    /const (\w+) = (?:await getTranslations|useTranslations|\(await getTranslations)\((?:'([\w.]+)')?\)/g,
  )
  const inline = source.matchAll(/\(await (getTranslations)\('([\w.]+)'\)\)/g)
  return [...found, ...inline].map((match) => ({
    at: match.index,
    name: match[1]!,
    namespace: match[2] ? `${match[2]}.` : '',
  }))
}

/** Keys in the first argument of a call: plain, chosen by `?:`, or a template whose beginning is known. */
function keysOf(argument: string): { key: string; isPrefix: boolean }[] {
  const template = /^\s*`([^`]*)`/.exec(argument)?.[1]
  if (template !== undefined) return [{ key: template.split('${')[0]!, isPrefix: template.includes('${') }]
  const plain = /^\s*'([^']+)'/.exec(argument)?.[1]
  if (plain !== undefined) return [{ key: plain, isPrefix: false }]
  return [...argument.matchAll(/[?:]\s*'([^']+)'/g)].map(([, key]) => ({ key: key!, isPrefix: false }))
}

/** Finds `t('key')`, `t.rich('key')`, `` t(`key.${x}`) ``, `t(is ? 'a' : 'b')` and `(await getTranslations('ns'))('key')`. */
function usesIn(file: string): Use[] {
  const source = readFileSync(file, 'utf8')
  const bindings = bindingsIn(source)
  const names = new Set(bindings.map((binding) => binding.name))
  const uses: Use[] = []
  for (const name of names) {
    const opening =
      name === 'getTranslations' ? String.raw`\(await getTranslations\('[\w.]+'\)\)` : String.raw`\b${name}`
    const calls = source.matchAll(
      new RegExp(String.raw`${opening}(?:\.(?:rich|markup|raw|has))?\(([^,()]*(?:\`[^\`]*\`)?)`, 'g'),
    )
    for (const call of calls) {
      const namespace = bindings.findLast((binding) => binding.name === name && binding.at <= call.index)?.namespace
      if (namespace === undefined) continue
      for (const { key, isPrefix } of keysOf(call[1]!)) uses.push({ file, key: namespace + key, isPrefix })
    }
  }
  return uses
}

const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.startsWith('_i18n/'))
  .map((name) => join(app, name))
const uses = sources.flatMap(usesIn)
const [en, ja] = ['en', 'ja'].map((locale) =>
  flatten(JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Messages),
) as [Map<string, string>, Map<string, string>]

const problems: string[] = []
for (const key of en.keys()) if (!ja.has(key)) problems.push(`ja.json misses ${key}`)
for (const key of ja.keys()) if (!en.has(key)) problems.push(`en.json misses ${key}`)
for (const [key, text] of en) {
  const other = ja.get(key)
  if (other !== undefined && placeholders(text) !== placeholders(other)) problems.push(`placeholders differ in ${key}`)
}
for (const { file, key, isPrefix } of uses) {
  const isKnown = isPrefix ? [...en.keys()].some((known) => known.startsWith(key)) : en.has(key)
  if (!isKnown) problems.push(`${relative(app, file)} uses ${key}${isPrefix ? '…' : ''}, which no language has`)
}
const isUsed = (key: string) => uses.some((use) => (use.isPrefix ? key.startsWith(use.key) : key === use.key))
for (const key of en.keys()) if (!isUsed(key)) problems.push(`nothing uses ${key}`)

for (const problem of new Set(problems)) process.stderr.write(`${problem}\n`)
process.stdout.write(`${en.size} messages in ${uses.length} places, ${new Set(problems).size} problems\n`)
process.exitCode = problems.length > 0 ? 1 : 0
