import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse } from 'yaml'
import { type LabParts, labPartsOf } from '../authoring/lab-parts.ts'
import type { FileMap } from '../sandbox/workspace.ts'

/** A lab's folder with everything that proving it needs. */
export interface LabFolder extends LabParts {
  dir: string
}

/** Every lab below the content root, in the order of paths. */
export function findLabs(contentDir: string): string[] {
  return readdirSync(contentDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/lab.yaml'))
    .map((path) => join(contentDir, path, '..'))
    .sort()
}

/** @throws Error naming the labs there are, when the name is not the id, code, folder name or path of one */
export function findLab(contentDir: string, name: string): string {
  const labs = findLabs(contentDir)
  const found = labs.filter((dir) => {
    if (dir === join(process.cwd(), name) || dir === name || relative(contentDir, dir).split('/').at(-1) === name)
      return true
    const yaml = readFileSync(join(dir, 'lab.yaml'), 'utf8')
    const { id, code } = parse(yaml) as { id?: string; code?: string }
    return id === name || code?.toLowerCase() === name.toLowerCase()
  })
  if (found.length === 1) return found[0] as string
  const known = labs.map((dir) => relative(contentDir, dir)).join('\n  ')
  throw new Error(
    found.length > 1
      ? `"${name}" names several labs:\n  ${found.join('\n  ')}`
      : `No lab "${name}". There are:\n  ${known}`,
  )
}

/** @throws LabDefinitionError */
export function readLabFolder(dir: string): LabFolder {
  return { dir, ...labPartsOf(filesOfLab(dir), dir) }
}

export function filesOfLab(dir: string): FileMap {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(
    paths.filter((path) => statSync(join(dir, path)).isFile()).map((path) => [path, readFileSync(join(dir, path))]),
  )
}
