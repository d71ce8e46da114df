import type { z } from 'zod'
import { type GradeResult, labDefinitionOf } from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { listSubmissionFacts, selectSubmissionFacts } from './graded-queries.ts'
import type { FindGradesInput, SubmissionInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type GradingJob, listJobs } from './queries.ts'
import { decisionsOn } from './replay-cases.ts'

const SHOWN = 100

/** How one run of the grader ended; `waiting` until it did. */
function outcomeOf(job: GradingJob) {
  if (!job.finishedAt) return { state: 'waiting' as const }
  if (job.outcome !== 'graded') return { state: 'ungradable' as const }
  return { state: 'graded' as const, score: job.score!, isPassed: job.isPassed! }
}

/** The run whose grade counts: the newest finished one that is not a replay. */
function storedJob(jobs: readonly GradingJob[]): GradingJob | null {
  return jobs.findLast((job) => job.purpose !== 'replay' && job.finishedAt !== null) ?? null
}

function isSameAs(stored: GradingJob | null, replay: GradingJob): boolean | null {
  return replay.outcome === 'graded' && stored ? replay.resultDigest === stored.resultDigest : null
}

/** Grades by opaque ids, newest first, with how their replays ended; all that ends in `ending`, when given. */
export async function findGrades(ctx: Context, input: z.output<typeof FindGradesInput>) {
  authorise(ctx, policy.auditGrades, null)
  const rows = await listSubmissionFacts(ctx, input.ending ?? null, SHOWN)
  const jobs = await listJobs(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, attemptId, receivedAt, mode, code, titles }) => {
    const mine = jobs.filter((job) => job.submissionId === id)
    const stored = storedJob(mine)
    return {
      ...{ id, attemptId, receivedAt, mode, activity: { code, title: titles } },
      stored: stored && outcomeOf(stored),
      replays: mine.filter((job) => job.purpose === 'replay').map((job) => isSameAs(stored, job)),
    }
  })
}

function pointsOf(job: GradingJob | null | undefined): Map<string, number> {
  const result = job?.result as GradeResult | null | undefined
  return new Map(result?.outcome === 'graded' ? result.checks.map(({ id, points }) => [id, points]) : [])
}

/**
 * One grade beside its newest replay: scores, points of every check and what both were made from. Neither the seed nor
 * whose work it is nor what is in its files.
 * @throws AppError `not_found`
 */
export async function readGrade(ctx: Context, input: z.output<typeof SubmissionInput>) {
  authorise(ctx, policy.auditGrades, null)
  const id = input.submissionId as Id<'submission'>
  const { attemptId, receivedAt, mode, versionId, snapshotDigest, code, titles } = await selectSubmissionFacts(ctx, id)
  const jobs = await listJobs(ctx, [id])
  const { checks, passScore } = await labDefinitionOf(ctx, versionId)
  const stored = storedJob(jobs)
  const replays = jobs.filter((job) => job.purpose === 'replay')
  const decisionOn = await decisionsOn(ctx, replays)
  const replayed = replays.findLast((job) => job.finishedAt !== null) ?? null
  const [storedPoints, replayedPoints] = [pointsOf(stored), pointsOf(replayed)]
  const side = (job: GradingJob | null) =>
    job && {
      gradingJobId: job.id,
      finishedAt: job.finishedAt!,
      ...{ outcome: outcomeOf(job), resultDigest: job.resultDigest },
      ...{ imageDigest: job.imageDigest, graderDigest: job.graderDigest },
    }
  return {
    ...{ id, attemptId, receivedAt, mode, passScore, activity: { code, title: titles } },
    stored: side(stored),
    replayed: side(replayed),
    checks: checks.map((check) => ({
      ...{ id: check.id, title: check.title, of: check.points, visibility: check.visibility },
      stored: storedPoints.get(check.id) ?? null,
      replayed: replayedPoints.get(check.id) ?? null,
    })),
    provenance: {
      snapshotDigest,
      imageDigest: stored?.imageDigest ?? null,
      graderDigest: stored?.graderDigest ?? null,
      resultDigest: stored?.resultDigest ?? null,
      ...(stored?.result as GradeResult | null | undefined)?.provenance,
    },
    replays: replays.map((job) => ({
      ...{ id: job.id, queuedAt: job.queuedAt, finishedAt: job.finishedAt, isSame: isSameAs(stored, job) },
      decision: decisionOn(job.id),
    })),
    mayReplay: jobs.every((job) => job.finishedAt !== null),
  }
}
