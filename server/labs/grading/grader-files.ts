import { readdirSync, readFileSync } from 'node:fs'
import type { FileMap } from '../sandbox/workspace.ts'

const HARNESS_FILES = ['index.ts', 'main.ts', 'protocol.ts', 'random.ts', 'state.ts', 'wires.ts']
const MODEL_FILES = readdirSync(new URL('../harness/model/', import.meta.url)).filter(
  (name) => !name.endsWith('.test.ts') && name !== 'fixture.ts',
)
const IMPORTS = { '#harness': './harness/index.ts', '#model': './harness/model/index.ts' }
const PACKAGE = JSON.stringify({ type: 'module', imports: IMPORTS })

const harness: FileMap = new Map([
  ['package.json', Buffer.from(PACKAGE)],
  ...[...HARNESS_FILES, ...MODEL_FILES.map((name) => `model/${name}`)].map(
    (name) => [`harness/${name}`, readFileSync(new URL(`../harness/${name}`, import.meta.url))] as const,
  ),
])

/** All that stands in the grader sandbox: the harness, and of the lab its checks and world. No starter, no solution. */
export function graderFiles(labFiles: FileMap): FileMap {
  const authored = [...labFiles].filter(([path]) => path.startsWith('checks/') || path.startsWith('world/'))
  return new Map([...harness, ...authored])
}
