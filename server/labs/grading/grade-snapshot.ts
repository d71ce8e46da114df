import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import { HARNESS_VERSION } from '../harness/protocol.ts'
import type { SandboxLimits } from '../sandbox/types.ts'
import { createWorkspace, removeWorkspace } from '../sandbox/workspace.ts'
import { filesDigest, valueDigest } from './digests.ts'
import { graderFiles } from './grader-files.ts'
import { GraderSession } from './grader-session.ts'
import { judgeChecks } from './judge-checks.ts'
import { computeScore } from './score.ts'
import { TypeStripper } from './type-stripper.ts'
import type { GradeMeasures, GradeRequest, GradeResult, Provenance } from './types.ts'
import { prepareWorkDir, workName } from './work-dir.ts'

/**
 * Grades a submission: checks in one sandbox, the learner's program in others, the score outside both. The same
 * request gives the same `replayDigest`. Throws only when `signal` aborts.
 */
export async function gradeSnapshot(request: GradeRequest): Promise<GradeResult> {
  const started = performance.now()
  const { lab, mode, uids, workDir, signal } = request
  const grader = graderFiles(lab.files)
  const limits = request.limits ?? lab.definition.limits
  const provenance: Provenance = {
    imageDigest: request.image.digest,
    graderDigest: filesDigest(grader),
    contentDigest: valueDigest([lab.definition, filesDigest(lab.files)]),
    submissionDigest: filesDigest(request.snapshot),
    harnessVersion: HARNESS_VERSION,
    mode,
    limits,
  }
  const measures: GradeMeasures = {
    totalMs: 0,
    checkMs: {},
    usage: { runs: 0, cpuMs: 0, peakMemoryBytes: 0 },
  }
  const name = workName('grade')
  const dir = join(workDir, name)
  const uid = uids.take()
  const stripperUid = uids.take()
  let stripper: TypeStripper | null = null
  let diagnostics = ''
  try {
    stripper = new TypeStripper({ driver: request.driver, image: request.image, uid: stripperUid, signal })
    // Asked for now, it is done when the first check wants it: the grader takes as long to start.
    void stripper.filesFor(request.snapshot)
    await prepareWorkDir(workDir)
    await createWorkspace(dir, grader, uid)
    const openSession = () => new GraderSession({ driver: request.driver, image: request.image, dir, uid, signal })
    const judged = await judgeChecks({
      request,
      limits: inProcessorTime(limits),
      name,
      openSession,
      stripper,
      measures,
    })
    diagnostics = judged.diagnostics
    const score = computeScore(lab.definition, mode, judged.findings)
    const result = { outcome: 'graded' as const, ...score, provenance }
    measures.totalMs = Math.round(performance.now() - started)
    return { ...result, replayDigest: valueDigest(result), measures, diagnostics }
  } catch (error) {
    signal?.throwIfAborted()
    const { reason, detail } = describeFault(error)
    measures.totalMs = Math.round(performance.now() - started)
    return { outcome: 'ungradable', reason, detail, provenance, measures, diagnostics }
  } finally {
    await stripper?.close()
    await removeWorkspace(dir)
    uids.give(stripperUid)
    uids.give(uid)
  }
}

/** Versions of labs that were published while limits were wall time are graded with as much processor time. */
const inProcessorTime = ({ wallSeconds, cpuSeconds = wallSeconds, ...limits }: SandboxLimits): SandboxLimits => ({
  ...limits,
  cpuSeconds,
})

function describeFault(error: unknown): { reason: string; detail: string } {
  if (error instanceof AppError) {
    return { reason: error.reason ?? error.code, detail: String(error.params.detail ?? error.message) }
  }
  return { reason: 'engine_failed', detail: error instanceof Error ? error.message : String(error) }
}
