import { and, asc, count, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { programmes } from '../catalog/schema.ts'
import { cohortBaselines, cohorts, enrolmentEvents, enrolments } from '../cohorts/schema.ts'
import { organisations } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import type { Cut } from './rollup-queries.ts'
import { releaseSeals, releases, stageEvents } from './schema.ts'

export type Release = typeof releases.$inferSelect

const columns = { release: releases, seal: releaseSeals, programme: programmes, ownerNames: organisations.names }

function selectReleases(ctx: Context) {
  return ctx.db
    .select(columns)
    .from(releases)
    .innerJoin(programmes, eq(programmes.id, releases.programmeId))
    .innerJoin(organisations, eq(organisations.id, releases.ownerId))
    .leftJoin(releaseSeals, eq(releaseSeals.releaseId, releases.id))
}

export async function listReleasesIn(ctx: Context, scope: Scope) {
  if (scope.kind !== 'site' && scope.kind !== 'organisations') return []
  return selectReleases(ctx)
    .where(scope.kind === 'organisations' ? inArray(releases.ownerId, scope.organisationIds) : undefined)
    .orderBy(desc(releases.publishedAt))
}

/** @throws AppError `not_found` */
export async function selectRelease(ctx: Context, id: Id<'release'>) {
  const [row] = await selectReleases(ctx).where(eq(releases.id, id))
  if (!row) throw new AppError('not_found')
  return row
}

export async function selectOptionalRelease(ctx: Context, id: Id<'release'>): Promise<Release | null> {
  const [row] = await ctx.db.select().from(releases).where(eq(releases.id, id))
  return row ?? null
}

/** Releases of one owner's programme, oldest first, all or those before another. */
export async function listReleasesOf(
  ctx: Context,
  of: { programmeId: Id<'programme'>; ownerId: Id<'organisation'> },
): Promise<Release[]> {
  return ctx.db
    .select()
    .from(releases)
    .where(and(eq(releases.programmeId, of.programmeId), eq(releases.ownerId, of.ownerId)))
    .orderBy(asc(releases.publishedAt))
}

/** The newest signed release of each programme and owner. */
export async function listNewestReleases(ctx: Context): Promise<{ release: Release }[]> {
  return ctx.db
    .selectDistinctOn([releases.programmeId, releases.ownerId], { release: releases })
    .from(releases)
    .innerJoin(releaseSeals, eq(releaseSeals.releaseId, releases.id))
    .orderBy(releases.programmeId, releases.ownerId, desc(releases.publishedAt))
}

export async function insertRelease(ctx: Context, release: Release): Promise<void> {
  await ctx.db.insert(releases).values(release)
}

export async function insertReleaseSeal(ctx: Context, seal: typeof releaseSeals.$inferInsert): Promise<void> {
  await ctx.db.insert(releaseSeals).values(seal).onConflictDoNothing()
}

/** How many releases each key sealed. */
export async function countSealsByKey(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ keyId: releaseSeals.keyId, count: count() })
    .from(releaseSeals)
    .groupBy(releaseSeals.keyId)
  return new Map(rows.map((row) => [row.keyId, row.count]))
}

/** Programmes with cohorts of these owners, and how many of those are frozen. */
export async function listReleasableIn(ctx: Context, scope: Scope) {
  if (scope.kind !== 'organisations') return []
  return ctx.db
    .select({
      programmeId: cohorts.programmeId,
      ownerId: cohorts.ownerId,
      titles: programmes.titles,
      ownerNames: organisations.names,
      cohorts: sql<number>`count(*)::int`,
      frozen: sql<number>`count(${cohortBaselines.cohortId})::int`,
    })
    .from(cohorts)
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .innerJoin(organisations, eq(organisations.id, cohorts.ownerId))
    .leftJoin(cohortBaselines, eq(cohortBaselines.cohortId, cohorts.id))
    .where(inArray(cohorts.ownerId, scope.organisationIds))
    .groupBy(cohorts.programmeId, cohorts.ownerId, programmes.titles, organisations.names)
    .orderBy(cohorts.programmeId, cohorts.ownerId)
}

export async function selectOptionalProgramme(ctx: Context, id: Id<'programme'>) {
  const [row] = await ctx.db.select().from(programmes).where(eq(programmes.id, id))
  return row ?? null
}

interface Frozen {
  cohortId: Id<'cohort'>
  partnerId: Id<'organisation'>
  partnerNames: { en: string; ja: string }
  startsOn: string
  frozenOn: string
  /** Taken off the roster before it was frozen. */
  leftBefore: number
}

export async function listFrozenOf(
  ctx: Context,
  of: { programmeId: Id<'programme'>; ownerId: Id<'organisation'> },
): Promise<Frozen[]> {
  return ctx.db
    .select({
      cohortId: cohorts.id,
      partnerId: cohorts.partnerId,
      partnerNames: organisations.names,
      startsOn: cohorts.startsOn,
      frozenOn: sql<string>`((${cohortBaselines.frozenAt} at time zone ${cohorts.zone})::date)::text`,
      leftBefore: sql<number>`(select count(*)::int from ${enrolments} e where e.cohort_id = ${cohorts.id}
        and e.withdrawn_at < ${cohortBaselines.frozenAt} and not e.id = any(${cohortBaselines.enrolmentIds}))`,
    })
    .from(cohorts)
    .innerJoin(cohortBaselines, eq(cohortBaselines.cohortId, cohorts.id))
    .innerJoin(organisations, eq(organisations.id, cohorts.partnerId))
    .where(and(eq(cohorts.programmeId, of.programmeId), eq(cohorts.ownerId, of.ownerId)))
    .orderBy(asc(cohorts.id))
}

export async function listTransferIds(ctx: Context, programmeId: Id<'programme'>): Promise<Id<'enrolmentEvent'>[]> {
  const rows = await ctx.db
    .select({ id: enrolmentEvents.id })
    .from(enrolmentEvents)
    .innerJoin(cohorts, eq(cohorts.id, enrolmentEvents.cohortId))
    .where(and(eq(cohorts.programmeId, programmeId), eq(enrolmentEvents.kind, 'transferred')))
    .orderBy(asc(enrolmentEvents.id))
  return rows.map(({ id }) => id)
}

const PAGE = 5000

/** The facts behind a cut, in one order: frozen rosters, transfers, then the ledger. As they are stored, so that any change shows. */
export async function* readFacts(ctx: Context, programmeId: Id<'programme'>, cut: Cut): AsyncGenerator<unknown> {
  const frozen = await ctx.db
    .select({
      baseline: cohortBaselines,
      partnerId: cohorts.partnerId,
      endsOn: cohorts.endsOn,
    })
    .from(cohortBaselines)
    .innerJoin(cohorts, eq(cohorts.id, cohortBaselines.cohortId))
    .where(inArray(cohortBaselines.cohortId, [...cut.cohortIds]))
    .orderBy(asc(cohortBaselines.cohortId))
  yield* frozen
  if (cut.transferIds.length > 0) {
    yield* await ctx.db
      .select()
      .from(enrolmentEvents)
      .where(inArray(enrolmentEvents.id, [...cut.transferIds]))
      .orderBy(asc(enrolmentEvents.id))
  }
  for (let after = 0; ; ) {
    const page = await ctx.db
      .select()
      .from(stageEvents)
      .where(
        and(
          gt(stageEvents.seq, after),
          lte(stageEvents.seq, cut.position),
          sql`${stageEvents.cohortId} in (select id from cohorts where programme_id = ${programmeId})`,
        ),
      )
      .orderBy(asc(stageEvents.seq))
      .limit(PAGE)
    yield* page
    if (page.length < PAGE) return
    after = page.at(-1)!.seq
  }
}
