/** One thing wrong with content, told to the person who writes it. */
export interface ContentProblem {
  file: string
  line: number
  expected: string
  found: string
}

/** Where an entity was read from, so that a later check can still name the line. */
export interface Source {
  file: string
  lineOf(path: readonly PropertyKey[]): number
}

export const startOf = (file: string): Source => ({ file, lineOf: () => 1 })

export function problemAt(
  source: Source,
  path: readonly PropertyKey[],
  expected: string,
  found: string,
): ContentProblem {
  return { file: source.file, line: source.lineOf(path), expected, found }
}
