import { and, desc, eq, getTableColumns, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { erasures, personExports } from './schema.ts'

const { bytes: _bytes, ...facts } = getTableColumns(personExports)
const size = sql<number | null>`octet_length(${personExports.bytes})`

/** False when one is being made already. */
export async function insertExport(ctx: Context, row: typeof personExports.$inferInsert): Promise<boolean> {
  const rows = await ctx.db.insert(personExports).values(row).onConflictDoNothing().returning({ id: personExports.id })
  return rows.length > 0
}

/** The newest that is being made or can be fetched. */
export async function selectOptionalNewestExport(ctx: Context, personId: Id<'person'>) {
  const stands = or(isNull(personExports.readyAt), gt(personExports.expiresAt, ctx.now))
  const [row] = await ctx.db
    .select({ ...facts, size })
    .from(personExports)
    .where(and(eq(personExports.personId, personId), stands))
    .orderBy(desc(personExports.requestedAt), desc(personExports.id))
    .limit(1)
  return row ?? null
}

export async function selectOptionalExport(ctx: Context, id: Id<'personExport'>) {
  const [row] = await ctx.db.select(facts).from(personExports).where(eq(personExports.id, id))
  return row ?? null
}

export async function selectOptionalArchive(ctx: Context, personId: Id<'person'>, id: Id<'personExport'>) {
  const [row] = await ctx.db
    .select({ bytes: personExports.bytes, readyAt: personExports.readyAt })
    .from(personExports)
    .where(and(eq(personExports.id, id), eq(personExports.personId, personId), gt(personExports.expiresAt, ctx.now)))
  return row?.bytes && row.readyAt ? { bytes: row.bytes, readyAt: row.readyAt } : null
}

export async function updateExport(
  ctx: Context,
  id: Id<'personExport'>,
  set: Partial<typeof personExports.$inferInsert>,
): Promise<void> {
  await ctx.db.update(personExports).set(set).where(eq(personExports.id, id))
}

/** Forgets copies whose day is over, and those that could not be made in a day, so that one can ask anew. */
export async function deleteOldExports(ctx: Context): Promise<void> {
  const dayAgo = new Date(ctx.now.getTime() - 86_400_000)
  const failed = and(isNull(personExports.readyAt), lte(personExports.requestedAt, dayAgo))
  await ctx.db.delete(personExports).where(or(lte(personExports.expiresAt, ctx.now), failed))
}

/** What this domain keeps of a person: that they fetched a copy, and whether they asked to be erased. */
export async function exportOfSovereignty(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return {
    person_exports: await ctx.db.select(facts).from(personExports).where(eq(personExports.personId, personId)),
    erasures: await ctx.db.select().from(erasures).where(eq(erasures.personId, personId)),
  }
}
