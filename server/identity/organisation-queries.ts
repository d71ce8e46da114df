import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Scope } from '../platform/authorise.ts'
import type { Context, Role } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { memberships, oneTimeLinks, organisations, people } from './schema.ts'

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
