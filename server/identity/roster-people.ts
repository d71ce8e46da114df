import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { createLink } from './links.ts'
import { deleteUnjoinedPeople, deleteUnusedLinks, insertUnknownPeople, listPeopleByEmails } from './roster-queries.ts'
import { requireSeats } from './seats.ts'

/** Creates who is not known yet, without a password: an invitation lets them in. Says who is who, and who is new. */
export async function ensurePeople(
  ctx: Context,
  wanted: readonly { email: string; name: string }[],
): Promise<Map<string, { personId: Id<'person'>; isNew: boolean }>> {
  // In one order whoever asks, so that two rosters with the same people wait for each other instead of locking up.
  const rows = wanted
    .map(({ email, name }) => ({ id: newId<'person'>(), email, name, createdAt: ctx.now }))
    .toSorted((a, b) => (a.email < b.email ? -1 : 1))
  const created = new Set(await insertUnknownPeople(ctx, rows))
  const people = await listPeopleByEmails(
    ctx,
    rows.map((row) => row.email),
  )
  return new Map(people.map(({ email, personId }) => [email, { personId, isNew: created.has(personId) }]))
}

/** Invites people as learners of an organisation; gives the ids of the links. @throws AppError `precondition_failed` (quotaSeats) */
export async function inviteLearners(
  ctx: Context,
  organisationId: Id<'organisation'>,
  invited: readonly { email: string }[],
  createdBy: string,
): Promise<string[]> {
  const emails = invited.map(({ email }) => email)
  await requireSeats(ctx, organisationId, emails, 'members and invited')
  const ids: string[] = []
  for (const { email } of invited) {
    const id = newId<'link'>()
    await createLink(ctx, id, 'invitation', createdBy, { organisationId, role: 'learner', email })
    await enqueue(ctx, 'identity.sendLink', { linkId: id }, { key: `link:${id}` })
    ids.push(id)
  }
  return ids
}

/** Takes back invitations that nobody followed, and people who never came; who joined stays. */
export async function removeUnjoined(
  ctx: Context,
  links: readonly string[],
  people: readonly Id<'person'>[],
): Promise<{ people: number }> {
  await deleteUnusedLinks(ctx, links)
  return { people: await deleteUnjoinedPeople(ctx, people) }
}
