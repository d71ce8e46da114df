import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { freeCode, newLabFiles, readTemplate } from '../authoring/new-lab.ts'
import { findLabs } from './lab-folder.ts'

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
  const code = freeCode(usedCodes(contentDir))
  if (!code) throw new Error('X01 to X99 are taken')
  for (const [path, bytes] of newLabFiles(readTemplate(), { id: randomUUID(), code })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), bytes)
  }
  return { dir, code }
}

function usedCodes(contentDir: string): ReadonlySet<string> {
  const labs = existsSync(contentDir) ? findLabs(contentDir) : []
  return new Set(
    labs.map((dir) => (parse(readFileSync(join(dir, 'lab.yaml'), 'utf8')) as { code?: string }).code ?? ''),
  )
}
