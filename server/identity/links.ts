import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, newSecret } from '../platform/ids.ts'
import { insertLink, type OneTimeLink, selectOptionalLink, updateLinkSecret, useLink } from './queries.ts'

const HOURS: Record<OneTimeLink['purpose'], number> = {
  invitation: 24 * 7,
  password_reset: 1,
  first_operator: 24,
  evaluation: 24 * 30,
  keep_account: 24 * 14,
}

type LinkTarget = Partial<Pick<OneTimeLink, 'personId' | 'organisationId' | 'role' | 'email'>>

/** Writes a link and returns its secret, which is stored nowhere. */
export async function createLink(
  ctx: Context,
  id: string,
  purpose: OneTimeLink['purpose'],
  createdBy: string,
  target: LinkTarget = {},
): Promise<string> {
  const secret = newSecret()
  await insertLink(ctx, {
    id,
    purpose,
    secretDigest: digestOf(secret),
    createdBy,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + HOURS[purpose] * 3_600_000),
    ...target,
  })
  return secret
}

/**
 * Gives a link a new secret. The worker calls it when it sends the mail, so that no secret lies in a job row and a mail
 * sent twice carries a link that works.
 */
export async function redrawLinkSecret(
  ctx: Context,
  id: string,
): Promise<{ link: OneTimeLink; secret: string } | null> {
  const secret = newSecret()
  const link = await updateLinkSecret(ctx, id, digestOf(secret))
  return link ? { link, secret } : null
}

/** What a link is for, without using it. @throws AppError `expired` when used, too old or unknown */
export async function readLink(ctx: Context, purpose: OneTimeLink['purpose'], secret: string): Promise<OneTimeLink> {
  const link = await selectOptionalLink(ctx, digestOf(secret))
  if (!link || link.purpose !== purpose || link.usedAt || link.expiresAt <= ctx.now) {
    throw new AppError('expired', { reason: 'linkUsedOrOld' })
  }
  return link
}

/** Uses a link, once. @throws AppError `expired` */
export async function redeemLink(ctx: Context, purpose: OneTimeLink['purpose'], secret: string): Promise<OneTimeLink> {
  const link = await useLink(ctx, digestOf(secret), purpose)
  if (!link) throw new AppError('expired', { reason: 'linkUsedOrOld' })
  return link
}
