import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesDigest, sha256, valueDigest } from '../grading/digests.ts'
import { HARNESS_VERSION } from '../harness/protocol.ts'
import type { FileMap } from '../sandbox/workspace.ts'

const LABS = fileURLToPath(new URL('..', import.meta.url))
const ENGINE_FOLDERS = ['harness', 'grading', 'sandbox']
const ENGINE_FILES = [
  'definition.ts',
  ...['lab-parts', 'mutants', 'proof-seed', 'prove-lab', 'solution-lines'].map((name) => `authoring/${name}.ts`),
]
/** What learners read, and tests of an author's own modules: a grading never sees them. */
const NO_PART = /(^README\.\w+\.md$|\.test\.ts$)/

/**
 * Of everything that a proof of this lab depends on: its files, what grades it, and what its image is made of. It is the
 * same on every machine.
 */
export function proofDigest(files: FileMap, image: string): string {
  const own = new Map([...files].filter(([path]) => !NO_PART.test(path)))
  return valueDigest([HARNESS_VERSION, filesDigest(own), engineDigest(), imageDigest(image)])
}

let engine: string | null = null

function engineDigest(): string {
  const inFolders = ENGINE_FOLDERS.flatMap((folder) =>
    readdirSync(join(LABS, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  const paths = [...ENGINE_FILES, ...inFolders].filter(
    (path) => /\.(ts|mjs|cjs)$/.test(path) && !/(\.test|\/fixture)\.ts$/.test(path),
  )
  engine ??= filesDigest(new Map(paths.map((path) => [path, Buffer.from(codeOf(path))])))
  return engine
}

/** A file without its comments and blank lines: words about code prove nothing else. */
const codeOf = (path: string) =>
  readFileSync(join(LABS, path), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line))
    .join('\n')

const imageDigest = (name: string) =>
  sha256(['yaml', 'lock.json'].map((kind) => readFileSync(join(LABS, 'images', `${name}.${kind}`), 'utf8')).join('\n'))
