import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { InvitePersonInput } from './inputs.ts'
import { createLink } from './links.ts'
import { selectOptionalOrganisation } from './organisation-queries.ts'
import * as policy from './policy.ts'
import { requireSeats } from './seats.ts'

/**
 * Invites somebody by mail into an organisation with a role; inviting again sends a fresh link.
 * @throws AppError `not_found` for an organisation outside one's scope, `rate_limited`, `precondition_failed` (quotaSeats)
 */
export async function invitePerson(
  ctx: Context,
  input: z.output<typeof InvitePersonInput>,
): Promise<{ invitationId: string }> {
  const organisationId = input.organisationId as Id<'organisation'>
  authorise(ctx, policy.invitePerson, { organisationId, role: input.role })
  await limitRate(ctx, `invite:${actorId(ctx.actor)}`, { max: 200, windowSeconds: 3600 })
  return inTransaction(ctx, async (ctx) => {
    if (!(await selectOptionalOrganisation(ctx, organisationId))) throw new AppError('not_found')
    await requireSeats(ctx, organisationId, [input.email], 'members and invited')
    const id = newId<'link'>()
    await createLink(ctx, id, 'invitation', actorId(ctx.actor), {
      organisationId,
      role: input.role,
      email: input.email,
    })
    await record(ctx, 'person.invite', { type: 'link', id }, { organisationId, role: input.role })
    await enqueue(ctx, 'identity.sendLink', { linkId: id }, { key: `link:${id}` })
    return { invitationId: id }
  })
}
