import type { z } from 'zod'
import { authorise } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { listSavesBetween, listSubmissionsFor } from './history-queries.ts'
import type { CompareInput, SubmissionInput } from './inputs.ts'
import * as policy from './policy.ts'
import { listJobs, selectSubmissionSubject } from './queries.ts'

async function historyOf(ctx: Context, id: Id<'submission'>) {
  const { subject, attempt } = await selectSubmissionSubject(ctx, id)
  authorise(ctx, policy.readSubmissionHistory, subject)
  const { learnerId, activityId } = attempt
  return listSubmissionsFor(ctx, { learnerId, activityId, cohortId: subject.cohort!.id })
}

/** All that a learner handed in for the activity of a submission, for who teaches them. @throws AppError `not_found` */
export async function readSubmissionHistory(ctx: Context, input: z.output<typeof SubmissionInput>) {
  const rows = await historyOf(ctx, input.submissionId as Id<'submission'>)
  const jobs = await listJobs(
    ctx,
    rows.map(({ submission }) => submission.id),
  )
  return rows.map(({ submission, attempt }) => {
    const grade = jobs.findLast(
      (job) => job.submissionId === submission.id && job.purpose !== 'replay' && job.outcome === 'graded',
    )
    return {
      ...{ id: submission.id, receivedAt: submission.receivedAt, mode: attempt.mode },
      grade: grade ? { score: grade.score!, isPassed: grade.isPassed! } : null,
    }
  })
}

async function manifestOf(ctx: Context, digest: string): Promise<Record<string, string>> {
  const blob = (await getBlobs(ctx, [digest])).get(digest)
  return blob ? (JSON.parse(blob.toString()) as Record<string, string>) : {}
}

/**
 * Two submissions of a learner to an activity, the earlier first: the files that differ, and the saves of the later one's
 * workspace between them, or since it was opened where it is another workspace.
 * @throws AppError `not_found`
 */
export async function compareSubmissions(ctx: Context, input: z.output<typeof CompareInput>) {
  const rows = await historyOf(ctx, input.submissionId as Id<'submission'>)
  const pair = rows.filter(({ submission: { id } }) => id === input.submissionId || id === input.withId)
  const [later, earlier] = pair
  if (!later || !earlier) throw new AppError('not_found')
  const before = await manifestOf(ctx, earlier.submission.snapshotDigest)
  const now = await manifestOf(ctx, later.submission.snapshotDigest)
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((path) => before[path] !== now[path])
    .toSorted()
  const blobs = await getBlobs(
    ctx,
    paths.flatMap((path) => [before[path], now[path]].filter((digest) => digest !== undefined)),
  )
  const textOf = (digest: string | undefined) => (digest ? (blobs.get(digest)?.toString() ?? null) : null)
  const isSameWorkspace = earlier.attempt.workspaceId === later.attempt.workspaceId
  const after = isSameWorkspace ? earlier.submission.revision : 0
  const saves = later.attempt.workspaceId
    ? await listSavesBetween(ctx, later.attempt.workspaceId, { after, until: later.submission.revision })
    : []
  return {
    earlier: { id: earlier.submission.id, receivedAt: earlier.submission.receivedAt },
    later: { id: later.submission.id, receivedAt: later.submission.receivedAt },
    files: paths.map((path) => ({ path, before: textOf(before[path]), now: textOf(now[path]) })),
    isSameWorkspace,
    saves,
  }
}
