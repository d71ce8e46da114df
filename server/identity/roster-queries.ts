import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { memberships, oneTimeLinks, people, sessions } from './schema.ts'

/** People by their addresses, with the organisations they belong to today. */
export async function listPeopleByEmails(ctx: Context, emails: readonly string[]) {
  if (emails.length === 0) return []
  return ctx.db
    .select({
      personId: people.id,
      email: sql<string>`lower(${people.email})`,
      organisationIds: sql<Id<'organisation'>[]>`array(select m.organisation_id from ${memberships} m
        where m.person_id = people.id and m.ended_at is null)`,
    })
    .from(people)
    .where(and(inArray(sql`lower(${people.email})`, [...emails]), isNull(people.closedAt)))
}

/** Inserts those whose address nobody has and gives their ids. */
export async function insertUnknownPeople(
  ctx: Context,
  rows: readonly (typeof people.$inferInsert)[],
): Promise<Id<'person'>[]> {
  if (rows.length === 0) return []
  const inserted = await ctx.db
    .insert(people)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: people.id })
  return inserted.map((row) => row.id)
}

export async function deleteUnusedLinks(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.db.delete(oneTimeLinks).where(and(inArray(oneTimeLinks.id, [...ids]), isNull(oneTimeLinks.usedAt)))
}

/** Removes people who never signed in and belong nowhere, with the reset links they may have asked for. */
export async function deleteUnjoinedPeople(ctx: Context, ids: readonly Id<'person'>[]): Promise<number> {
  if (ids.length === 0) return 0
  const unjoined = and(
    inArray(people.id, [...ids]),
    isNull(people.passwordHash),
    isNull(people.persona),
    sql`not exists (select 1 from ${memberships} m where m.person_id = ${people.id})`,
    sql`not exists (select 1 from ${sessions} s where s.person_id = ${people.id})`,
  )
  const rows = await ctx.db.select({ id: people.id }).from(people).where(unjoined).for('update')
  const gone = rows.map((row) => row.id)
  if (gone.length === 0) return 0
  await ctx.db.delete(oneTimeLinks).where(inArray(oneTimeLinks.personId, gone))
  await ctx.db.delete(people).where(inArray(people.id, gone))
  return gone.length
}

/** Gives somebody whom a roster created their own name and password. */
export async function updateJoined(
  ctx: Context,
  personId: Id<'person'>,
  profile: { name: string; passwordHash: string },
): Promise<void> {
  await ctx.db.update(people).set(profile).where(eq(people.id, personId))
}
