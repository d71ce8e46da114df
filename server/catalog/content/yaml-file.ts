import type { z } from 'zod'
import { readYamlLines } from '../../platform/yaml-lines.ts'
import type { ContentProblem, Source } from './problem.ts'

export type Read<T> = { value: T; source: Source } | { problems: ContentProblem[] }

/** Parses YAML against a schema; `firstLine` is where the text begins in its file (front matter starts on line 2). */
export function readYaml<T extends z.ZodType>(schema: T, text: string, file: string, firstLine = 1): Read<z.infer<T>> {
  const { document, lineAt, lineOf } = readYamlLines(text, firstLine)
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        expected: 'YAML 1.2',
        found: error.message.split('\n')[0] ?? error.code,
      })),
    }
  }
  const source: Source = { file, lineOf }
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return {
      problems: [{ file, line: firstLine, expected: 'YAML whose aliases resolve', found: (error as Error).message }],
    }
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return { value: parsed.data, source }
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, source)) }
}

function problemsOf(issue: z.core.$ZodIssue, source: Source): ContentProblem[] {
  const at = (path: readonly PropertyKey[], expected: string, found: string) => ({
    file: source.file,
    line: source.lineOf(path),
    expected: path.length > 0 ? `${path.join('.')}: ${expected}` : expected,
    found,
  })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], 'no field of this name', `"${key}"`))
  }
  const [expected = '', found = 'something else'] = issue.message
    .replace(/^Invalid (input|option): /, '')
    .replace(/^expected /, '')
    .split(/, (?:received|found) /)
  return [at(issue.path, expected, found)]
}
