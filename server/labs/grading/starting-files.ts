import { matchesPattern } from '../path-patterns.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import type { LabContent } from './types.ts'

/** What a check starts from: read-only files as the learner was given them, and nothing that earlier runs wrote. */
export function startingFiles(
  lab: LabContent,
  generated: Readonly<Record<string, string>>,
  snapshot: FileMap,
): FileMap {
  const { readOnly, generated: written = [] } = lab.definition
  const isReadOnly = (path: string) => readOnly.some((pattern) => matchesPattern(path, pattern))
  const isWritten = (path: string) => written.some((pattern) => matchesPattern(path, pattern))
  const starter = [...lab.files]
    .filter(([path]) => path.startsWith('starter/'))
    .map(([path, bytes]) => [path.slice('starter/'.length), bytes] as const)
  const given = new Map<string, Uint8Array>([
    ...starter,
    ...Object.entries(generated).map(([path, text]) => [path, Buffer.from(text)] as const),
  ])
  return new Map([
    ...[...snapshot].filter(([path]) => !isReadOnly(path) && !isWritten(path)),
    ...[...given].filter(([path]) => isReadOnly(path)),
  ])
}
