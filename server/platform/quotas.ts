import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Context } from './context.ts'
import { type Env, env } from './env.ts'
import type { Id } from './ids.ts'
import { type QuotaKind, quotas } from './schema.ts'

export type { QuotaKind } from './schema.ts'

export interface QuotaRule {
  /** The variable that holds the number where no operator set one. */
  variable: keyof Env & `QUOTA_${string}`
  /** Of what the limit is one: an organisation together, each of its people, or each workspace. */
  of: 'organisation' | 'person' | 'workspace'
  unit: 'count' | 'megabytes'
}

export const QUOTAS: Record<QuotaKind, QuotaRule> = {
  seats: { variable: 'QUOTA_SEATS', of: 'organisation', unit: 'count' },
  storage: { variable: 'QUOTA_STORAGE_MB', of: 'organisation', unit: 'megabytes' },
  openLabs: { variable: 'QUOTA_OPEN_LABS', of: 'organisation', unit: 'count' },
  openLabsPerPerson: { variable: 'QUOTA_OPEN_LABS_PER_PERSON', of: 'person', unit: 'count' },
  workspace: { variable: 'QUOTA_WORKSPACE_MB', of: 'workspace', unit: 'megabytes' },
  submissionsPerDay: { variable: 'QUOTA_SUBMISSIONS_PER_DAY', of: 'person', unit: 'count' },
  waitingGrades: { variable: 'QUOTA_WAITING_GRADES', of: 'person', unit: 'count' },
}

export const QUOTA_KINDS = Object.keys(QUOTAS) as QuotaKind[]

export interface Limit {
  value: number
  /** Where the number comes from. */
  origin: 'organisation' | 'site' | 'configuration'
}

export type Limits = Record<QuotaKind, Limit>

/** What an organisation may use: its own number, else the site's, else that of the configuration. */
export async function readLimits(ctx: Context, organisationId: Id<'organisation'> | null): Promise<Limits> {
  const rows = await ctx.db
    .select({ kind: quotas.kind, value: quotas.value, organisationId: quotas.organisationId })
    .from(quotas)
    .where(
      and(
        isNull(quotas.endedAt),
        organisationId
          ? or(isNull(quotas.organisationId), eq(quotas.organisationId, organisationId))
          : isNull(quotas.organisationId),
      ),
    )
  const limitOf = (kind: QuotaKind): Limit => {
    const own = rows.find((row) => row.kind === kind && row.organisationId)
    if (own) return { value: own.value, origin: 'organisation' }
    const site = rows.find((row) => row.kind === kind)
    return site
      ? { value: site.value, origin: 'site' }
      : { value: env()[QUOTAS[kind].variable], origin: 'configuration' }
  }
  return Object.fromEntries(QUOTA_KINDS.map((kind) => [kind, limitOf(kind)])) as Limits
}

/**
 * The limit, held until the transaction ends: of two who count at once, the second counts the first.
 * `subject` is what the limit is one of: an organisation's or a person's id.
 */
export async function holdLimit(
  ctx: Context,
  kind: QuotaKind,
  organisationId: Id<'organisation'> | null,
  subject: string,
): Promise<number> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`quota:${kind}:${subject}`}, 0))`)
  return (await readLimits(ctx, organisationId))[kind].value
}

/** Ends what stands and puts `value` in its place; null goes back to what holds without it. Call inside a transaction. */
export async function replaceQuota(
  ctx: Context,
  quota: Omit<typeof quotas.$inferInsert, 'setAt' | 'endedAt' | 'value' | 'id'> & {
    id: Id<'quota'>
    value: number | null
  },
): Promise<boolean> {
  const { id, kind, organisationId, value, ...rest } = quota
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`quota-set:${kind}`}, 0))`)
  const known = await ctx.db.select({ id: quotas.id }).from(quotas).where(eq(quotas.id, id))
  if (known.length > 0) return false
  await ctx.db
    .update(quotas)
    .set({ endedAt: ctx.now })
    .where(
      and(
        eq(quotas.kind, kind),
        organisationId ? eq(quotas.organisationId, organisationId) : isNull(quotas.organisationId),
        isNull(quotas.endedAt),
      ),
    )
  const row = { ...rest, id, kind, organisationId: organisationId ?? null, setAt: ctx.now }
  // Going back is a row too, ended as it begins, so that its reason stays and the same id again changes nothing.
  await ctx.db
    .insert(quotas)
    .values(value === null ? { ...row, value: 0, endedAt: ctx.now } : { ...row, value, endedAt: null })
  return true
}

/** What organisations have of their own. */
export async function listOwnLimits(ctx: Context) {
  const rows = await ctx.db
    .select({ kind: quotas.kind, value: quotas.value, organisationId: quotas.organisationId })
    .from(quotas)
    .where(and(isNull(quotas.endedAt), isNotNull(quotas.organisationId)))
  return rows.map((row) => ({ ...row, organisationId: row.organisationId! }))
}

/** What operators set, newest first. A value of null went back to what holds without it. */
export async function listQuotaChanges(ctx: Context, organisationId: Id<'organisation'> | null) {
  const rows = await ctx.db
    .select()
    .from(quotas)
    .where(organisationId ? eq(quotas.organisationId, organisationId) : isNull(quotas.organisationId))
    .orderBy(desc(quotas.setAt))
    .limit(100)
  return rows.map(({ value, endedAt, ...row }) => ({
    ...row,
    endedAt,
    value: endedAt?.getTime() === row.setAt.getTime() ? null : value,
  }))
}
