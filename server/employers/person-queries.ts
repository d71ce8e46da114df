import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import * as s from './schema.ts'

/** What a person was offered and allowed, who saw what, and where they were taken on; who may ask is for the caller. */
export async function exportOfEmployers(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  const consents = await ctx.db.select().from(s.consents).where(eq(s.consents.learnerId, personId))
  const placements = await ctx.db.select().from(s.placements).where(eq(s.placements.learnerId, personId))
  const consentIds = consents.map(({ id }) => id)
  const placementIds = placements.map(({ id }) => id)
  const { secretDigest: _secret, ...link } = getTableColumns(s.confirmationLinks)
  const email = sql`(select lower(p.email) from people p where p.id = ${personId})`
  const [notices, withdrawals, disclosures, references, facts, links, requests] = await Promise.all([
    ctx.db
      .select({
        ...getTableColumns(s.openingNotices),
        title: s.openings.title,
        organisationId: s.openings.organisationId,
      })
      .from(s.openingNotices)
      .innerJoin(s.openings, eq(s.openings.id, s.openingNotices.openingId))
      .where(eq(s.openingNotices.learnerId, personId)),
    ctx.db.select().from(s.consentWithdrawals).where(inArray(s.consentWithdrawals.consentId, consentIds)),
    ctx.db.select().from(s.disclosures).where(inArray(s.disclosures.consentId, consentIds)),
    ctx.db.select().from(s.placementReferences).where(inArray(s.placementReferences.placementId, placementIds)),
    ctx.db.select().from(s.placementFacts).where(inArray(s.placementFacts.placementId, placementIds)),
    ctx.db.select(link).from(s.confirmationLinks).where(inArray(s.confirmationLinks.placementId, placementIds)),
    ctx.db
      .select()
      .from(s.employerRequests)
      .where(eq(sql`lower(${s.employerRequests.contactEmail})`, email)),
  ])
  return {
    opening_notices: notices,
    consents,
    consent_withdrawals: withdrawals,
    disclosures,
    placements,
    placement_references: references,
    placement_facts: facts,
    confirmation_links: links,
    employer_requests: requests,
  }
}

/** Consents that a person gave and never took back, opening by opening. */
export async function listConsentsToWithdraw(ctx: Context, personId: Id<'person'>) {
  return ctx.db
    .select({ id: s.consents.id, openingId: s.consents.openingId })
    .from(s.consents)
    .leftJoin(s.consentWithdrawals, eq(s.consentWithdrawals.consentId, s.consents.id))
    .where(and(eq(s.consents.learnerId, personId), isNull(s.consentWithdrawals.consentId)))
    .orderBy(asc(s.consents.openingId), asc(s.consents.id))
}

/** Takes notices, what employers call a person, and requests in their name. Consents, views and placements are opaque facts. */
export async function eraseEmployers(ctx: Context, personId: Id<'person'>): Promise<void> {
  const placed = ctx.db.select({ id: s.placements.id }).from(s.placements).where(eq(s.placements.learnerId, personId))
  await ctx.db.delete(s.openingNotices).where(eq(s.openingNotices.learnerId, personId))
  await ctx.db.delete(s.placementReferences).where(inArray(s.placementReferences.placementId, placed))
  const email = sql`(select lower(p.email) from people p where p.id = ${personId})`
  await ctx.db
    .update(s.employerRequests)
    .set({ contactName: '—', contactEmail: sql`${s.employerRequests.id} || '@erased.invalid'` })
    .where(eq(sql`lower(${s.employerRequests.contactEmail})`, email))
}
