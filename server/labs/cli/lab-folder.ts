import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseLabDefinition } from '../definition.ts'
import type { LabContent } from '../grading/types.ts'
import type { FileMap } from '../sandbox/workspace.ts'

const wrongFile = z.strictObject({
  why: z.string().optional(),
  caughtBy: z.array(z.string()).min(1),
  base: z.enum(['solution', 'starter']).default('solution'),
})

export interface WrongSolution {
  name: string
  caughtBy: string[]
  base: 'solution' | 'starter'
  files: FileMap
}

/** A lab's folder with everything that proving it needs. */
export interface LabFolder {
  dir: string
  lab: LabContent
  starter: FileMap
  solution: FileMap
  wrongs: WrongSolution[]
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

/** @throws LabDefinitionError, ZodError */
export function readLabFolder(dir: string): LabFolder {
  const file = join(dir, 'lab.yaml')
  const definition = parseLabDefinition(readFileSync(file, 'utf8'), file)
  const all = readFiles(dir)
  const part = (prefix: string): FileMap =>
    new Map(
      [...all].filter(([path]) => path.startsWith(prefix)).map(([path, bytes]) => [path.slice(prefix.length), bytes]),
    )
  const graded = [...all].filter(([path]) => /^(checks|world|starter)\//.test(path))
  const wrongNames = [...new Set([...part('wrong/').keys()].map((path) => path.split('/')[0] as string))].sort()
  return {
    dir,
    lab: { definition, files: new Map(graded) },
    starter: part('starter/'),
    solution: part('solution/'),
    wrongs: wrongNames.map((name) => {
      const files = new Map(part(`wrong/${name}/`))
      const described = files.get('wrong.yaml')
      if (!described) throw new Error(`${dir}/wrong/${name}: expected a wrong.yaml with caughtBy`)
      files.delete('wrong.yaml')
      return { name, files, ...wrongFile.parse(parse(Buffer.from(described).toString())) }
    }),
  }
}

function readFiles(dir: string): FileMap {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(
    paths.filter((path) => statSync(join(dir, path)).isFile()).map((path) => [path, readFileSync(join(dir, path))]),
  )
}

/** Later maps win. */
export const overlay = (...maps: FileMap[]): FileMap => new Map(maps.flatMap((map) => [...map]))
