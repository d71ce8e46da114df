import type { z } from 'zod'
import { listAssignedCohorts } from '../cohorts/index.ts'
import { type GradeResult, labDefinitionOf, toldChecks } from '../labs/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import { type Context, hasRole } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { listHeld, listHeldOf } from './held-queries.ts'
import type { SubmissionInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  countJobsBefore,
  type GradingJob,
  listAttemptsOf,
  listEvidence,
  listJobs,
  listSubmissionsOf,
  listSubmissionsOfCohorts,
  selectSubmissionSubject,
} from './queries.ts'
import { decisionsOn } from './replay-cases.ts'
import { listReviewStates, toldReview } from './reviews.ts'

export type GradingState =
  | { state: 'queued'; position: number }
  | { state: 'grading' }
  | { state: 'graded'; score: number; isPassed: boolean; gradedAt: Date }
  | { state: 'ungradable' }
  /** Graded; what it came to waits for its release. */
  | { state: 'held' }

/** The job that decides the grade: the newest finished one that is not a replay, else the one under way. */
function decidingJob(jobs: readonly GradingJob[]): GradingJob | null {
  const grading = jobs.filter((job) => job.purpose !== 'replay')
  return grading.findLast((job) => job.finishedAt !== null) ?? grading.at(-1) ?? null
}

async function stateOf(ctx: Context, job: GradingJob | null, isHeld: boolean): Promise<GradingState> {
  if (job?.outcome === 'graded' && isHeld) return { state: 'held' }
  if (!job) return { state: 'queued', position: 1 }
  if (job.finishedAt && job.outcome === 'graded') {
    return { state: 'graded', score: job.score!, isPassed: job.isPassed!, gradedAt: job.finishedAt }
  }
  if (job.finishedAt) return { state: 'ungradable' }
  if (job.leasedAt && job.leaseExpiresAt && job.leaseExpiresAt > ctx.now) return { state: 'grading' }
  return { state: 'queued', position: (await countJobsBefore(ctx, job.queuedAt)) + 1 }
}

/** Where the grading of a submission is. @throws AppError `not_found` */
export async function readSubmissionState(
  ctx: Context,
  input: z.output<typeof SubmissionInput>,
): Promise<GradingState> {
  const id = input.submissionId as Id<'submission'>
  const scope = authorise(ctx, policy.readSubmission, (await selectSubmissionSubject(ctx, id)).subject)
  const isHeld = scope.kind === 'self' && (await listHeld(ctx, [id])).has(id)
  return stateOf(ctx, decidingJob(await listJobs(ctx, [id])), isHeld)
}

/**
 * A submission with its checks and provenance. A learner sees of a hidden check its class of behaviour and its points;
 * who teaches the cohort sees what happened.
 * @throws AppError `not_found`
 */
export async function readSubmission(ctx: Context, input: z.output<typeof SubmissionInput>) {
  const id = input.submissionId as Id<'submission'>
  const { submission, attempt, activity, learnerName, subject } = await selectSubmissionSubject(ctx, id)
  const scope = authorise(ctx, policy.readSubmission, subject)
  const isHeld = (await listHeld(ctx, [id])).has(id)
  const isKeptBack = isHeld && scope.kind === 'self'
  const allJobs = await listJobs(ctx, [id])
  const stateJob = decidingJob(allJobs)
  // To its learner a grade that waits is one that is not there: nothing of what follows is made from it.
  const jobs = isKeptBack ? [] : allJobs
  const job = decidingJob(jobs)
  const decisionOn = await decisionsOn(
    ctx,
    jobs.filter(({ purpose }) => purpose === 'replay'),
  )
  const definition = await labDefinitionOf(ctx, attempt.versionId)
  const result = (job?.result ?? null) as GradeResult | null
  const manifestBlob = (await getBlobs(ctx, [submission.snapshotDigest])).get(submission.snapshotDigest)
  const manifest = manifestBlob ? (JSON.parse(manifestBlob.toString()) as Record<string, string>) : {}
  return {
    id,
    learnerName: scope.kind === 'self' ? null : learnerName,
    activity: { id: activity.id, code: activity.code, title: activity.titles, kind: activity.kind },
    mode: attempt.mode,
    assurance: attempt.assurance,
    receivedAt: submission.receivedAt,
    isErased: !manifestBlob,
    state: await stateOf(ctx, stateJob, isKeptBack),
    isHeld,
    passScore: definition.passScore,
    review:
      definition.review && !isKeptBack ? await toldReview(ctx, id, definition.review, job?.isPassed === true) : null,
    checks: toldChecks(scope.kind === 'self' ? 'learner' : 'staff', definition, result),
    provenance: {
      snapshotDigest: submission.snapshotDigest,
      imageDigest: job?.imageDigest ?? null,
      graderDigest: job?.graderDigest ?? null,
      // It covers what hidden checks said.
      resultDigest: scope.kind === 'self' ? null : (job?.resultDigest ?? null),
      ...result?.provenance,
    },
    replays: jobs
      .filter((other) => other.purpose === 'replay')
      .map((other) => ({
        id: other.id,
        queuedAt: other.queuedAt,
        finishedAt: other.finishedAt,
        isSame: other.finishedAt ? other.resultDigest === job?.resultDigest : null,
        decision: decisionOn(other.id),
      })),
    mayReplay: policy.replaySubmission.decide(ctx.actor, subject, ctx.now) !== null,
    files: scope.kind === 'self' ? Object.keys(manifest) : await filesOf(ctx, manifest),
  }
}

async function filesOf(ctx: Context, manifest: Record<string, string>) {
  const blobs = await getBlobs(ctx, Object.values(manifest))
  return Object.entries(manifest).map(([path, digest]) => ({ path, content: blobs.get(digest)?.toString() ?? '' }))
}

/** Of each submission the job that says what it came to. */
async function listDeciding(ctx: Context, ids: readonly Id<'submission'>[]) {
  const jobs = Map.groupBy(await listJobs(ctx, ids), ({ submissionId }) => submissionId)
  return new Map([...jobs].map(([id, own]) => [id, decidingJob(own)]))
}

/** The learner's attempts and submissions, newest first. */
export async function listResults(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const rows = await listSubmissionsOf(ctx, personId)
  const ids = rows.map((row) => row.submission.id)
  const decided = await listDeciding(ctx, ids)
  const held = await listHeldOf(ctx, personId)
  const reviews = await listReviewStates(
    ctx,
    ids.filter((id) => decided.get(id)?.isPassed && !held.has(id)),
  )
  const attempts = await listAttemptsOf(ctx, personId)
  const evidence = (await listEvidence(ctx, personId)).filter(({ submissionId }) => !held.has(submissionId))
  return {
    submissions: await Promise.all(
      rows.map(async ({ submission, attempt, activity }) => ({
        id: submission.id,
        activity: { id: activity.id, code: activity.code, title: activity.titles },
        mode: attempt.mode,
        receivedAt: submission.receivedAt,
        state: await stateOf(ctx, decided.get(submission.id) ?? null, held.has(submission.id)),
        review: reviews.get(submission.id) ?? null,
      })),
    ),
    proctored: attempts
      .filter(({ attempt }) => attempt.mode === 'proctored')
      .map(({ attempt, activity }) => ({
        attemptId: attempt.id,
        activity: { id: activity.id, code: activity.code, title: activity.titles },
        requestedAt: attempt.requestedAt,
        identityConfirmedAt: attempt.identityConfirmedAt,
        assurance: attempt.assurance,
        openedAt: attempt.openedAt,
        closesAt: attempt.closesAt,
        closedAt: attempt.closedAt,
        workspaceId: attempt.workspaceId,
      })),
    evidence: evidence.map(({ area, level, mode, submissionId, validFrom, expiresAt }) => ({
      activity: rows.find(({ submission }) => submission.id === submissionId)?.activity.code ?? null,
      area,
      level,
      mode,
      validFrom,
      expiresAt,
    })),
  }
}

/** Submissions of the cohorts one teaches, newest first. */
export async function listCohortSubmissions(ctx: Context) {
  const { personId } = requirePerson(ctx)
  if (!hasRole(ctx.actor, 'instructor')) throw new AppError('not_found')
  const rows = await listSubmissionsOfCohorts(ctx, await listAssignedCohorts(ctx, personId, 'instructor'))
  const ids = rows.map((row) => row.submission.id)
  const decided = await listDeciding(ctx, ids)
  const held = await listHeld(ctx, ids)
  const reviews = await listReviewStates(
    ctx,
    ids.filter((id) => decided.get(id)?.isPassed),
  )
  return Promise.all(
    rows.map(async ({ submission, attempt, activity, learnerName, cohortNames }) => ({
      id: submission.id,
      learnerName,
      cohortNames,
      activity: { code: activity.code, title: activity.titles },
      mode: attempt.mode,
      receivedAt: submission.receivedAt,
      isHeld: held.has(submission.id),
      state: await stateOf(ctx, decided.get(submission.id) ?? null, false),
      review: reviews.get(submission.id) ?? null,
    })),
  )
}
