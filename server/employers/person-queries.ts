import { eq, getTableColumns, inArray, sql } from 'drizzle-orm'
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
