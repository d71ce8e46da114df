import { and, desc, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { backupSchedules, backups, type MaintenanceKind, maintenanceJobs } from './schema.ts'

export type MaintenanceJob = typeof maintenanceJobs.$inferSelect
export type Backup = typeof backups.$inferSelect
export type BackupSchedule = typeof backupSchedules.$inferSelect

/** False when this one is known already, or another one of its kind waits. */
export async function insertMaintenanceJob(ctx: Context, job: typeof maintenanceJobs.$inferInsert): Promise<boolean> {
  const rows = await ctx.db
    .insert(maintenanceJobs)
    .values(job)
    .onConflictDoNothing()
    .returning({ id: maintenanceJobs.id })
  return rows.length > 0
}

export async function selectOptionalMaintenanceJob(
  ctx: Context,
  id: Id<'maintenanceJob'>,
): Promise<MaintenanceJob | null> {
  const [row] = await ctx.db.select().from(maintenanceJobs).where(eq(maintenanceJobs.id, id))
  return row ?? null
}

export async function updateMaintenanceJob(
  ctx: Context,
  id: Id<'maintenanceJob'>,
  set: Partial<typeof maintenanceJobs.$inferInsert>,
): Promise<void> {
  await ctx.db
    .update(maintenanceJobs)
    .set(set)
    .where(and(eq(maintenanceJobs.id, id), isNull(maintenanceJobs.finishedAt)))
}

export async function listMaintenanceJobs(
  ctx: Context,
  kind: MaintenanceKind,
  limit: number,
): Promise<MaintenanceJob[]> {
  return ctx.db
    .select()
    .from(maintenanceJobs)
    .where(eq(maintenanceJobs.kind, kind))
    .orderBy(desc(maintenanceJobs.requestedAt))
    .limit(limit)
}

export async function hasScheduledSince(ctx: Context, since: Date): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: maintenanceJobs.id })
    .from(maintenanceJobs)
    .where(and(eq(maintenanceJobs.trigger, 'scheduled'), gte(maintenanceJobs.requestedAt, since)))
    .limit(1)
  return rows.length > 0
}

/** Hashes of the migrations that the database has. */
export async function listAppliedMigrations(ctx: Context): Promise<string[]> {
  const { rows } = await ctx.db.execute<{ hash: string }>(sql`select hash from drizzle.__drizzle_migrations`)
  return rows.map(({ hash }) => hash)
}

export async function insertBackup(ctx: Context, backup: typeof backups.$inferInsert): Promise<void> {
  await ctx.db.insert(backups).values(backup).onConflictDoNothing()
}

export async function listBackups(ctx: Context, limit: number): Promise<Backup[]> {
  return ctx.db.select().from(backups).where(isNull(backups.removedAt)).orderBy(desc(backups.takenAt)).limit(limit)
}

export async function selectOptionalBackup(ctx: Context, id: Id<'backup'>): Promise<Backup | null> {
  const [row] = await ctx.db
    .select()
    .from(backups)
    .where(and(eq(backups.id, id), isNull(backups.removedAt)))
  return row ?? null
}

export async function updateBackup(
  ctx: Context,
  id: Id<'backup'>,
  set: Partial<typeof backups.$inferInsert>,
): Promise<void> {
  await ctx.db.update(backups).set(set).where(eq(backups.id, id))
}

/** Backups in the site's own folder beyond the newest `keep`, oldest first. */
export async function listSurplus(ctx: Context, keep: number): Promise<Backup[]> {
  const rows = await ctx.db
    .select()
    .from(backups)
    .where(and(isNull(backups.removedAt), ne(backups.trigger, 'command'), lt(backups.takenAt, ctx.now)))
    .orderBy(desc(backups.takenAt))
  return rows.slice(keep).toReversed()
}

export async function insertSchedule(ctx: Context, schedule: BackupSchedule): Promise<boolean> {
  const rows = await ctx.db
    .insert(backupSchedules)
    .values(schedule)
    .onConflictDoNothing()
    .returning({ id: backupSchedules.id })
  return rows.length > 0
}

export async function selectOptionalSchedule(ctx: Context): Promise<BackupSchedule | null> {
  const [row] = await ctx.db
    .select()
    .from(backupSchedules)
    .orderBy(desc(backupSchedules.setAt), desc(backupSchedules.id))
    .limit(1)
  return row ?? null
}
