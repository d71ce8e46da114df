import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { requireIndependent } from '../cohorts/index.ts'
import { type LabDefinition, labDefinitionOf } from '../labs/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { reviewed } from './events.ts'
import type { SignReviewInput, SubmissionInput } from './inputs.ts'
import { marksInOrder } from './marks.ts'
import * as policy from './policy.ts'
import { listAssigned, listJobs, selectSubmissionSubject } from './queries.ts'
import { countAsEvidence } from './record-grade.ts'
import {
  insertReview,
  listReviewable,
  listReviewFacts,
  selectIsUnwritten,
  selectOptionalReview,
} from './review-queries.ts'
import type { ReviewMark } from './schema.ts'

type ReviewRule = NonNullable<LabDefinition['review']>

/** What a person marks of a submission, as its learner or who teaches them may read it; null where no person does. */
export interface ToldReview {
  file: string
  /** `unwritten`: the file is missing, or as the lab gave it; nobody is asked to read that. */
  state: 'later' | 'unwritten' | 'waiting' | 'met' | 'not_met'
  criteria: (ReviewRule['criteria'][number] & { mark: ReviewMark['mark'] | null })[]
  note: string
  recordedAt: Date | null
}

/** Submissions of one's cohorts that a person marks, without names: who wrote them is not for the marks. */
export async function listReviewTasks(ctx: Context) {
  authorise(ctx, policy.listReviews, null)
  return listReviewable(ctx, requirePerson(ctx).personId)
}

async function reviewableOf(ctx: Context, id: Id<'submission'>) {
  const found = await selectSubmissionSubject(ctx, id)
  const { attempt, cohort } = found
  const assessors = cohort ? await listAssigned(ctx, cohort.id, 'assessor') : []
  authorise(ctx, policy.review, { learnerId: attempt.learnerId, assessors })
  const rule = (await labDefinitionOf(ctx, attempt.versionId)).review
  const isPassed = (await listJobs(ctx, [id])).some((job) => job.purpose !== 'replay' && job.isPassed)
  if (!rule || !isPassed || !cohort || (await selectIsUnwritten(ctx, id))) throw new AppError('not_found')
  return { ...found, cohort, rule }
}

/** The text to be marked, as it was submitted. */
async function textOf(ctx: Context, snapshotDigest: string, file: string): Promise<string | null> {
  const manifest = (await getBlobs(ctx, [snapshotDigest])).get(snapshotDigest)
  const digest = manifest && (JSON.parse(manifest.toString()) as Record<string, string>)[file]
  return digest ? ((await getBlobs(ctx, [digest])).get(digest)?.toString() ?? null) : null
}

/** The form for one submission, with what was marked when it was. @throws AppError `not_found` */
export async function readReviewForm(ctx: Context, input: z.output<typeof SubmissionInput>) {
  const id = input.submissionId as Id<'submission'>
  const { submission, attempt, activity, cohort, rule } = await reviewableOf(ctx, id)
  return {
    submissionId: id,
    ...{ activity: { code: activity.code, title: activity.titles }, cohortNames: cohort.names, mode: attempt.mode },
    ...{ receivedAt: submission.receivedAt, file: rule.file },
    text: await textOf(ctx, submission.snapshotDigest, rule.file),
    review: await toldReview(ctx, id, rule, true),
  }
}

/** What was marked, or that it waits; `isPassed` says whether the program has earned it a reader. */
export async function toldReview(
  ctx: Context,
  submissionId: Id<'submission'>,
  { file, criteria }: ReviewRule,
  isPassed: boolean,
): Promise<ToldReview> {
  const found = await selectOptionalReview(ctx, submissionId)
  const waiting = async () => ((await selectIsUnwritten(ctx, submissionId)) ? 'unwritten' : 'waiting')
  const marks = new Map(found?.review.marks.map(({ criterion, mark }) => [criterion, mark]))
  return {
    file,
    state: found ? (found.review.isMet ? 'met' : 'not_met') : isPassed ? await waiting() : 'later',
    criteria: criteria.map((criterion) => ({ ...criterion, mark: marks.get(criterion.id) ?? null })),
    note: found?.note ?? '',
    recordedAt: found?.review.recordedAt ?? null,
  }
}

/** Where the marks stand of those of these submissions, all passed by their programs, that a person marks besides. */
export async function listReviewStates(
  ctx: Context,
  passed: readonly Id<'submission'>[],
): Promise<Map<Id<'submission'>, Pick<ToldReview, 'file' | 'state'>>> {
  const facts = await listReviewFacts(ctx, passed)
  return new Map(
    facts.map(({ submissionId, file, isMet, isUnwritten }) => {
      const unmarked = isUnwritten ? 'unwritten' : 'waiting'
      return [submissionId, { file, state: isMet === null ? unmarked : isMet ? 'met' : 'not_met' }]
    }),
  )
}

/**
 * Records how an independent assessor marked a submission; the same id again changes nothing, and a submission is marked
 * once. Met is what meets every criterion: with it the submission counts as evidence.
 * @throws AppError `not_found`, `invalid_input` (marksIncomplete, noteMissing), `precondition_failed` (assessorOfPartner),
 *   `conflict` (alreadyReviewed)
 */
export async function signReview(ctx: Context, input: z.output<typeof SignReviewInput>): Promise<{ isMet: boolean }> {
  const { personId } = requirePerson(ctx)
  const [id, submissionId] = [input.reviewId as Id<'review'>, input.submissionId as Id<'submission'>]
  return inTransaction(ctx, async (ctx) => {
    const { cohort, rule } = await reviewableOf(ctx, submissionId)
    await requireIndependent(ctx, cohort, personId)
    const marks = marksInOrder(input.marks, rule.criteria)
    const isMet = marks.every(({ mark }) => mark === 'met')
    if (!isMet && !input.note) throw new AppError('invalid_input', { reason: 'noteMissing' })
    const row = { id, submissionId, reviewerId: personId, marks, isMet, recordedAt: ctx.now }
    if (!(await insertReview(ctx, row, input.note))) {
      const known = await selectOptionalReview(ctx, submissionId)
      if (known?.review.id !== id || known.review.reviewerId !== personId)
        throw new AppError('conflict', { reason: 'alreadyReviewed' })
      return { isMet: known.review.isMet }
    }
    await record(ctx, 'submission.review', { type: 'submission', id: submissionId }, { reviewId: id, isMet })
    await emit(ctx, reviewed, { reviewId: id, submissionId })
    if (isMet) await countAsEvidence(ctx, submissionId, ctx.now)
    return { isMet }
  })
}
