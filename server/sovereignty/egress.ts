import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise, type Policy } from '../platform/authorise.ts'
import { type Context, hasRole } from '../platform/context.ts'
import { isAllowed } from '../platform/egress.ts'
import { mailDestination } from '../platform/mail.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { AllowDestinationInput } from './inputs.ts'
import { endDestinationRow, insertDestination, listAttempts, listDestinations } from './queries.ts'

const manageEgress: Policy<null> = {
  action: 'egress.manage',
  decide: (actor) => (hasRole(actor, 'operator') ? { kind: 'site' } : null),
}

/** Where this site may send, what waits to be allowed, and what was tried of late. */
export async function readEgress(ctx: Context) {
  authorise(ctx, manageEgress, null)
  const mail = mailDestination()
  const [destinations, attempts, mailAllowed] = await Promise.all([
    listDestinations(ctx),
    listAttempts(ctx),
    mail ? isAllowed(ctx, mail) : true,
  ])
  return { destinations, attempts, waiting: mail && !mailAllowed ? [mail] : [] }
}

/** Lets this site send to one destination for one purpose; the same again changes nothing. */
export async function allowDestination(ctx: Context, input: z.output<typeof AllowDestinationInput>): Promise<void> {
  authorise(ctx, manageEgress, null)
  await inTransaction(ctx, async (ctx) => {
    if (!(await insertDestination(ctx, input))) return
    const { destinationId: id, ...rest } = input
    await record(ctx, 'egress.allow', { type: 'egressDestination', id }, rest)
  })
}

/** Takes a permission back; what is tried from then on is refused. */
export async function endDestination(ctx: Context, input: { destinationId: string }): Promise<void> {
  authorise(ctx, manageEgress, null)
  await inTransaction(ctx, async (ctx) => {
    if (!(await endDestinationRow(ctx, input.destinationId))) return
    await record(ctx, 'egress.end', { type: 'egressDestination', id: input.destinationId })
  })
}
