import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { findLabs } from './lab-folder.ts'

const TEMPLATE = fileURLToPath(new URL('./template', import.meta.url))
const TEMPLATE_ID = '00000000-0000-7000-8000-000000000000'

/** @returns the exit code */
export async function newCommand(content: string, names: string[]): Promise<number> {
  const contentDir = resolve(content)
  const { dir, code } = makeLab(contentDir, names[0] ?? '')
  console.log(`Made ${code} in ${dir}`)
  console.log(`Next: add it to ${join(dirname(dir), 'module.yaml')}, then npm run lab -- test ${code}`)
  return 0
}

/** @throws Error when the path is not `<course>/<module>/<lab>` or is taken */
export function makeLab(contentDir: string, path: string): { dir: string; code: string } {
  if (!/^([a-z0-9]+(-[a-z0-9]+)*)(\/[a-z0-9]+(-[a-z0-9]+)*){2}$/.test(path)) {
    throw new Error('expected <course>/<module>/<lab>, each of lower-case words joined by hyphens')
  }
  const dir = join(contentDir, 'courses', path)
  if (existsSync(dir)) throw new Error(`${dir} exists`)
  const code = freeCode(contentDir)
  mkdirSync(dirname(dir), { recursive: true })
  cpSync(TEMPLATE, dir, { recursive: true })
  const definition = join(dir, 'lab.yaml')
  writeFileSync(
    definition,
    readFileSync(definition, 'utf8').replace(TEMPLATE_ID, randomUUID()).replace('code: X01', `code: ${code}`),
  )
  return { dir, code }
}

function freeCode(contentDir: string): string {
  const used = new Set(
    (existsSync(contentDir) ? findLabs(contentDir) : []).map(
      (dir) => (parse(readFileSync(join(dir, 'lab.yaml'), 'utf8')) as { code?: string }).code,
    ),
  )
  const codes = Array.from({ length: 99 }, (_, index) => `X${String(index + 1).padStart(2, '0')}`)
  const free = codes.find((code) => !used.has(code))
  if (!free) throw new Error('X01 to X99 are taken')
  return free
}
