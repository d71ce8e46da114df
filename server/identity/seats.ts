import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { holdLimit } from '../platform/quotas.ts'
import { countSeats } from './seat-queries.ts'
import { SITE_ORGANISATION } from './site-organisation.ts'

/**
 * Makes sure that an organisation has seats for people who are invited or join, held until the transaction ends. Whoever
 * has a seat already, or an open invitation to one, takes no other. The site's own organisation has no limit, so that
 * operators never lock each other out.
 * @throws AppError `precondition_failed` (quotaSeats) with `max` and `left`
 */
export async function requireSeats(
  ctx: Context,
  organisationId: Id<'organisation'>,
  emails: readonly string[],
  counting: 'members' | 'members and invited',
): Promise<void> {
  if (organisationId === SITE_ORGANISATION) return
  const max = await holdLimit(ctx, 'seats', organisationId, organisationId)
  const { taken, among } = await countSeats(ctx, organisationId, emails, counting === 'members and invited')
  const wanted = new Set(emails.map((email) => email.toLowerCase())).size - among
  if (taken + wanted > max && wanted > 0)
    throw new AppError('precondition_failed', {
      reason: 'quotaSeats',
      params: { max, left: Math.max(0, max - taken) },
    })
}
