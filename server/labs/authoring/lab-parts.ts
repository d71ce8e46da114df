import { z } from 'zod'
import { readYamlLines } from '../../platform/yaml-lines.ts'
import { contentOf, type DefinitionProblem, LabDefinitionError, parseLabDefinition } from '../definition.ts'
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

/** A lab with everything that proving it needs. */
export interface LabParts {
  lab: LabContent
  starter: FileMap
  solution: FileMap
  wrongs: WrongSolution[]
}

/**
 * Takes a lab's files apart. `folder` only stands before paths in messages.
 * @throws LabDefinitionError every problem of lab.yaml, or of the descriptions of wrong solutions
 */
export function labPartsOf(files: FileMap, folder: string): LabParts {
  const named = (path: string) => (folder ? `${folder}/${path}` : path)
  const yaml = files.get('lab.yaml')
  if (!yaml) throw new LabDefinitionError([{ file: named('lab.yaml'), line: 1, expected: 'expected this file' }])
  const definition = parseLabDefinition(Buffer.from(yaml).toString(), named('lab.yaml'))
  const part = (prefix: string): FileMap =>
    new Map(
      [...files].filter(([path]) => path.startsWith(prefix)).map(([path, bytes]) => [path.slice(prefix.length), bytes]),
    )
  const names = [...new Set([...part('wrong/').keys()].map((path) => path.split('/')[0] as string))].sort()
  const problems: DefinitionProblem[] = []
  const wrongs = names.flatMap((name): WrongSolution[] => {
    const own = new Map(part(`wrong/${name}/`))
    const described = readWrong(own.get('wrong.yaml'), named(`wrong/${name}/wrong.yaml`))
    own.delete('wrong.yaml')
    if ('problems' in described) {
      problems.push(...described.problems)
      return []
    }
    const { caughtBy, base } = described.value
    return [{ name, files: own, caughtBy, base }]
  })
  if (problems.length > 0) throw new LabDefinitionError(problems)
  return {
    lab: { definition, files: new Map([...files].filter(([path]) => /^(checks|world|starter)\//.test(path))) },
    starter: part('starter/'),
    solution: part('solution/'),
    wrongs,
  }
}

function readWrong(
  bytes: Uint8Array | undefined,
  file: string,
): { value: z.infer<typeof wrongFile> } | { problems: DefinitionProblem[] } {
  if (!bytes)
    return { problems: [{ file, line: 1, expected: 'expected this file, with "caughtBy": the checks that catch it' }] }
  const { document, lineAt, lineOf } = readYamlLines(Buffer.from(bytes).toString())
  const [error] = document.errors
  if (error)
    return {
      problems: [
        { file, line: lineAt(error.pos[0]), expected: `expected YAML 1.2: ${error.message.split('\n')[0] ?? ''}` },
      ],
    }
  const read = wrongFile.safeParse(contentOf(document, file))
  if (read.success) return { value: read.data }
  return {
    problems: read.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      expected: `${issue.path.join('.') || 'wrong.yaml'}: ${issue.message.replace(/^Invalid (input|option): /, '')}`,
    })),
  }
}

/** Later maps win. */
export const overlay = (...maps: FileMap[]): FileMap => new Map(maps.flatMap((map) => [...map]))
