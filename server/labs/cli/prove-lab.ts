import { generateParams } from '../grading/generate-params.ts'
import { gradeSnapshot } from '../grading/grade-snapshot.ts'
import { type AttemptKeys, deriveKeys } from '../grading/keys.ts'
import type { GradeResult } from '../grading/types.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import { type Engine, proofSeed } from './engine.ts'
import { type LabFolder, overlay } from './lab-folder.ts'
import { mutantsOf } from './mutants.ts'

export interface Proof {
  /** Sentences; none: the lab is proven. */
  problems: string[]
  graded: number
  mutants: { made: number; killed: number } | null
}

export interface ProofOptions {
  seeds: number
  /** Mutants of the reference solution to try; at least nine in ten must lose points. */
  mutants: number
  say?: (line: string) => void
}

const MUTANTS_KILLED = 0.9

interface Candidate {
  name: string
  files: FileMap
  judge: (result: Extract<GradeResult, { outcome: 'graded' }>) => string[]
}

/**
 * Shows that the solution passes with all points and the same digest twice, that the starter and each wrong solution
 * fail, the latter by the checks they name, on every seed.
 */
export async function proveLab(folder: LabFolder, engine: Engine, options: ProofOptions): Promise<Proof> {
  const proof: Proof = { problems: [], graded: 0, mutants: null }
  for (let number = 0; number < options.seeds; number++) {
    const keys = deriveKeys(proofSeed(number))
    const generated = await generateParams({ ...engine, lab: folder.lab, paramsKey: keys.params })
    const given = overlay(folder.starter, textFiles(generated.files))
    await proveOnSeed({ folder, engine, keys, given, number, options, proof })
    if (number === 0 && options.mutants > 0) await proveMutants({ folder, engine, keys, given, options, proof })
  }
  return proof
}

const textFiles = (files: Record<string, string>): FileMap =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))

interface SeedContext {
  folder: LabFolder
  engine: Engine
  keys: AttemptKeys
  given: FileMap
  options: ProofOptions
  proof: Proof
}

async function proveOnSeed({ folder, engine, keys, given, number, options, proof }: SeedContext & { number: number }) {
  const solved = overlay(given, folder.solution)
  const digests: string[] = []
  const mustPass: Candidate['judge'] = ({ passed, score, maxScore, checks, replayDigest }) => {
    digests.push(replayDigest)
    const lost = checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)
    return passed && score === maxScore ? [] : [`scores ${score} of ${maxScore}; not passed: ${lost.join(', ')}`]
  }
  const candidates: Candidate[] = [
    { name: 'solution', files: solved, judge: mustPass },
    ...(number === 0 ? [{ name: 'solution, again', files: solved, judge: mustPass }] : []),
    { name: 'starter', files: given, judge: ({ passed }) => (passed ? ['passes, but must fail'] : []) },
    ...folder.wrongs.map(
      ({ name, base, files, caughtBy }): Candidate => ({
        name: `wrong/${name}`,
        files: overlay(base === 'solution' ? solved : given, files),
        judge: ({ passed, checks }) => [
          ...(passed ? ['passes, but must fail'] : []),
          ...caughtBy
            .filter((id) => checks.find((check) => check.id === id)?.status === 'passed')
            .map((id) => `is not caught by "${id}"`),
          ...caughtBy.filter((id) => !checks.some((check) => check.id === id)).map((id) => `names no check: "${id}"`),
        ],
      }),
    ),
  ]
  await eachOf(candidates, async ({ name, files, judge }) => {
    const result = await gradeSnapshot({
      ...engine,
      lab: folder.lab,
      keys,
      mode: 'submit',
      snapshot: files,
      concurrency: 1,
    })
    proof.graded++
    const problems =
      result.outcome === 'graded' ? judge(result) : [`could not be graded: ${result.reason}: ${result.detail}`]
    const score = result.outcome === 'graded' ? `${result.score} of ${result.maxScore}` : 'ungradable'
    options.say?.(`  seed ${number}  ${name}: ${score}${problems.length > 0 ? '  ✗' : ''}`)
    proof.problems.push(...problems.map((problem) => `seed ${number}: ${name} ${problem}`))
    if (problems.length > 0 && result.diagnostics) options.say?.(result.diagnostics.trimEnd())
  })
  if (new Set(digests).size > 1)
    proof.problems.push(`seed ${number}: the solution was graded twice with different results`)
}

async function proveMutants({ folder, engine, keys, given, options, proof }: SeedContext) {
  const mutants = mutantsOf(folder.solution, options.mutants)
  const survivors: string[] = []
  await eachOf(mutants, async ({ name, files }) => {
    const snapshot = overlay(given, folder.solution, files)
    const result = await gradeSnapshot({ ...engine, lab: folder.lab, keys, mode: 'submit', snapshot, concurrency: 1 })
    proof.graded++
    if (result.outcome === 'graded' && result.score === result.maxScore) survivors.push(name)
  })
  const killed = mutants.length - survivors.length
  proof.mutants = { made: mutants.length, killed }
  options.say?.(`  mutants: ${killed} of ${mutants.length} killed`)
  for (const name of survivors) options.say?.(`    survived: ${name}`)
  if (killed < mutants.length * MUTANTS_KILLED) {
    proof.problems.push(`only ${killed} of ${mutants.length} mutants of the solution lose points`)
  }
}

/** Two gradings at a time, each with one learner sandbox at a time, keep two cores busy. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
