import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import {
  type CommentEntry,
  insertCommentEntry,
  listCommentEntries,
  lockComments,
  selectOptionalCommentEntry,
} from './comment-queries.ts'
import { type CommentView, threadsOf } from './comment-thread.ts'
import { commented } from './events.ts'
import { listHeld } from './held-queries.ts'
import type { EditCommentInput, SubmissionInput, WithdrawCommentInput, WriteCommentInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type Submission, selectSubmissionSubject } from './queries.ts'

/** The lines of a submitted file; null when it holds no such file, or its learner had it erased. */
async function linesOf(ctx: Context, submission: Submission, path: string): Promise<string[] | null> {
  const manifest = (await getBlobs(ctx, [submission.snapshotDigest])).get(submission.snapshotDigest)
  const digest = manifest && (JSON.parse(manifest.toString()) as Record<string, string>)[path]
  const file = digest && (await getBlobs(ctx, [digest])).get(digest)
  return file ? file.toString().split('\n') : null
}

async function requirePlace(ctx: Context, submission: Submission, place: { path: string; line: number | null }) {
  const lines = await linesOf(ctx, submission, place.path)
  if (!lines) throw new AppError('invalid_input', { reason: 'noSuchFile', params: { path: place.path } })
  if (place.line !== null && place.line > lines.length)
    throw new AppError('invalid_input', { reason: 'noSuchLine', params: { line: place.line, lines: lines.length } })
}

type Step = Pick<CommentEntry, 'id' | 'commentId' | 'kind' | 'answers'>

/** Writes one entry unless it is there already. @throws AppError `conflict` (idTaken) when the id is another's */
async function append(
  ctx: Context,
  submissionId: Id<'submission'>,
  step: Step,
  words: () => Promise<{ path: string | null; line: number | null; text: string }>,
): Promise<void> {
  const { personId: authorId } = requirePerson(ctx)
  await lockComments(ctx, submissionId)
  const known = await selectOptionalCommentEntry(ctx, step.id)
  if (known) {
    const isSame = known.authorId === authorId && known.submissionId === submissionId && known.kind === step.kind
    if (!isSame) throw new AppError('conflict', { reason: 'idTaken' })
    return
  }
  await insertCommentEntry(ctx, { ...step, submissionId, authorId, at: ctx.now }, await words())
  await record(ctx, `comment.${step.kind}`, { type: 'comment', id: step.commentId }, { submissionId })
  if (step.kind === 'written') await emit(ctx, commented, { commentId: step.commentId, submissionId, authorId })
}

/**
 * Writes a comment to a submission or to a line of it: who teaches the cohort, and the learner in answer to one. The same
 * id again changes nothing.
 * @throws AppError `not_found`, `invalid_input` (noSuchFile, noSuchLine), `precondition_failed` (onlyAnswers,
 *   commentWithdrawn), `conflict` (idTaken), `rate_limited`
 */
export async function writeComment(ctx: Context, input: z.output<typeof WriteCommentInput>): Promise<void> {
  const submissionId = input.submissionId as Id<'submission'>
  const { submission, subject } = await selectSubmissionSubject(ctx, submissionId)
  const scope = authorise(ctx, policy.commentOnSubmission, subject)
  await limitRate(ctx, `comment:${requirePerson(ctx).personId}`, { max: 60, windowSeconds: 600 })
  const place = input.path === null ? null : { path: input.path, line: input.line }
  const answers = input.answers as Id<'comment'> | null
  if (scope.kind === 'self') {
    if (!answers) throw new AppError('precondition_failed', { reason: 'onlyAnswers' })
    if ((await listHeld(ctx, [submissionId])).has(submissionId)) throw new AppError('not_found')
  }
  await inTransaction(ctx, async (ctx) => {
    const commentId = input.commentId as Id<'comment'>
    const entryId = input.commentId as Id<'commentEntry'>
    await append(ctx, submissionId, { id: entryId, commentId, kind: 'written', answers }, async () => {
      if (answers) await requireAnswerable(ctx, submissionId, answers)
      if (place) await requirePlace(ctx, submission, place)
      return { path: place?.path ?? null, line: place?.line ?? null, text: input.text }
    })
  })
}

async function requireAnswerable(ctx: Context, submissionId: Id<'submission'>, id: Id<'comment'>): Promise<void> {
  const root = threadsOf(await listCommentEntries(ctx, submissionId)).find(({ commentId }) => commentId === id)
  if (!root) throw new AppError('not_found')
  if (root.withdrawn) throw new AppError('precondition_failed', { reason: 'commentWithdrawn' })
}

/** One's own comment that stands. @throws AppError `not_found`, `precondition_failed` (commentWithdrawn) */
async function requireOwn(ctx: Context, submissionId: Id<'submission'>, id: string): Promise<CommentView> {
  const all = threadsOf(await listCommentEntries(ctx, submissionId)).flatMap((root) => [root, ...root.replies])
  const own = all.find(({ commentId, authorId }) => commentId === id && authorId === requirePerson(ctx).personId)
  if (!own) throw new AppError('not_found')
  if (own.withdrawn) throw new AppError('precondition_failed', { reason: 'commentWithdrawn' })
  return own
}

async function changeOwn(
  ctx: Context,
  input: { submissionId: string; commentId: string; entryId: string },
  kind: 'edited' | 'withdrawn',
  wordsFor: (own: CommentView) => string,
): Promise<void> {
  const submissionId = input.submissionId as Id<'submission'>
  authorise(ctx, policy.commentOnSubmission, (await selectSubmissionSubject(ctx, submissionId)).subject)
  await inTransaction(ctx, async (ctx) => {
    const [id, commentId] = [input.entryId as Id<'commentEntry'>, input.commentId as Id<'comment'>]
    await append(ctx, submissionId, { id, commentId, kind, answers: null }, async () => {
      const own = await requireOwn(ctx, submissionId, commentId)
      return { path: own.place?.path ?? null, line: own.place?.line ?? null, text: wordsFor(own) }
    })
  })
}

/**
 * Changes the wording of one's own comment for half an hour; the earlier wording stays to be read. The same `entryId` again
 * changes nothing.
 * @throws AppError `not_found`, `precondition_failed` (commentWithdrawn, editTimeOver), `conflict` (idTaken)
 */
export async function editComment(ctx: Context, input: z.output<typeof EditCommentInput>): Promise<void> {
  await changeOwn(ctx, input, 'edited', (own) => {
    if (ctx.now > own.editableUntil) throw new AppError('precondition_failed', { reason: 'editTimeOver' })
    return input.text
  })
}

/**
 * Withdraws one's own comment with a note that says why: its words are shown no more, that there was one is. Answers stay.
 * @throws AppError `not_found`, `precondition_failed` (commentWithdrawn), `conflict` (idTaken)
 */
export async function withdrawComment(ctx: Context, input: z.output<typeof WithdrawCommentInput>): Promise<void> {
  await changeOwn(ctx, input, 'withdrawn', () => input.note)
}

/**
 * What was said of a submission, for its learner and who teaches them. While the grade waits for its release, so does what
 * was said of it.
 * @throws AppError `not_found`
 */
export async function readComments(ctx: Context, input: z.output<typeof SubmissionInput>) {
  const submissionId = input.submissionId as Id<'submission'>
  const { submission, subject } = await selectSubmissionSubject(ctx, submissionId)
  const scope = authorise(ctx, policy.readSubmission, subject)
  const { personId } = requirePerson(ctx)
  const isHeld = (await listHeld(ctx, [submissionId])).has(submissionId)
  const threads = isHeld && scope.kind === 'self' ? [] : threadsOf(await listCommentEntries(ctx, submissionId))
  const quoted = new Map<string, string[] | null>()
  for (const path of new Set(threads.flatMap(({ place }) => (place?.line ? [place.path] : []))))
    quoted.set(path, await linesOf(ctx, submission, path))
  const shown = ({ authorId, editableUntil, ...view }: CommentView) => ({
    ...view,
    isMine: authorId === personId,
    isByLearner: authorId === subject.learnerId,
    mayEdit: authorId === personId && view.text !== null && ctx.now <= editableUntil,
    mayWithdraw: authorId === personId && view.text !== null,
    quote: (view.place?.line && quoted.get(view.place.path)?.[view.place.line - 1]) || null,
  })
  return {
    /** A learner answers what was said to them and begins nothing. */
    mayBegin: scope.kind !== 'self',
    isHeld,
    threads: threads.map(({ replies, ...root }) => ({ ...shown(root), replies: replies.map(shown) })),
  }
}
