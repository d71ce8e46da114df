import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Scope } from '../platform/authorise.ts'
import type { Context, Membership, Role } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { memberships, oneTimeLinks, organisations, people, sessions } from './schema.ts'

export type Person = typeof people.$inferSelect
export type OneTimeLink = typeof oneTimeLinks.$inferSelect

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

/** A person with current memberships, in one query: it runs with every page. */
export async function selectOptionalMember(ctx: Context, personId: Id<'person'>) {
  const rows = await ctx.db
    .select({
      person: people,
      membership: { organisationId: memberships.organisationId, role: memberships.role },
      organisation: { organisationNames: organisations.names, organisationKind: organisations.kind },
    })
    .from(people)
    .leftJoin(memberships, and(eq(memberships.personId, people.id), isNull(memberships.endedAt)))
    .leftJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(and(eq(people.id, personId), isNull(people.closedAt)))
    .orderBy(asc(memberships.createdAt), asc(memberships.id))
  if (!rows[0]) return null
  const current = rows.flatMap(({ membership, organisation }) =>
    membership && organisation ? [{ ...membership, ...organisation }] : [],
  )
  return { person: rows[0].person, memberships: current }
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
    sql`select count(distinct person_id) as count from memberships where role = 'operator' and ended_at is null`,
  )
  return Number(rows[0]!.count)
}

export async function insertSession(ctx: Context, session: typeof sessions.$inferInsert): Promise<void> {
  await ctx.db.insert(sessions).values(session)
}

/** The person behind a live session with current memberships, in one query: it runs on every request. */
export async function selectOptionalSession(
  ctx: Context,
  id: Id<'session'>,
): Promise<{ personId: Id<'person'>; expiresAt: Date; memberships: Membership[] } | null> {
  const { rows } = await ctx.db.execute<{
    person_id: Id<'person'>
    expires_at: Date
    memberships: Membership[] | null
  }>(sql`
    select s.person_id, s.expires_at,
      (select json_agg(json_build_object('organisationId', m.organisation_id, 'role', m.role) order by m.created_at, m.id)
         from memberships m where m.person_id = s.person_id and m.ended_at is null) as memberships
    from sessions s join people p on p.id = s.person_id and p.closed_at is null
    where s.id = ${id} and s.revoked_at is null and s.expires_at > ${ctx.now}`)
  const row = rows[0]
  return row
    ? { personId: row.person_id, expiresAt: new Date(row.expires_at), memberships: row.memberships ?? [] }
    : null
}

export async function listSessions(ctx: Context, personId: Id<'person'>) {
  return ctx.db
    .select({ id: sessions.id, createdAt: sessions.createdAt, expiresAt: sessions.expiresAt })
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

/** False when the id or the slug is taken. */
export async function insertOrganisation(
  ctx: Context,
  organisation: typeof organisations.$inferInsert,
): Promise<boolean> {
  const rows = await ctx.db
    .insert(organisations)
    .values(organisation)
    .onConflictDoNothing()
    .returning({ id: organisations.id })
  return rows.length > 0
}

export async function updateOrganisation(
  ctx: Context,
  id: Id<'organisation'>,
  set: Pick<typeof organisations.$inferInsert, 'names' | 'country' | 'region'>,
): Promise<boolean> {
  const rows = await ctx.db
    .update(organisations)
    .set(set)
    .where(eq(organisations.id, id))
    .returning({ id: organisations.id })
  return rows.length > 0
}

const MANAGERS = ['programme_manager', 'partner_manager', 'employer', 'operator'] as const

/** Every organisation with how many look after it, and how many were invited to and have not come yet. */
export async function listOrganisationsWithManagers(ctx: Context) {
  return ctx.db
    .select({
      ...getTableColumns(organisations),
      managers: sql<number>`(select count(distinct m.person_id)::int from ${memberships} m
        where m.organisation_id = organisations.id and m.ended_at is null and ${inArray(sql`m.role`, [...MANAGERS])})`,
      invited: sql<number>`(select count(distinct lower(l.email))::int from ${oneTimeLinks} l
        where l.organisation_id = organisations.id and l.purpose = 'invitation' and l.used_at is null
          and l.expires_at > ${ctx.now} and ${inArray(sql`l.role`, [...MANAGERS])})`,
    })
    .from(organisations)
    .orderBy(asc(organisations.kind), asc(organisations.createdAt), asc(organisations.id))
}

export async function listOrganisationsOfKind(ctx: Context, kind: typeof organisations.$inferSelect.kind) {
  return ctx.db
    .select({ id: organisations.id, names: organisations.names })
    .from(organisations)
    .where(eq(organisations.kind, kind))
    .orderBy(asc(organisations.slug))
}

export async function selectOptionalOrganisation(ctx: Context, id: Id<'organisation'>) {
  const [row] = await ctx.db.select().from(organisations).where(eq(organisations.id, id))
  return row ?? null
}

export async function listOrganisations(ctx: Context, scope: Scope) {
  const query = ctx.db.select().from(organisations)
  if (scope.kind === 'site') return query.orderBy(asc(organisations.slug))
  if (scope.kind !== 'organisations') return []
  return query.where(inArray(organisations.id, scope.organisationIds)).orderBy(asc(organisations.slug))
}

export async function listPeopleIn(ctx: Context, scope: Scope) {
  const base = ctx.db
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      role: memberships.role,
      organisationNames: organisations.names,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
  const current = and(isNull(memberships.endedAt), isNull(people.closedAt))
  if (scope.kind === 'site') return base.where(current).orderBy(asc(people.name)).limit(500)
  if (scope.kind !== 'organisations') return []
  return base
    .where(and(current, inArray(memberships.organisationId, scope.organisationIds)))
    .orderBy(asc(people.name))
    .limit(500)
}

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

/** Whether somebody belongs to an organisation, and as what. */
export async function listRolesIn(
  ctx: Context,
  personId: Id<'person'>,
  organisationId: Id<'organisation'>,
): Promise<Role[]> {
  const rows = await ctx.db
    .select({ role: memberships.role })
    .from(memberships)
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.organisationId, organisationId),
        isNull(memberships.endedAt),
      ),
    )
  return rows.map((row) => row.role)
}

/** Who holds one of `roles` in one of the organisations. */
export async function listMembersWithRole(
  ctx: Context,
  organisationIds: readonly Id<'organisation'>[],
  roles: readonly Role[],
) {
  if (organisationIds.length === 0) return []
  return ctx.db
    .select({
      personId: people.id,
      name: people.name,
      role: memberships.role,
      organisationId: organisations.id,
      organisationNames: organisations.names,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        inArray(memberships.organisationId, [...organisationIds]),
        inArray(memberships.role, [...roles]),
        isNull(memberships.endedAt),
        isNull(people.closedAt),
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
}
