import { record } from '../audit/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { countOperators, endMemberships } from './queries.ts'

/**
 * Ends every role one holds in an organisation. Work and credentials stay.
 * @throws AppError `not_found` when not a member, `precondition_failed` (lastOperator)
 */
export async function leaveOrganisation(ctx: Context, input: { organisationId: string }): Promise<void> {
  const actor = requirePerson(ctx)
  const organisationId = input.organisationId as Id<'organisation'>
  await inTransaction(ctx, async (ctx) => {
    const isOperatorHere = actor.memberships.some((m) => m.organisationId === organisationId && m.role === 'operator')
    if (isOperatorHere && (await countOperators(ctx)) <= 1) {
      throw new AppError('precondition_failed', { reason: 'lastOperator' })
    }
    if ((await endMemberships(ctx, actor.personId, organisationId)) === 0) throw new AppError('not_found')
    await record(ctx, 'organisation.leave', { type: 'organisation', id: organisationId })
  })
}
