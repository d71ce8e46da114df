import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { attempts, submissions } from '../assessment/schema.ts'
import { achievements } from '../catalog/schema.ts'
import { cohorts, enrolments } from '../cohorts/schema.ts'
import { people } from '../identity/schema.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { credentials, statusLists } from './schema.ts'

export type Credential = typeof credentials.$inferSelect

export async function insertCredential(ctx: Context, credential: Credential): Promise<boolean> {
  const rows = await ctx.db
    .insert(credentials)
    .values(credential)
    .onConflictDoNothing()
    .returning({ id: credentials.id })
  return rows.length > 0
}

export async function selectOptionalIssued(
  ctx: Context,
  achievementId: Id<'achievement'>,
  submissionId: string,
): Promise<Credential | null> {
  const [row] = await ctx.db
    .select()
    .from(credentials)
    .where(and(eq(credentials.achievementId, achievementId), eq(credentials.submissionId, submissionId)))
  return row ?? null
}

/** Whether somebody has a credential of an achievement that is neither revoked nor past its end. */
export async function isHolding(
  ctx: Context,
  achievementId: Id<'achievement'>,
  learnerId: Id<'person'>,
): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(
        eq(credentials.achievementId, achievementId),
        eq(credentials.learnerId, learnerId),
        isNull(credentials.revokedAt),
        gt(credentials.expiresAt, ctx.now),
      ),
    )
  return row !== undefined
}

export async function selectOptionalByHandle(ctx: Context, handle: string) {
  const [row] = await ctx.db
    .select({ credential: credentials, achievement: achievements, learnerName: people.name })
    .from(credentials)
    .innerJoin(achievements, eq(achievements.id, credentials.achievementId))
    .innerJoin(people, eq(people.id, credentials.learnerId))
    .where(eq(credentials.handle, handle))
  return row ?? null
}

export async function listCredentialsOf(ctx: Context, learnerIds: readonly Id<'person'>[]) {
  if (learnerIds.length === 0) return []
  return ctx.db
    .select({ credential: credentials, achievement: achievements })
    .from(credentials)
    .innerJoin(achievements, eq(achievements.id, credentials.achievementId))
    .where(inArray(credentials.learnerId, [...learnerIds]))
    .orderBy(desc(credentials.issuedAt))
}

const withOwner = (ctx: Context) =>
  ctx.db
    .select({
      credential: credentials,
      achievement: achievements,
      learnerName: people.name,
      cohortNames: cohorts.names,
      ownerId: cohorts.ownerId,
    })
    .from(credentials)
    .innerJoin(achievements, eq(achievements.id, credentials.achievementId))
    .innerJoin(people, eq(people.id, credentials.learnerId))
    .innerJoin(submissions, eq(submissions.id, credentials.submissionId))
    .innerJoin(attempts, eq(attempts.id, submissions.attemptId))
    .innerJoin(enrolments, eq(enrolments.id, attempts.enrolmentId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))

export async function listCredentialsIn(ctx: Context, scope: Scope) {
  if (scope.kind !== 'organisations') return []
  return withOwner(ctx)
    .where(inArray(cohorts.ownerId, scope.organisationIds))
    .orderBy(desc(credentials.issuedAt))
    .limit(200)
}

/** @throws AppError `not_found` */
export async function selectCredentialWithOwner(ctx: Context, id: Id<'credential'>) {
  const [row] = await withOwner(ctx).where(eq(credentials.id, id)).for('update', { of: credentials })
  if (!row) throw new AppError('not_found')
  return row
}

export async function markRevoked(ctx: Context, id: Id<'credential'>, reason: string): Promise<void> {
  await ctx.db
    .update(credentials)
    .set({ revokedAt: ctx.now, revokedReason: reason })
    .where(and(eq(credentials.id, id), isNull(credentials.revokedAt)))
}

/** Locks the list that new credentials are entered in. */
export async function lockOptionalOpenList(ctx: Context) {
  const [row] = await ctx.db.select().from(statusLists).orderBy(desc(statusLists.id)).limit(1).for('update')
  return row ?? null
}

export async function insertStatusList(ctx: Context, list: typeof statusLists.$inferInsert): Promise<void> {
  await ctx.db.insert(statusLists).values(list)
}

/** When a credential was withdrawn; null while it stands, and when its holder was forgotten. */
export async function selectOptionalRevokedAt(ctx: Context, id: Id<'credential'>): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ revokedAt: credentials.revokedAt, reason: credentials.revokedReason })
    .from(credentials)
    .where(eq(credentials.id, id))
  return row && row.reason !== 'erased' ? row.revokedAt : null
}

export async function lockStatusList(ctx: Context, id: Id<'statusList'>) {
  const [row] = await ctx.db.select().from(statusLists).where(eq(statusLists.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function updateStatusList(
  ctx: Context,
  id: Id<'statusList'>,
  set: Partial<typeof statusLists.$inferInsert>,
): Promise<void> {
  await ctx.db.update(statusLists).set(set).where(eq(statusLists.id, id))
}

export async function listStatusListIds(ctx: Context): Promise<Id<'statusList'>[]> {
  return (await ctx.db.select({ id: statusLists.id }).from(statusLists)).map((row) => row.id)
}

export async function selectOptionalStatusDocument(ctx: Context, id: Id<'statusList'>): Promise<object | null> {
  const [row] = await ctx.db.select({ document: statusLists.document }).from(statusLists).where(eq(statusLists.id, id))
  return (row?.document as object | null | undefined) ?? null
}

export async function selectIndexTaken(ctx: Context, listId: Id<'statusList'>, index: number): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(and(eq(credentials.statusListId, listId), eq(credentials.statusIndex, index)))
  return rows.length > 0
}
