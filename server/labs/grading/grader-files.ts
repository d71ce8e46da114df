import { readFileSync } from 'node:fs'
import type { FileMap } from '../sandbox/workspace.ts'

const HARNESS_FILES = ['index.ts', 'main.ts', 'protocol.ts', 'random.ts', 'state.ts']
const PACKAGE = JSON.stringify({ type: 'module', imports: { '#harness': './harness/index.ts' } })

const harness: FileMap = new Map([
  ['package.json', Buffer.from(PACKAGE)],
  ...HARNESS_FILES.map(
    (name) => [`harness/${name}`, readFileSync(new URL(`../harness/${name}`, import.meta.url))] as const,
  ),
])

/** All that stands in the grader sandbox: the harness, and of the lab its checks and world. No starter, no solution. */
export function graderFiles(labFiles: FileMap): FileMap {
  const authored = [...labFiles].filter(([path]) => path.startsWith('checks/') || path.startsWith('world/'))
  return new Map([...harness, ...authored])
}
