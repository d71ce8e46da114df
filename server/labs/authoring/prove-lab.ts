import { generateParams } from '../grading/generate-params.ts'
import { gradeSnapshot } from '../grading/grade-snapshot.ts'
import { type AttemptKeys, deriveKeys } from '../grading/keys.ts'
import { openRunModel } from '../grading/run-model.ts'
import type { Graded, GradeRequest, GradeResult } from '../grading/types.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import { type LabParts, overlay } from './lab-parts.ts'
import { mutantsOf } from './mutants.ts'
import { proofSeed } from './proof-seed.ts'
import { plainLine, solutionLines } from './solution-lines.ts'

/** What of a machine grading needs. */
export type GradingEngine = Pick<GradeRequest, 'driver' | 'image' | 'uids' | 'workDir'>

/** Why a candidate was not as it should be. */
export type ProofProblem =
  | { kind: 'loses'; score: number; of: number; checks: string[] }
  | { kind: 'passes' }
  | { kind: 'notCaught'; check: string }
  | { kind: 'unknownCheck'; check: string }
  | { kind: 'ungradable'; reason: string; detail: string }
  | { kind: 'differs' }
  /** A check sent a line of the solution, an oracle or a mutant where a submission can read it. */
  | { kind: 'tells'; check: string; line: string }
  | { kind: 'mutants'; killed: number; made: number }

/** One grading of a proof: `solution`, `solution-again`, `starter` or `wrong/<name>`. */
export interface ProofStep {
  seed: number
  candidate: string
  /** null: it could not be graded. */
  score: number | null
  of: number | null
  /** Of everything that the grading came to; null: it could not be graded. */
  replayDigest: string | null
  problems: ProofProblem[]
  /** What checks printed, where something is wrong. */
  diagnostics: string
}

export interface Proof {
  /** Empty: the lab is proven. */
  problems: { seed: number; candidate: string; problem: ProofProblem }[]
  graded: number
  mutants: { made: number; killed: number; survivors: string[] } | null
}

export interface ProofOptions {
  seeds: number
  /** The first of them. Default: 0. */
  first?: number
  /** Mutants of the reference solution to try; at least nine in ten must lose points. */
  mutants: number
  /** Grade each wrong solution on one seed, one after the other of them, instead of on every one. */
  isQuick?: boolean
  /** Gradings at a time, each with one learner sandbox at a time. Default: 2, which keeps two cores busy. */
  lanes?: number
  /** Only candidates that it names. Default: all. */
  wants?: (candidate: string) => boolean
  signal?: AbortSignal
  onStep?: (step: ProofStep, progress: { done: number; total: number }) => void
}

const MUTANTS_KILLED = 0.9

interface Candidate {
  name: string
  files: FileMap
  judge: (result: Graded) => ProofProblem[]
}

/** How many gradings a proof takes, mutants aside. */
export const gradingsOf = ({ wrongs }: LabParts, seeds: number): number => seeds * (2 + wrongs.length) + 1

/**
 * Shows that the solution passes with all points and the same digest twice, that the starter and each wrong solution
 * fail, the latter by the checks they name, on every seed. Throws only when `signal` aborts, or what
 * makes worlds and models breaks.
 */
export async function proveLab(parts: LabParts, engine: GradingEngine, options: ProofOptions): Promise<Proof> {
  const secrets = solutionLines(parts)
  const proof: Proof = { problems: [], graded: 0, mutants: null }
  const { first = 0 } = options
  for (let number = first; number < first + options.seeds; number++) {
    const keys = deriveKeys(proofSeed(number))
    const { signal } = options
    const generated = await generateParams({ ...engine, lab: parts.lab, paramsKey: keys.params, signal })
    await proveModel(parts, engine, keys)
    const given = overlay(parts.starter, textFiles(generated.files))
    const context: SeedContext = { parts, engine, keys, given, number, options, proof, secrets }
    await proveOnSeed(context)
    if (number === 0 && options.mutants > 0) await proveMutants(context)
  }
  return proof
}

/** That the model which Run shows can be started. @throws AppError unavailable/grader_broken */
async function proveModel({ lab }: LabParts, engine: GradingEngine, keys: AttemptKeys): Promise<void> {
  const { model: module } = lab.definition
  if (!module) return
  const model = await openRunModel({ ...engine, lab, module, paramsKey: keys.params, onTrace: () => {} })
  await model.close()
}

const textFiles = (files: Record<string, string>): FileMap =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))

interface SeedContext {
  parts: LabParts
  engine: GradingEngine
  keys: AttemptKeys
  given: FileMap
  number: number
  options: ProofOptions
  proof: Proof
  secrets: readonly string[]
}

async function proveOnSeed(context: SeedContext): Promise<void> {
  const { parts, number, options, proof } = context
  const digests = new Set<string>()
  const candidates = candidatesOf(context, digests).filter(({ name }) => options.wants?.(name) ?? true)
  await eachOf(candidates, options, async ({ name, files, judge }) => {
    const { result, tells } = await grade(context, files)
    const problems: ProofProblem[] = [
      ...tells,
      ...(result.outcome === 'graded'
        ? judge(result)
        : [{ kind: 'ungradable' as const, reason: result.reason, detail: result.detail }]),
    ]
    note(context, name, problems)
    const step: ProofStep = {
      ...{ seed: number, candidate: name, problems },
      score: result.outcome === 'graded' ? result.score : null,
      of: result.outcome === 'graded' ? result.maxScore : null,
      replayDigest: result.outcome === 'graded' ? result.replayDigest : null,
      diagnostics: problems.length > 0 ? result.diagnostics.trimEnd() : '',
    }
    options.onStep?.(step, { done: proof.graded, total: gradingsOf(parts, options.seeds) })
  })
  if (digests.size > 1) note(context, 'solution', [{ kind: 'differs' }])
}

function candidatesOf({ parts, given, number, options }: SeedContext, digests: Set<string>): Candidate[] {
  const solved = overlay(given, parts.solution)
  const mustPass: Candidate['judge'] = ({ passed, score, maxScore, checks, replayDigest }) => {
    digests.add(replayDigest)
    if (passed && score === maxScore) return []
    const lost = checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)
    return [{ kind: 'loses', score, of: maxScore, checks: lost }]
  }
  const mustFail: Candidate['judge'] = ({ passed }) => (passed ? [{ kind: 'passes' }] : [])
  return [
    { name: 'solution', files: solved, judge: mustPass },
    ...(number === 0 ? [{ name: 'solution-again', files: solved, judge: mustPass }] : []),
    { name: 'starter', files: given, judge: mustFail },
    ...wrongsOn(parts, options, number).map(
      ({ name, base, files, caughtBy }): Candidate => ({
        name: `wrong/${name}`,
        files: overlay(base === 'solution' ? solved : given, files),
        judge: (result) => [
          ...mustFail(result),
          ...caughtBy.flatMap((id): ProofProblem[] => {
            const check = result.checks.find((other) => other.id === id)
            if (!check) return [{ kind: 'unknownCheck', check: id }]
            return check.status === 'passed' ? [{ kind: 'notCaught', check: id }] : []
          }),
        ],
      }),
    ),
  ]
}

const wrongsOn = ({ wrongs }: LabParts, { isQuick, seeds }: ProofOptions, number: number): LabParts['wrongs'] =>
  isQuick ? wrongs.filter((_, index) => index % seeds === number) : wrongs

async function proveMutants(context: SeedContext): Promise<void> {
  const { parts, given, options, proof } = context
  const mutants = mutantsOf(parts.solution, options.mutants)
  const survivors: string[] = []
  await eachOf(mutants, options, async ({ name, files }) => {
    const { result } = await grade(context, overlay(given, parts.solution, files))
    if (result.outcome === 'graded' && result.score === result.maxScore) survivors.push(name)
  })
  const made = mutants.length
  const killed = made - survivors.length
  proof.mutants = { made, killed, survivors }
  if (killed < made * MUTANTS_KILLED) note(context, 'solution', [{ kind: 'mutants', killed, made }])
}

/** Grades, and finds what the checks told a submission of the solution. */
async function grade(
  { parts, engine, keys, options, proof, secrets }: SeedContext,
  snapshot: FileMap,
): Promise<{ result: GradeResult; tells: ProofProblem[] }> {
  const { signal } = options
  const told = new Map<string, string>()
  const onSent = (check: string, text: string) => {
    const sent = plainLine(text)
    const line = secrets.find((secret) => sent.includes(secret))
    if (line !== undefined) told.set(check, line)
  }
  const result = await gradeSnapshot({
    ...engine,
    ...{ lab: parts.lab, keys, mode: 'submit', snapshot, concurrency: 1, signal, onSent },
  })
  proof.graded++
  return { result, tells: [...told].map(([check, line]) => ({ kind: 'tells', check, line })) }
}

function note({ number, proof }: SeedContext, candidate: string, problems: ProofProblem[]): void {
  proof.problems.push(...problems.map((problem) => ({ seed: number, candidate, problem })))
}

async function eachOf<T>(items: readonly T[], options: ProofOptions, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      options.signal?.throwIfAborted()
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: options.lanes ?? 2 }, lane))
}
