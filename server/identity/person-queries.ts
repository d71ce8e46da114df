import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { memberships, oneTimeLinks, organisations, passkeys, people, sessions } from './schema.ts'

const emailOf = (personId: Id<'person'>) => sql`(select lower(p.email) from people p where p.id = ${personId})`

/** Who a person is here, without the hash of a password or the digest of a secret; who may ask is for the caller. */
export async function exportOfIdentity(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const { passwordHash, ...profile } = getTableColumns(people)
  const { secretDigest: _secret, ...link } = getTableColumns(oneTimeLinks)
  const { id, name, createdAt, lastUsedAt, isBackedUp } = getTableColumns(passkeys)
  const email = emailOf(personId)
  const [person, held, opened, links, keys] = await Promise.all([
    ctx.db
      .select({ ...profile, hasPassword: sql<boolean>`${passwordHash} is not null` })
      .from(people)
      .where(eq(people.id, personId)),
    ctx.db
      .select({ ...getTableColumns(memberships), organisationNames: organisations.names })
      .from(memberships)
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(eq(memberships.personId, personId)),
    ctx.db.select().from(sessions).where(eq(sessions.personId, personId)).orderBy(asc(sessions.createdAt)),
    ctx.db
      .select(link)
      .from(oneTimeLinks)
      .where(or(eq(oneTimeLinks.personId, personId), eq(sql`lower(${oneTimeLinks.email})`, email))),
    ctx.db
      .select({ id, name, createdAt, lastUsedAt, isBackedUp })
      .from(passkeys)
      .where(eq(passkeys.personId, personId)),
  ])
  return { people: person, memberships: held, sessions: opened, one_time_links: links, passkeys: keys }
}

/** Names alone, closed accounts too: who acted towards somebody. */
export async function listNames(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, ids as Id<'person'>[]))
}

export async function listOrganisationNames(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: organisations.id, names: organisations.names })
    .from(organisations)
    .where(inArray(organisations.id, ids as Id<'organisation'>[]))
}

/** Locks the row of a person whose account is open. */
export async function lockOptionalOpenPerson(ctx: Context, personId: Id<'person'>) {
  const [row] = await ctx.db
    .select()
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.closedAt)))
    .for('update')
  return row ?? null
}

export async function markClosed(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.update(people).set({ closedAt: ctx.now }).where(eq(people.id, personId))
}

export async function markOpen(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.update(people).set({ closedAt: null }).where(eq(people.id, personId))
}

/** Where and in which language somebody who closed their account is written to. */
export async function selectOptionalClosedContact(ctx: Context, personId: Id<'person'>) {
  const [row] = await ctx.db
    .select({ email: people.email, locale: people.locale })
    .from(people)
    .where(and(eq(people.id, personId), isNotNull(people.closedAt)))
  return row ?? null
}

/** Takes everything from a person that says who they are; the opaque id stays, for ledgers point at it. */
export async function eraseIdentity(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.delete(passkeys).where(eq(passkeys.personId, personId))
  await ctx.db.delete(sessions).where(eq(sessions.personId, personId))
  await ctx.db.delete(memberships).where(eq(memberships.personId, personId))
  await ctx.db
    .delete(oneTimeLinks)
    .where(or(eq(oneTimeLinks.personId, personId), eq(sql`lower(${oneTimeLinks.email})`, emailOf(personId))))
  const nobody = { name: '—', email: `${personId}@erased.invalid`, passwordHash: null, persona: null }
  await ctx.db
    .update(people)
    .set({ ...nobody, closedAt: sql`coalesce(${people.closedAt}, ${ctx.now})` })
    .where(eq(people.id, personId))
}
