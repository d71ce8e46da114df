import type { z } from 'zod'
import { record } from '../audit/index.ts'
import type { Actor, Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { AcceptInvitationInput, CreateFirstOperatorInput } from './inputs.ts'
import { redeemLink } from './links.ts'
import { insertOrganisation } from './organisation-queries.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import {
  insertMembership,
  insertPerson,
  type OneTimeLink,
  type Person,
  selectOptionalPersonByEmail,
} from './queries.ts'
import { updateJoined } from './roster-queries.ts'
import { requireSeats } from './seats.ts'
import { SITE_ORGANISATION } from './site-organisation.ts'

type Profile = { email: string; name: string; passwordHash: string }

async function join(ctx: Context, link: OneTimeLink, personId: Id<'person'>): Promise<void> {
  const membership = { organisationId: link.organisationId!, role: link.role! }
  await insertMembership(ctx, { id: newId(), personId, ...membership, createdAt: ctx.now })
  const actor: Actor = { kind: 'person', personId, sessionId: newId(), memberships: [] }
  await record({ ...ctx, actor }, 'person.join', { type: 'person', id: personId }, membership)
}

async function createPerson(ctx: Context, profile: Profile): Promise<Id<'person'>> {
  const id = newId<'person'>()
  await insertPerson(ctx, { id, ...profile, createdAt: ctx.now })
  return id
}

/** Somebody whom a roster named and who never came: the link in their own mail lets them choose a password. */
function isAwaited(person: Person): boolean {
  return person.passwordHash === null && person.persona === null
}

/**
 * Accepts an invitation: creates the person, or adds the membership to the person who already has this address and
 * proves it with their password.
 * @throws AppError `expired`, `unauthenticated` (wrongPassword) when the address is taken and the password is not theirs,
 *   `precondition_failed` (quotaSeats)
 */
export async function acceptInvitation(
  ctx: Context,
  input: z.output<typeof AcceptInvitationInput>,
): Promise<{ email: string }> {
  const passwordHash = await hashPassword(input.password)
  return inTransaction(ctx, async (ctx) => {
    const link = await redeemLink(ctx, 'invitation', input.secret)
    const email = link.email!
    await requireSeats(ctx, link.organisationId!, [email], 'members')
    const known = await selectOptionalPersonByEmail(ctx, email)
    if (known && isAwaited(known)) {
      await updateJoined(ctx, known.id, { name: input.name, passwordHash })
    } else if (known && !(await passwordMatches(known.passwordHash, input.password))) {
      throw new AppError('unauthenticated', { reason: 'wrongPassword' })
    }
    await join(ctx, link, known?.id ?? (await createPerson(ctx, { email, name: input.name, passwordHash })))
    return { email }
  })
}

/** Creates the first operator from the link that the first start prints. @throws AppError `expired` */
export async function createFirstOperator(
  ctx: Context,
  input: z.output<typeof CreateFirstOperatorInput>,
): Promise<{ email: string }> {
  const passwordHash = await hashPassword(input.password)
  return inTransaction(ctx, async (ctx) => {
    const link = await redeemLink(ctx, 'first_operator', input.secret)
    await insertOrganisation(ctx, {
      id: SITE_ORGANISATION,
      kind: 'site',
      slug: 'site',
      names: { en: 'This site', ja: 'このサイト' },
      createdAt: ctx.now,
    })
    const personId = await createPerson(ctx, { email: input.email, name: input.name, passwordHash })
    await join(ctx, { ...link, organisationId: SITE_ORGANISATION, role: 'operator' }, personId)
    return { email: input.email }
  })
}
