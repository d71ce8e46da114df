import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { createLink, insertOrganisation } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { DecideInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type EmployerRequest, listDecided, listWaiting, lockRequest, updateDecision } from './request-queries.ts'

/** What waits, and what was decided lately. */
export async function listRequests(ctx: Context) {
  authorise(ctx, policy.decideRequests, null)
  const [waiting, decided] = await Promise.all([listWaiting(ctx), listDecided(ctx)])
  return {
    waiting: waiting.map(({ request, namesakes }) => ({ ...request, namesakes })),
    decided: decided.map(({ id, nameEn, nameJa, decision, reason, decidedAt }) => ({
      ...{ id, nameEn, nameJa, reason, decidedAt: decidedAt! },
      decision: decision!,
    })),
  }
}

async function admit(ctx: Context, request: EmployerRequest): Promise<Id<'organisation'>> {
  const id = newId<'organisation'>()
  const { nameEn, nameJa, country, contactEmail: email } = request
  const names = { en: nameEn, ja: nameJa }
  await insertOrganisation(ctx, { id, kind: 'employer', slug: `employer-${id}`, names, country, createdAt: ctx.now })
  await record(ctx, 'organisation.create', { type: 'organisation', id }, { kind: 'employer', country })
  const linkId = newId<'link'>()
  await createLink(ctx, linkId, 'invitation', actorId(ctx.actor), { organisationId: id, role: 'employer', email })
  await record(ctx, 'person.invite', { type: 'link', id: linkId }, { organisationId: id, role: 'employer' })
  await enqueue(ctx, 'identity.sendLink', { linkId }, { key: `link:${linkId}` })
  return id
}

/**
 * Approves a request, which creates the organisation and invites its contact, or refuses it with a reason that the
 * contact gets by mail. Deciding the same again changes nothing.
 * @throws AppError `not_found`, `invalid_input` (reasonMissing), `conflict` (alreadyDecided)
 */
export async function decideRequest(ctx: Context, input: z.output<typeof DecideInput>): Promise<void> {
  authorise(ctx, policy.decideRequests, null)
  const { decision, reason } = input
  if (decision === 'refused' && !reason) throw new AppError('invalid_input', { reason: 'reasonMissing' })
  const id = input.requestId as Id<'employerRequest'>
  await inTransaction(ctx, async (ctx) => {
    const request = await lockRequest(ctx, id)
    if (request.decision === decision) return
    if (request.decision) throw new AppError('conflict', { reason: 'alreadyDecided' })
    const organisationId = decision === 'approved' ? await admit(ctx, request) : null
    const decided = { decidedAt: ctx.now, decidedBy: actorId(ctx.actor) }
    await updateDecision(ctx, id, { decision, reason: reason || null, organisationId, ...decided })
    await record(ctx, 'employer.decide', { type: 'employerRequest', id }, { decision, organisationId })
    if (decision === 'refused')
      await enqueue(ctx, 'employers.mailRefusal', { requestId: id }, { key: `employers.refusal:${id}` })
  })
}
