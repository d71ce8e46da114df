import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { COUNTRIES } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, newId } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { JoinInput } from './inputs.ts'
import { insertRequest } from './request-queries.ts'

/** @throws AppError `invalid_input` (noSuchCountry) */
export function requireCountry(code: string): void {
  if (!COUNTRIES.includes(code)) throw new AppError('invalid_input', { reason: 'noSuchCountry' })
}

/**
 * Asks that an organisation may look for people here. The answer is the same whoever asks and however often: a second
 * request from an address that waits is not kept.
 * @throws AppError `rate_limited`, `invalid_input` (noSuchCountry)
 */
export async function joinAsEmployer(ctx: Context, input: z.output<typeof JoinInput>): Promise<void> {
  // By the network address, so that nobody closes the door for everybody else.
  await limitRate(ctx, `employers.join:peer:${ctx.peer ?? 'unknown'}`, { max: 60, windowSeconds: 3600 })
  await limitRate(ctx, `employers.join:${digestOf(input.email)}`, { max: 5, windowSeconds: 3600 })
  requireCountry(input.country)
  await inTransaction(ctx, async (ctx) => {
    const id = newId<'employerRequest'>()
    const { names, country, purpose, contactName, email } = input
    const isNew = await insertRequest(ctx, {
      ...{ id, nameEn: names.en, nameJa: names.ja, country, purpose, contactName, contactEmail: email },
      requestedAt: ctx.now,
    })
    if (isNew) await record(ctx, 'employer.request', { type: 'employerRequest', id }, { country })
  })
}
