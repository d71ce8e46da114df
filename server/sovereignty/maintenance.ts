import { join } from 'node:path'
import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise, type Policy } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { dayIn, startOfDay } from '../platform/dates.ts'
import { env } from '../platform/env.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { BackupOrderInput, MaintenanceOrderInput, ScheduleInput } from './inputs.ts'
import {
  hasScheduledSince,
  insertMaintenanceJob,
  insertSchedule,
  listBackups,
  listMaintenanceJobs,
  type MaintenanceJob,
  selectOptionalBackup,
  selectOptionalMaintenanceJob,
  selectOptionalSchedule,
} from './maintenance-queries.ts'
import { manageBackups, manageUpgrade } from './policy.ts'
import type { MaintenanceKind } from './schema.ts'

/** The zone in which the hour of a schedule is meant: the one that every page shows. */
export const SITE_ZONE = 'Asia/Tokyo'
export const KEPT_UNLESS_SET = 7
const HOUR = 3_600_000

async function order(
  ctx: Context,
  policy: Policy<null>,
  job: { jobId: string; kind: MaintenanceKind; backupId: string | null },
): Promise<void> {
  authorise(ctx, policy, null)
  const id = job.jobId as Id<'maintenanceJob'>
  const backupId = job.backupId as Id<'backup'> | null
  await inTransaction(ctx, async (ctx) => {
    const backup = backupId && (await selectOptionalBackup(ctx, backupId))
    if (backupId && backup?.trigger === 'command')
      throw new AppError('precondition_failed', { reason: 'backupElsewhere' })
    if (backupId && !backup) throw new AppError('not_found')
    const row = { id, kind: job.kind, backupId, trigger: 'asked' as const, requestedBy: actorId(ctx.actor) }
    if (!(await insertMaintenanceJob(ctx, { ...row, requestedAt: ctx.now }))) {
      if (await selectOptionalMaintenanceJob(ctx, id)) return
      throw new AppError('conflict', { reason: 'maintenanceWaiting' })
    }
    await record(ctx, `maintenance.${job.kind}`, { type: 'maintenanceJob', id }, { backupId })
  })
}

/** Asks for a backup; the start command takes it. The same id again changes nothing. @throws AppError `conflict` (maintenanceWaiting) */
export async function orderBackup(ctx: Context, input: z.output<typeof MaintenanceOrderInput>): Promise<void> {
  await order(ctx, manageBackups, { ...input, kind: 'backup', backupId: null })
}

/** Asks for a trial restore of a backup. @throws AppError `not_found`, `conflict` (maintenanceWaiting), `precondition_failed` (backupElsewhere) */
export async function orderVerification(ctx: Context, input: z.output<typeof BackupOrderInput>): Promise<void> {
  await order(ctx, manageBackups, { ...input, kind: 'verify' })
}

/** Asks to have the upgrade of the checkout tried on a copy of the database. @throws AppError `conflict` (maintenanceWaiting) */
export async function orderRehearsal(ctx: Context, input: z.output<typeof MaintenanceOrderInput>): Promise<void> {
  await order(ctx, manageUpgrade, { ...input, kind: 'rehearse', backupId: null })
}

/** Says when backups are taken by themselves, and how many are kept. The same id again changes nothing. */
export async function setSchedule(ctx: Context, input: z.output<typeof ScheduleInput>): Promise<void> {
  authorise(ctx, manageBackups, null)
  const { scheduleId, hour, keep } = input
  const id = scheduleId as Id<'backupSchedule'>
  await inTransaction(ctx, async (ctx) => {
    if (!(await insertSchedule(ctx, { id, hour, keep, setBy: actorId(ctx.actor), setAt: ctx.now }))) return
    await record(ctx, 'backup.schedule', { type: 'backupSchedule', id }, { hour, keep })
  })
}

/** The newest time at or before now at which a backup was due. */
export function lastSlot(now: Date, hour: number): Date {
  const today = new Date(startOfDay(SITE_ZONE, dayIn(SITE_ZONE, now)).getTime() + hour * HOUR)
  return today <= now ? today : new Date(today.getTime() - 24 * HOUR)
}

/** Asks for the backup that is due, once for each day. What was due while the site was off is taken when it is back. */
export async function orderDueBackup(ctx: Context): Promise<boolean> {
  const schedule = await selectOptionalSchedule(ctx)
  if (!schedule || schedule.hour === null) return false
  const slot = lastSlot(ctx.now, schedule.hour)
  if (slot < schedule.setAt || (await hasScheduledSince(ctx, slot))) return false
  const row = { id: newId<'maintenanceJob'>(), kind: 'backup' as const, trigger: 'scheduled' as const }
  return insertMaintenanceJob(ctx, { ...row, requestedBy: actorId(ctx.actor), requestedAt: ctx.now })
}

export interface BackupHealth {
  /** When the newest good one was taken. */
  takenAt: Date | null
  /** Why the newest attempt failed; null: it did not. */
  fault: string | null
  /** Whether backups are taken by themselves. */
  isScheduled: boolean
  isLate: boolean
}

const LATE = 36 * HOUR

/** Whether backups are taken as they should be. */
export async function readBackupHealth(ctx: Context): Promise<BackupHealth> {
  const [[newest], attempts, schedule] = await Promise.all([
    listBackups(ctx, 1),
    listMaintenanceJobs(ctx, 'backup', 5),
    selectOptionalSchedule(ctx),
  ])
  const last = attempts.find(({ finishedAt }) => finishedAt)
  const isScheduled = schedule?.hour != null
  const since = newest?.takenAt ?? schedule?.setAt ?? ctx.now
  return {
    takenAt: newest?.takenAt ?? null,
    fault: last?.fault && (!newest || last.finishedAt! > newest.takenAt) ? last.fault : null,
    isScheduled,
    isLate: isScheduled && ctx.now.getTime() - since.getTime() > LATE,
  }
}

const shown = ({
  id,
  kind,
  trigger,
  requestedAt,
  startedAt,
  finishedAt,
  percent,
  fault,
  backupId,
}: MaintenanceJob) => ({
  ...{ jobId: id, kind, trigger, requestedAt, startedAt, finishedAt, percent, fault, backupId },
})

/** Backups there are, what is under way, what failed, and the schedule. Never what is in them. */
export async function readBackups(ctx: Context) {
  authorise(ctx, manageBackups, null)
  const [rows, taking, verifying, schedule, health] = await Promise.all([
    listBackups(ctx, 100),
    listMaintenanceJobs(ctx, 'backup', 20),
    listMaintenanceJobs(ctx, 'verify', 5),
    selectOptionalSchedule(ctx),
    readBackupHealth(ctx),
  ])
  const { TERAKOYA_MODE, TERAKOYA_DATA, BACKUP_FOLDER } = env()
  return {
    backups: rows.map((row) => ({ ...row, isHere: row.trigger !== 'command' })),
    waiting: [...taking, ...verifying].filter(({ finishedAt }) => !finishedAt).map(shown),
    failed: taking.filter(({ fault }) => fault).map(shown),
    schedule: { hour: schedule?.hour ?? null, keep: schedule?.keep ?? KEPT_UNLESS_SET },
    health,
    folder: BACKUP_FOLDER ?? join(TERAKOYA_DATA, 'backups'),
    isElsewhere: BACKUP_FOLDER !== undefined,
    isProduction: TERAKOYA_MODE === 'production',
  }
}
