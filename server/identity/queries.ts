import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context, Membership } from '../platform/context.ts'
import { prepared } from '../platform/db/prepared.ts'
import type { Id } from '../platform/ids.ts'
import { memberships, oneTimeLinks, organisations, people, sessions } from './schema.ts'

export type Person = typeof people.$inferSelect
export type OneTimeLink = typeof oneTimeLinks.$inferSelect
type Organisation = typeof organisations.$inferSelect

interface MembershipOf extends Membership {
  organisationNames: Organisation['names']
  organisationKind: Organisation['kind']
}

export async function selectOptionalPersonByEmail(ctx: Context, email: string): Promise<Person | null> {
  const [row] = await ctx.db
    .select()
    .from(people)
    .where(and(sql`lower(${people.email}) = ${email}`, isNull(people.closedAt)))
  return row ?? null
}

export async function selectOptionalPerson(ctx: Context, id: Id<'person'>): Promise<Person | null> {
  const [row] = await ctx.db
    .select()
    .from(people)
    .where(and(eq(people.id, id), isNull(people.closedAt)))
  return row ?? null
}

export async function listPersonas(ctx: Context): Promise<Person[]> {
  return ctx.db
    .select()
    .from(people)
    .where(and(isNotNull(people.persona), isNull(people.closedAt)))
    .orderBy(asc(people.createdAt), asc(people.id))
}

export async function insertPerson(ctx: Context, person: typeof people.$inferInsert): Promise<void> {
  await ctx.db.insert(people).values(person)
}

export async function updatePassword(ctx: Context, personId: Id<'person'>, passwordHash: string): Promise<void> {
  await ctx.db.update(people).set({ passwordHash }).where(eq(people.id, personId))
}

export async function updateLocale(ctx: Context, personId: Id<'person'>, locale: 'en' | 'ja'): Promise<void> {
  await ctx.db.update(people).set({ locale }).where(eq(people.id, personId))
}

export async function insertMembership(ctx: Context, membership: typeof memberships.$inferInsert): Promise<void> {
  await ctx.db.insert(memberships).values(membership).onConflictDoNothing()
}

export async function endMemberships(
  ctx: Context,
  personId: Id<'person'>,
  organisationId: Id<'organisation'>,
): Promise<number> {
  const rows = await ctx.db
    .update(memberships)
    .set({ endedAt: ctx.now })
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.organisationId, organisationId),
        isNull(memberships.endedAt),
      ),
    )
    .returning({ id: memberships.id })
  return rows.length
}

export async function countOperators(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(
    sql`select count(distinct m.person_id) as count from memberships m join people p on p.id = m.person_id
      where m.role = 'operator' and m.ended_at is null and p.closed_at is null`,
  )
  return Number(rows[0]!.count)
}

export async function listRolesOf(ctx: Context, personId: Id<'person'>) {
  const held = and(eq(memberships.personId, personId), isNull(memberships.endedAt))
  return (await ctx.db.select({ role: memberships.role }).from(memberships).where(held)).map(({ role }) => role)
}

export async function insertSession(ctx: Context, session: typeof sessions.$inferInsert): Promise<void> {
  await ctx.db.insert(sessions).values(session)
}

const sessionOf = prepared('session', (db) => {
  const current = sql<MembershipOf[] | null>`(
    select json_agg(json_build_object('organisationId', m.organisation_id, 'role', m.role,
        'organisationNames', o.names, 'organisationKind', o.kind) order by m.created_at, m.id)
      from memberships m join organisations o on o.id = m.organisation_id
      where m.person_id = people.id and m.ended_at is null)`
  const isLive = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql.placeholder('now')))
  return db
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      locale: people.locale,
      hasPassword: sql<boolean>`people.password_hash is not null`,
      memberships: current,
    })
    .from(sessions)
    .innerJoin(people, and(eq(people.id, sessions.personId), isNull(people.closedAt)))
    .where(and(eq(sessions.id, sql.placeholder('id')), isLive))
})

/** The person behind a live session with current memberships, in one query: it runs with every request. */
export async function selectOptionalSession(ctx: Context, id: Id<'session'>) {
  const [row] = await sessionOf(ctx, { id, now: ctx.now })
  return row ? { ...row, memberships: row.memberships ?? [] } : null
}

export async function listSessions(ctx: Context, personId: Id<'person'>) {
  return ctx.db
    .select({ id: sessions.id, createdAt: sessions.createdAt, expiresAt: sessions.expiresAt, device: sessions.device })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now)))
    .orderBy(asc(sessions.createdAt))
}

export async function revokeSession(ctx: Context, id: Id<'session'>): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)))
}

/** True when it ended now, false when it had ended before, null when it is not theirs. */
export async function revokeOwnSession(
  ctx: Context,
  personId: Id<'person'>,
  id: Id<'session'>,
): Promise<boolean | null> {
  const own = and(eq(sessions.id, id), eq(sessions.personId, personId))
  const [row] = await ctx.db.select({ revokedAt: sessions.revokedAt }).from(sessions).where(own).for('update')
  if (!row) return null
  if (row.revokedAt) return false
  await revokeSession(ctx, id)
  return true
}

export async function revokeAllSessions(ctx: Context, personId: Id<'person'>): Promise<number> {
  const rows = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return rows.length
}

export async function insertLink(ctx: Context, link: typeof oneTimeLinks.$inferInsert): Promise<void> {
  await ctx.db.insert(oneTimeLinks).values(link)
}

export async function updateLinkSecret(ctx: Context, id: string, secretDigest: string): Promise<OneTimeLink | null> {
  const [row] = await ctx.db
    .update(oneTimeLinks)
    .set({ secretDigest })
    .where(and(eq(oneTimeLinks.id, id), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, ctx.now)))
    .returning()
  return row ?? null
}

export async function selectOptionalLink(ctx: Context, secretDigest: string): Promise<OneTimeLink | null> {
  const [row] = await ctx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.secretDigest, secretDigest))
  return row ?? null
}

/** Marks a link used; of two people who follow it at once only one gets the row. */
export async function useLink(
  ctx: Context,
  secretDigest: string,
  purpose: OneTimeLink['purpose'],
): Promise<OneTimeLink | null> {
  const [row] = await ctx.db
    .update(oneTimeLinks)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(oneTimeLinks.secretDigest, secretDigest),
        eq(oneTimeLinks.purpose, purpose),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, ctx.now),
      ),
    )
    .returning()
  return row ?? null
}
