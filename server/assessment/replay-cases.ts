import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { DecideReplaysInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type GradingJob, selectSubmissionSubject } from './queries.ts'
import { insertReplayDecisions, listOpenReplays, listReplayDecisions } from './replay-queries.ts'

/**
 * An auditor says what became of replays that came to another result: the stored grade stands, and why. Until then a case
 * is open, and health says so. Those that differ later are a case of their own.
 * @throws AppError `not_found`, `precondition_failed` (noReplayDiffers)
 */
export async function decideReplays(ctx: Context, input: z.output<typeof DecideReplaysInput>): Promise<void> {
  authorise(ctx, policy.auditGrades, null)
  const submissionId = input.submissionId as Id<'submission'>
  await inTransaction(ctx, async (ctx) => {
    await selectSubmissionSubject(ctx, submissionId)
    const open = await listOpenReplays(ctx, submissionId)
    if (open.length === 0) throw new AppError('precondition_failed', { reason: 'noReplayDiffers' })
    const { personId: decidedBy } = requirePerson(ctx)
    await insertReplayDecisions(
      ctx,
      open.map((gradingJobId) => ({ gradingJobId, decidedBy, decidedAt: ctx.now, reason: input.reason })),
    )
    await record(ctx, 'replay.decide', { type: 'submission', id: submissionId }, { gradingJobIds: open })
  })
}

/** What was decided about each replay; null while nothing was. */
export async function decisionsOn(
  ctx: Context,
  replays: readonly Pick<GradingJob, 'id'>[],
): Promise<(id: Id<'gradingJob'>) => { decidedAt: Date; reason: string } | null> {
  const rows = await listReplayDecisions(
    ctx,
    replays.map(({ id }) => id),
  )
  const byJob = new Map(rows.map(({ gradingJobId, decidedAt, reason }) => [gradingJobId, { decidedAt, reason }]))
  return (id) => byJob.get(id) ?? null
}
