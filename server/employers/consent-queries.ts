import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { organisations, people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { ofScope } from './opening-queries.ts'
import type { ConsentItem } from './schema.ts'
import { consents, consentWithdrawals, disclosures, openings } from './schema.ts'

export type Consent = typeof consents.$inferSelect

/**
 * Views of an opening's candidates share this lock, what changes its consents holds it alone: a withdrawal waits for a
 * view under way, and no view begins after it.
 */
export async function lockConsents(ctx: Context, openingId: Id<'opening'>, how: 'view' | 'change'): Promise<void> {
  const key = `consents:${openingId}`
  await ctx.db.execute(
    how === 'view'
      ? sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`
      : sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`,
  )
}

/** Live: not withdrawn, not ended, to an opening that stands, of somebody whose account is open. */
const isLive = (ctx: Context) =>
  and(
    isNull(consentWithdrawals.consentId),
    gt(consents.endsAt, ctx.now),
    isNull(openings.closedAt),
    isNull(people.closedAt),
  )

const withState = (ctx: Context) =>
  ctx.db
    .select({ consent: consents, opening: openings })
    .from(consents)
    .innerJoin(openings, eq(openings.id, consents.openingId))
    .innerJoin(people, eq(people.id, consents.learnerId))
    .leftJoin(consentWithdrawals, eq(consentWithdrawals.consentId, consents.id))

/** One page of the live consents to an opening, in the order in which they were granted. */
export async function listLiveConsents(
  ctx: Context,
  scope: Scope,
  openingId: Id<'opening'>,
  page: { limit: number; offset: number },
) {
  return withState(ctx)
    .where(and(isLive(ctx), eq(consents.openingId, openingId), inArray(consents.recipientId, ofScope(scope))))
    .orderBy(asc(consents.grantedAt), asc(consents.id))
    .limit(page.limit)
    .offset(page.offset)
}

export async function countLiveConsents(ctx: Context, scope: Scope, openingId: Id<'opening'>): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(consents)
    .innerJoin(openings, eq(openings.id, consents.openingId))
    .innerJoin(people, eq(people.id, consents.learnerId))
    .leftJoin(consentWithdrawals, eq(consentWithdrawals.consentId, consents.id))
    .where(and(isLive(ctx), eq(consents.openingId, openingId), inArray(consents.recipientId, ofScope(scope))))
  return row!.count
}

/** A live consent to one's own organisation. @throws AppError `not_found` */
export async function selectLiveConsent(ctx: Context, scope: Scope, id: Id<'consent'>) {
  const [row] = await withState(ctx).where(
    and(isLive(ctx), eq(consents.id, id), inArray(consents.recipientId, ofScope(scope))),
  )
  if (!row) throw new AppError('not_found')
  return row
}

export async function listLiveIds(ctx: Context, scope: Scope, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await withState(ctx).where(
    and(isLive(ctx), inArray(consents.id, ids as Id<'consent'>[]), inArray(consents.recipientId, ofScope(scope))),
  )
  return rows.map(({ consent }) => consent.id)
}

export async function selectOptionalConsent(ctx: Context, id: Id<'consent'>): Promise<Consent | null> {
  const [row] = await ctx.db.select().from(consents).where(eq(consents.id, id))
  return row ?? null
}

export async function insertConsent(ctx: Context, row: Consent): Promise<void> {
  await ctx.db.insert(consents).values(row)
}

/** Consents of a learner to an opening that nobody took back. */
export async function listUnwithdrawn(ctx: Context, learnerId: Id<'person'>, openingId: Id<'opening'>) {
  const rows = await withState(ctx).where(
    and(
      isNull(consentWithdrawals.consentId),
      gt(consents.endsAt, ctx.now),
      eq(consents.learnerId, learnerId),
      eq(consents.openingId, openingId),
    ),
  )
  return rows.map(({ consent }) => consent.id)
}

/** False when it was withdrawn before. */
export async function insertWithdrawal(ctx: Context, consentId: Id<'consent'>): Promise<boolean> {
  const rows = await ctx.db
    .insert(consentWithdrawals)
    .values({ consentId, withdrawnAt: ctx.now })
    .onConflictDoNothing()
    .returning()
  return rows.length > 0
}

/** Every consent a learner ever gave, newest first, with what became of it. */
export async function listConsentsBy(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({
      consent: consents,
      opening: openings,
      recipientNames: organisations.names,
      withdrawnAt: consentWithdrawals.withdrawnAt,
    })
    .from(consents)
    .innerJoin(openings, eq(openings.id, consents.openingId))
    .innerJoin(organisations, eq(organisations.id, consents.recipientId))
    .leftJoin(consentWithdrawals, eq(consentWithdrawals.consentId, consents.id))
    .where(eq(consents.learnerId, learnerId))
    .orderBy(desc(consents.grantedAt), desc(consents.id))
    .limit(200)
}

export async function insertDisclosures(
  ctx: Context,
  viewerId: Id<'person'>,
  shown: readonly { consentId: Id<'consent'>; items: ConsentItem[] }[],
): Promise<void> {
  if (shown.length === 0) return
  const rows = shown.map((row) => ({ id: newId<'disclosure'>(), viewerId, at: ctx.now, ...row }))
  await ctx.db.insert(disclosures).values(rows)
}

/** Who saw what of a learner, newest first. */
export async function listDisclosuresOf(ctx: Context, learnerId: Id<'person'>) {
  return ctx.db
    .select({
      disclosureId: disclosures.id,
      at: disclosures.at,
      items: disclosures.items,
      viewerName: people.name,
      recipientNames: organisations.names,
      openingTitle: openings.title,
      consentId: consents.id,
      grantedAt: consents.grantedAt,
    })
    .from(disclosures)
    .innerJoin(consents, eq(consents.id, disclosures.consentId))
    .innerJoin(openings, eq(openings.id, consents.openingId))
    .innerJoin(organisations, eq(organisations.id, consents.recipientId))
    .innerJoin(people, eq(people.id, disclosures.viewerId))
    .where(eq(consents.learnerId, learnerId))
    .orderBy(desc(disclosures.at), desc(disclosures.id))
    .limit(500)
}

export async function listContacts(ctx: Context, learnerIds: readonly Id<'person'>[]) {
  if (learnerIds.length === 0) return []
  return ctx.db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(and(inArray(people.id, [...learnerIds]), isNull(people.closedAt)))
}
