import { actorId, type Context } from '../platform/context.ts'
import { insertAuditEvent } from './queries.ts'

/** Writes the audit row of a change, in the change's transaction. `details` hold ids and codes, never names or contents. */
export async function record(
  ctx: Context,
  action: string,
  subject: { type: string; id: string },
  details: Record<string, unknown> = {},
): Promise<void> {
  await insertAuditEvent(ctx, {
    at: ctx.handledAt ?? ctx.now,
    actor: actorId(ctx.actor),
    action,
    subjectType: subject.type,
    subjectId: subject.id,
    details,
  })
}
