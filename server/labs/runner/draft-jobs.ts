import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { emit } from '../../platform/events.ts'
import { log } from '../../platform/log.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { type LabParts, labPartsOf, overlay } from '../authoring/lab-parts.ts'
import { proofSeed } from '../authoring/proof-seed.ts'
import { type GradingEngine, gradingsOf, type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { LabDefinitionError } from '../definition.ts'
import {
  type DraftOutcome,
  endSpentRows,
  finishDraftRow,
  type LeasedDraftJob,
  leaseDraftRow,
  renewDraftRow,
  writeDraftProgress,
} from '../draft-job-queries.ts'
import { draftProved } from '../events.ts'
import { cleanText } from '../grading/feedback.ts'
import { generateParams } from '../grading/generate-params.ts'
import { gradeSnapshot } from '../grading/grade-snapshot.ts'
import { deriveKeys } from '../grading/keys.ts'
import { toldChecks } from '../grading/told-checks.ts'
import { filesOfManifest, readManifest } from '../studio/draft-files.ts'
import type { JobProgress, JobResult } from '../studio/job-results.ts'
import { type Engine, gradingEngineOf } from './engine.ts'

/** Short, and renewed while a runner works: a job whose runner was killed is taken by another within this time. */
const LEASE_SECONDS = 15
const MAX_TRIES = 3
const PROOF_SEEDS = 3
/** A whole proof; the lab's own limits hold for each of its runs. */
const MOST_MS = 10 * 60_000
const DIAGNOSTIC_LENGTH = 4_000

const OURS: JobResult = { kind: 'fault', reason: 'ours', detail: '', diagnostics: '' }

/** Takes the next waiting job on a draft. */
export async function leaseDraftJob(ctx: Context, runnerId: string): Promise<LeasedDraftJob | null> {
  await endSpentRows(ctx, MAX_TRIES, OURS)
  return leaseDraftRow(ctx, runnerId, LEASE_SECONDS)
}

/** Says that the runner still works on a job. False when it was cancelled, or another has taken it. */
export const renewDraftLease = (ctx: Context, job: LeasedDraftJob, runnerId: string): Promise<boolean> =>
  renewDraftRow(ctx, job.id, runnerId, LEASE_SECONDS)

const tidy = (text: string) => cleanText(text.trim(), DIAGNOSTIC_LENGTH)

interface Work {
  engine: Engine
  ctx: Context
  job: LeasedDraftJob
  signal: AbortSignal
  say: (progress: JobProgress) => void
}

type Done = Pick<DraftOutcome, 'imageDigest'> & { result: JobResult | null }

async function doJob(work: Work): Promise<Done> {
  const { engine, ctx, job } = work
  const parts = labPartsOf(await filesOfManifest(ctx, await readManifest(ctx, job.manifestDigest)), '')
  const grading = gradingEngineOf(engine, parts.lab)
  const result = await (job.kind === 'prove' ? prove(parts, grading, work) : gradeOnce(parts, grading, work))
  return { result, imageDigest: grading.image.digest }
}

async function gradeOnce(
  { lab, starter, solution }: LabParts,
  grading: GradingEngine,
  { job, signal, say }: Work,
): Promise<JobResult> {
  const keys = deriveKeys(proofSeed(0))
  const generated = await generateParams({ ...grading, lab, paramsKey: keys.params, signal })
  const given = overlay(
    starter,
    new Map(Object.entries(generated.files).map(([path, text]) => [path, Buffer.from(text)])),
  )
  const result = await gradeSnapshot({
    ...grading,
    ...{ lab, keys, mode: 'submit', signal },
    snapshot: job.kind === 'solution' ? overlay(given, solution) : given,
    onProgress: ({ done, total }) => say({ done, total, step: null }),
  })
  const diagnostics = tidy(result.diagnostics)
  if (result.outcome === 'ungradable')
    return { kind: 'fault', reason: result.reason, detail: tidy(result.detail), diagnostics }
  const { score, maxScore, passed, measures } = result
  return {
    ...{ kind: 'graded', score, of: maxScore, passed, passScore: lab.definition.passScore, diagnostics },
    checks: toldChecks('staff', lab.definition, result),
    ms: measures.totalMs,
  }
}

async function prove(parts: LabParts, grading: GradingEngine, { signal, say }: Work): Promise<JobResult> {
  const steps: ProofStep[] = []
  say({ done: 0, total: gradingsOf(parts, PROOF_SEEDS), step: null })
  const { problems } = await proveLab(parts, grading, {
    // One at a time: learners who wait for a grade go first.
    ...{ seeds: PROOF_SEEDS, mutants: 0, lanes: 1, signal },
    onStep: (step, { done, total }) => {
      steps.push({ ...step, diagnostics: tidy(step.diagnostics) })
      say({ done, total, step: { seed: step.seed, candidate: step.candidate } })
    },
  })
  const differing = problems.filter(({ problem }) => problem.kind === 'differs')
  for (const { seed, candidate, problem } of differing)
    steps.push({ seed, candidate, score: null, of: null, replayDigest: null, problems: [problem], diagnostics: '' })
  return { kind: 'proof', seeds: PROOF_SEEDS, steps }
}

/** A fault that the author can mend, or has to know of; anything else is thrown on. */
function faultOf(error: unknown): JobResult {
  if (error instanceof LabDefinitionError)
    return { kind: 'fault', reason: 'definition', detail: tidy(error.message), diagnostics: '' }
  if (error instanceof AppError && error.reason === 'grader_broken')
    return { kind: 'fault', reason: error.reason, detail: tidy(String(error.params.detail ?? '')), diagnostics: '' }
  throw error
}

/**
 * Does one leased job and stores what came of it. What fails through our fault goes back to the queue until its tries
 * are used; a result that comes after the job was cancelled or taken is dropped.
 */
export async function runDraftJob(
  engine: Engine,
  job: LeasedDraftJob,
  runnerId: string,
  context: () => Context,
  stopped: AbortSignal,
): Promise<void> {
  const tooLong = AbortSignal.timeout(MOST_MS)
  const signal = AbortSignal.any([stopped, tooLong])
  let saying: Promise<unknown> = Promise.resolve()
  const say = (progress: JobProgress) => {
    saying = saying.then(() => writeDraftProgress(context(), job.id, runnerId, progress)).catch(() => {})
  }
  const failed = (result: JobResult | null): Done => ({ result, imageDigest: null })
  const done = await doJob({ engine, ctx: context(), job, signal, say }).catch((error: unknown) => {
    stopped.throwIfAborted()
    if (tooLong.aborted) return failed({ kind: 'fault', reason: 'tooLong', detail: '', diagnostics: '' })
    try {
      return failed(faultOf(error))
    } catch {
      return failed(job.tries < MAX_TRIES ? null : OURS)
    }
  })
  await saying
  const { result } = done
  const outcome = result && outcomeOf(job, result, done.imageDigest)
  const isStored = await inTransaction(context(), async (ctx) => {
    const isMine = await finishDraftRow(ctx, job.id, runnerId, outcome)
    if (isMine && outcome && job.kind === 'prove') await emit(ctx, draftProved, { jobId: job.id })
    return isMine
  })
  log('draft', { job: job.id, kind: job.kind, result: result?.kind ?? 'again', tries: job.tries, isStored })
}

function outcomeOf(job: LeasedDraftJob, result: JobResult, imageDigest: string | null): DraftOutcome {
  const isProven = result.kind === 'proof' && result.steps.every(({ problems }) => problems.length === 0)
  return {
    outcome: result.kind === 'fault' ? 'failed' : 'done',
    isProven: job.kind === 'prove' ? isProven : null,
    imageDigest,
    result,
  }
}
