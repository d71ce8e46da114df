import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { organisations, people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { openingNotices, openings } from './schema.ts'

export type Opening = typeof openings.$inferSelect

export const ofScope = (scope: Scope) => (scope.kind === 'organisations' ? scope.organisationIds : [])

/** False when the id is taken. */
export async function insertOpening(ctx: Context, row: typeof openings.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(openings).values(row).onConflictDoNothing().returning({ id: openings.id })
  return rows.length > 0
}

export async function selectOptionalOpening(ctx: Context, id: Id<'opening'>): Promise<Opening | null> {
  const [row] = await ctx.db.select().from(openings).where(eq(openings.id, id))
  return row ?? null
}

/** @throws AppError `not_found` outside the scope */
export async function selectOpeningIn(ctx: Context, scope: Scope, id: Id<'opening'>) {
  const [row] = await ctx.db
    .select({ opening: openings, organisationNames: organisations.names })
    .from(openings)
    .innerJoin(organisations, eq(organisations.id, openings.organisationId))
    .where(and(eq(openings.id, id), inArray(openings.organisationId, ofScope(scope))))
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` outside the scope */
export async function lockOpeningIn(ctx: Context, scope: Scope, id: Id<'opening'>): Promise<Opening> {
  const [row] = await ctx.db
    .select()
    .from(openings)
    .where(and(eq(openings.id, id), inArray(openings.organisationId, ofScope(scope))))
    .for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function updateOpening(
  ctx: Context,
  id: Id<'opening'>,
  set: Partial<typeof openings.$inferInsert>,
): Promise<void> {
  await ctx.db.update(openings).set(set).where(eq(openings.id, id))
}

/** Openings of one's organisations with how many learners were told, and how many let themselves be seen now. */
export async function listOpeningsIn(ctx: Context, scope: Scope) {
  return ctx.db
    .select({
      opening: openings,
      organisationNames: organisations.names,
      told: sql<number>`(select count(*)::int from opening_notices n where n.opening_id = openings.id)`,
      candidates: sql<number>`(select count(*)::int from consents c join people p on p.id = c.learner_id and p.closed_at is null
        where c.opening_id = openings.id and c.ends_at > ${ctx.now} and openings.closed_at is null
          and not exists (select 1 from consent_withdrawals w where w.consent_id = c.id))`,
    })
    .from(openings)
    .innerJoin(organisations, eq(organisations.id, openings.organisationId))
    .where(inArray(openings.organisationId, ofScope(scope)))
    .orderBy(desc(openings.createdAt), asc(openings.id))
    .limit(200)
}

export async function countNotices(ctx: Context, openingId: Id<'opening'>): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(openingNotices)
    .where(eq(openingNotices.openingId, openingId))
  return row!.count
}

/** How many openings that stand until `day` or later a learner was told of. */
export async function countOffered(ctx: Context, learnerId: Id<'person'>, day: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(openingNotices)
    .innerJoin(openings, eq(openings.id, openingNotices.openingId))
    .where(and(eq(openingNotices.learnerId, learnerId), isNull(openings.closedAt), gte(openings.closesOn, day)))
  return row!.count
}

/** Openings that nobody closed, of one role or of all. */
export async function listOpenOpenings(ctx: Context, roleCode: string | null = null): Promise<Opening[]> {
  return ctx.db
    .select()
    .from(openings)
    .where(and(roleCode === null ? undefined : eq(openings.roleCode, roleCode), isNull(openings.closedAt)))
}

/** Notes that learners are told; gives the notices that are new. */
export async function insertNotices(
  ctx: Context,
  openingId: Id<'opening'>,
  learnerIds: readonly Id<'person'>[],
): Promise<(typeof openingNotices.$inferSelect)[]> {
  if (learnerIds.length === 0) return []
  const rows = learnerIds.map((learnerId) => ({
    id: newId<'openingNotice'>(),
    openingId,
    learnerId,
    notifiedAt: ctx.now,
  }))
  return ctx.db.insert(openingNotices).values(rows).onConflictDoNothing().returning()
}

/** A notice with all that its mail says, while the opening stands and the account is open. */
export async function selectOptionalNotice(ctx: Context, id: Id<'openingNotice'>) {
  const [row] = await ctx.db
    .select({ opening: openings, organisationNames: organisations.names, email: people.email, locale: people.locale })
    .from(openingNotices)
    .innerJoin(openings, eq(openings.id, openingNotices.openingId))
    .innerJoin(organisations, eq(organisations.id, openings.organisationId))
    .innerJoin(people, eq(people.id, openingNotices.learnerId))
    .where(and(eq(openingNotices.id, id), isNull(openings.closedAt), isNull(people.closedAt)))
  return row ?? null
}

const offered = (ctx: Context) =>
  ctx.db
    .select({
      opening: openings,
      organisationNames: organisations.names,
      organisationCountry: organisations.country,
      notifiedAt: openingNotices.notifiedAt,
    })
    .from(openingNotices)
    .innerJoin(openings, eq(openings.id, openingNotices.openingId))
    .innerJoin(organisations, eq(organisations.id, openings.organisationId))

/** An opening that a learner was told of. @throws AppError `not_found` */
export async function selectOffered(ctx: Context, learnerId: Id<'person'>, openingId: Id<'opening'>) {
  const [row] = await offered(ctx).where(
    and(eq(openingNotices.learnerId, learnerId), eq(openingNotices.openingId, openingId)),
  )
  if (!row) throw new AppError('not_found')
  return row
}

/** Openings that a learner was told of and that stand, newest first. */
export async function listOffered(ctx: Context, learnerId: Id<'person'>) {
  return offered(ctx)
    .where(and(eq(openingNotices.learnerId, learnerId), isNull(openings.closedAt)))
    .orderBy(desc(openingNotices.notifiedAt), asc(openings.id))
    .limit(100)
}
