import { finishGradingJob, hiddenKey, type LeasedJob, paramsKey, readGradingInputs } from './assessment/index.ts'
import { type Engine, gradeSnapshot, gradingEngineOf, labContentOf } from './labs/runner/index.ts'
import { getBlobs } from './platform/blobs.ts'
import type { Context } from './platform/context.ts'
import { log } from './platform/log.ts'

async function snapshotFiles(ctx: Context, snapshotDigest: string): Promise<Map<string, Uint8Array>> {
  const manifest = JSON.parse((await getBlobs(ctx, [snapshotDigest])).get(snapshotDigest)!.toString()) as Record<
    string,
    string
  >
  const blobs = await getBlobs(ctx, Object.values(manifest))
  return new Map(Object.entries(manifest).map(([path, digest]) => [path, blobs.get(digest)!]))
}

/**
 * Grades one leased job from what is stored and stores its result. `context` gives a fresh context: grading takes
 * seconds, and the result is of the moment when it is there.
 */
export async function gradeJob(
  engine: Engine,
  job: LeasedJob,
  runnerId: string,
  context: () => Context,
  signal: AbortSignal,
): Promise<void> {
  const ctx = context()
  const { seed, versionId, snapshotDigest, ...submission } = await readGradingInputs(ctx, job)
  const lab = await labContentOf(ctx, versionId)
  const result = await gradeSnapshot({
    ...gradingEngineOf(engine, lab),
    lab,
    snapshot: await snapshotFiles(ctx, snapshotDigest),
    keys: { params: paramsKey(seed).toString('hex'), hidden: hiddenKey(seed, submission).toString('hex') },
    mode: 'submit',
    patience: job.tries,
    signal,
  })
  const { provenance, measures, diagnostics, ...rest } = result
  const isStored = await finishGradingJob(context(), job, runnerId, {
    outcome: result.outcome,
    score: result.outcome === 'graded' ? result.score : 0,
    passed: result.outcome === 'graded' && result.passed,
    resultDigest: result.outcome === 'graded' ? result.replayDigest : '',
    graderDigest: provenance.graderDigest,
    imageDigest: provenance.imageDigest,
    result: { ...rest, provenance, measures, diagnostics },
  })
  log('grade', {
    job: job.id,
    purpose: job.purpose,
    outcome: result.outcome,
    tries: job.tries,
    isStored,
    ms: measures.totalMs,
  })
}
