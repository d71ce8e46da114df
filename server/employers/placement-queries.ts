import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { memberships, organisations, people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { ofScope } from './opening-queries.ts'
import { confirmationLinks, openings, placementFacts, placementReferences, placements } from './schema.ts'

export type Placement = typeof placements.$inferSelect
export type PlacementFact = typeof placementFacts.$inferSelect

export async function insertPlacement(ctx: Context, row: Placement, reference: string): Promise<void> {
  await ctx.db.insert(placements).values(row)
  await ctx.db.insert(placementReferences).values({ placementId: row.id, text: reference })
}

export async function selectOptionalPlacement(ctx: Context, id: Id<'placement'>): Promise<Placement | null> {
  const [row] = await ctx.db.select().from(placements).where(eq(placements.id, id))
  return row ?? null
}

/** Serialises what is said of one placement. */
export async function lockPlacement(ctx: Context, id: Id<'placement'>): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`placement:${id}`}, 0))`)
}

/** Whether somebody was taken on by this opening already and the record stands. */
export async function isPlaced(ctx: Context, openingId: Id<'opening'>, learnerId: Id<'person'>): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: placements.id })
    .from(placements)
    .where(
      and(
        eq(placements.openingId, openingId),
        eq(placements.learnerId, learnerId),
        sql`not exists (select 1 from placement_facts f where f.placement_id = ${placements.id} and f.kind = 'cancelled')`,
      ),
    )
  return rows.length > 0
}

export async function listFacts(ctx: Context, placementIds: readonly Id<'placement'>[]): Promise<PlacementFact[]> {
  if (placementIds.length === 0) return []
  return ctx.db
    .select()
    .from(placementFacts)
    .where(inArray(placementFacts.placementId, [...placementIds]))
    .orderBy(asc(placementFacts.at), asc(placementFacts.id))
}

/** When the learner said that a placement is not as recorded; null while they have not. */
export async function selectOptionalDisputedAt(ctx: Context, placementId: Id<'placement'>): Promise<Date | null> {
  return (await listFacts(ctx, [placementId])).find(({ kind }) => kind === 'disputed')?.at ?? null
}

/** False when it was said before. */
export async function insertFact(ctx: Context, row: typeof placementFacts.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(placementFacts).values(row).onConflictDoNothing().returning()
  return rows.length > 0
}

const described = (ctx: Context) =>
  ctx.db
    .select({
      placement: placements,
      reference: placementReferences.text,
      openingTitle: openings.title,
      organisationNames: organisations.names,
    })
    .from(placements)
    .innerJoin(openings, eq(openings.id, placements.openingId))
    .innerJoin(organisations, eq(organisations.id, placements.organisationId))
    .leftJoin(placementReferences, eq(placementReferences.placementId, placements.id))

export async function listPlacementsIn(ctx: Context, scope: Scope) {
  return described(ctx)
    .where(inArray(placements.organisationId, ofScope(scope)))
    .orderBy(desc(placements.recordedAt), desc(placements.id))
    .limit(200)
}

export async function listPlacementsOf(ctx: Context, learnerId: Id<'person'>) {
  return described(ctx)
    .where(eq(placements.learnerId, learnerId))
    .orderBy(desc(placements.recordedAt), desc(placements.id))
    .limit(50)
}

/** @throws AppError `not_found` */
export async function selectPlacement(ctx: Context, id: Id<'placement'>) {
  const [row] = await described(ctx).where(eq(placements.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

/** @throws AppError `not_found` outside the scope */
export async function selectPlacementIn(ctx: Context, scope: Scope, id: Id<'placement'>): Promise<Placement> {
  const [row] = await ctx.db
    .select()
    .from(placements)
    .where(and(eq(placements.id, id), inArray(placements.organisationId, ofScope(scope))))
  if (!row) throw new AppError('not_found')
  return row
}

/** Started placements whose `day`th day has come, of which nobody was asked, and whose end nobody has told. */
export async function listDuePlacements(ctx: Context, day: 90 | 180, startedBy: string): Promise<Id<'placement'>[]> {
  const { rows } = await ctx.db.execute<{ id: Id<'placement'> }>(sql`
    select p.id from placements p
    join placement_facts s on s.placement_id = p.id and s.kind = 'started'
    where p.starts_on <= ${startedBy}
      and not exists (select 1 from confirmation_links l where l.placement_id = p.id and l.day = ${day})
      and not exists (select 1 from placement_facts f where f.placement_id = p.id and f.answer in ('not_employed', 'left'))
    order by p.starts_on, p.id limit 1000`)
  return rows.map((row) => row.id)
}

/** False when somebody was asked before. */
export async function insertConfirmationLink(
  ctx: Context,
  row: typeof confirmationLinks.$inferInsert,
): Promise<boolean> {
  const rows = await ctx.db.insert(confirmationLinks).values(row).onConflictDoNothing().returning()
  return rows.length > 0
}

const usable = (ctx: Context) => and(isNull(confirmationLinks.usedAt), gt(confirmationLinks.expiresAt, ctx.now))

export async function updateLinkSecret(ctx: Context, id: Id<'confirmationLink'>, secretDigest: string) {
  const [row] = await ctx.db
    .update(confirmationLinks)
    .set({ secretDigest })
    .where(and(eq(confirmationLinks.id, id), usable(ctx)))
    .returning()
  return row ?? null
}

export async function selectOptionalLink(ctx: Context, secretDigest: string) {
  const [row] = await ctx.db
    .select()
    .from(confirmationLinks)
    .where(and(eq(confirmationLinks.secretDigest, secretDigest), usable(ctx)))
  return row ?? null
}

/** Marks a link used; of two people who follow it at once only one gets the row. */
export async function useLink(ctx: Context, secretDigest: string) {
  const [row] = await ctx.db
    .update(confirmationLinks)
    .set({ usedAt: ctx.now })
    .where(and(eq(confirmationLinks.secretDigest, secretDigest), usable(ctx)))
    .returning()
  return row ?? null
}

/** Who looks after placements of an organisation: first who recorded this one, then whoever came first. */
export async function selectOptionalEmployerContact(
  ctx: Context,
  organisationId: Id<'organisation'>,
  recordedBy: Id<'person'>,
) {
  const [row] = await ctx.db
    .select({ email: people.email, locale: people.locale })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        eq(memberships.role, 'employer'),
        isNull(memberships.endedAt),
        isNull(people.closedAt),
      ),
    )
    .orderBy(desc(sql`${people.id} = ${recordedBy}`), asc(memberships.createdAt))
    .limit(1)
  return row ?? null
}
