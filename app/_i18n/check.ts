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

/** Finds `const t = await getTranslations('ns')` and every `t('key')`, `t.rich('key')`, `` t(`key.${x}`) ``. */
function usesIn(file: string): Use[] {
  const source = readFileSync(file, 'utf8')
  const uses: Use[] = []
  const bindings = source.matchAll(/const (\w+) = (?:await getTranslations|useTranslations)\((?:'([\w.]+)')?\)/g)
  const namespaces = new Map([...bindings].map(([, name, namespace]) => [name!, namespace ? `${namespace}.` : '']))
  for (const [name, namespace] of namespaces) {
    const calls = source.matchAll(
      new RegExp(`\\b${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*(?:'([^']+)'|\`([^\`]*)\`)`, 'g'),
    )
    for (const [, plain, template] of calls) {
      if (plain !== undefined) uses.push({ file, key: namespace + plain, isPrefix: false })
      else uses.push({ file, key: namespace + template!.split('${')[0]!, isPrefix: template!.includes('${') })
    }
  }
  return uses
}

const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
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
