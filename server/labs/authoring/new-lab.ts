import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Below the checkout, where every process begins: in the web's bundle a module does not know where it stood. */
const TEMPLATE = join(process.cwd(), 'server/labs/authoring/template')
const TEMPLATE_ID = '00000000-0000-7000-8000-000000000000'
const TEMPLATE_CODE = 'code: X01'
const TEMPLATE_TITLE = /^title: .*$/m

export interface NewLab {
  /** Never changes; see `lab.yaml`. */
  id: string
  code: string
  /** Default: the template's. */
  title?: { en: string; ja: string }
}

/** The files of a lab that proves as it stands. */
export function readTemplate(): Map<string, Buffer> {
  const entries = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.sort().map((path) => [path.slice(TEMPLATE.length + 1), readFileSync(path)]))
}

/** A new lab from the template: what `npm run lab -- new` writes and the studio begins with. */
export function newLabFiles(template: ReadonlyMap<string, Buffer>, { id, code, title }: NewLab): Map<string, Buffer> {
  const yaml = template.get('lab.yaml')!.toString().replace(TEMPLATE_ID, id).replace(TEMPLATE_CODE, `code: ${code}`)
  const titled = title ? yaml.replace(TEMPLATE_TITLE, () => titleLine(title)) : yaml
  return new Map(template).set('lab.yaml', Buffer.from(titled))
}

// A JSON string is a YAML string too, whatever stands in it.
const titleLine = ({ en, ja }: { en: string; ja: string }) =>
  `title: { en: ${JSON.stringify(en)}, ja: ${JSON.stringify(ja)} }`

/** The first of X01 to X99 that nobody uses, or null. */
export function freeCode(used: ReadonlySet<string>): string | null {
  const codes = Array.from({ length: 99 }, (_, index) => `X${String(index + 1).padStart(2, '0')}`)
  return codes.find((code) => !used.has(code)) ?? null
}
