import { rmSync } from 'node:fs'
import { record } from '../audit/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { logFault } from '../platform/log.ts'
import { inTransaction } from '../platform/transaction.ts'
import {
  DumpError,
  insertBackup,
  KEPT_UNLESS_SET,
  listSurplus,
  type MaintenanceJob,
  selectOptionalBackup,
  selectOptionalMaintenanceJob,
  selectOptionalSchedule,
  updateBackup,
  updateMaintenanceJob,
} from '../sovereignty/index.ts'
import { fileOf, nameOf } from './backup-files.ts'
import { asSetup } from './database.ts'
import type { Instance } from './instance.ts'
import { rehearseUpgrade } from './rehearse-upgrade.ts'
import { takeBackup } from './take-backup.ts'
import { verifyBackup } from './verify-backup.ts'

export interface MaintenanceOrder extends Pick<Instance, 'dataFolder' | 'checkout' | 'secrets'> {
  jobId: string
  ownerUrl: string
  appUrl: string
}

/** One piece of work for the start command, in a process that ends: what it needs should not stay. */
async function work(ctx: Context, order: MaintenanceOrder): Promise<void> {
  const id = order.jobId as Id<'maintenanceJob'>
  const job = await selectOptionalMaintenanceJob(ctx, id)
  if (!job || job.finishedAt) return
  await updateMaintenanceJob(ctx, id, { startedAt: ctx.now })
  const onProgress = throttled((percent) => updateMaintenanceJob(ctx, id, { percent }))
  try {
    const result = await WORK[job.kind](ctx, order, job, onProgress)
    await updateMaintenanceJob(ctx, id, { finishedAt: new Date(), percent: 100, result })
  } catch (error) {
    logFault('maintenance', error, { jobId: id, kind: job.kind })
    await updateMaintenanceJob(ctx, id, { finishedAt: new Date(), fault: faultOf(error) })
    await record(ctx, `maintenance.${job.kind}Failed`, { type: 'maintenanceJob', id }, { fault: faultOf(error) })
  }
}

type Work = (
  ctx: Context,
  order: MaintenanceOrder,
  job: MaintenanceJob,
  onProgress: (percent: number) => void,
) => Promise<object>

const WORK: Record<MaintenanceJob['kind'], Work> = { backup: backUp, verify, rehearse }

async function backUp(
  ctx: Context,
  order: MaintenanceOrder,
  job: MaintenanceJob,
  onProgress: (percent: number) => void,
) {
  const id = newId<'backup'>()
  const file = nameOf(new Date(), id)
  const taken = await takeBackup({
    ...{ ...order, target: fileOf(order.dataFolder, file) },
    onProgress: (done, total) => onProgress(Math.min(95, Math.round((95 * done) / total))),
  })
  await inTransaction(ctx, async (ctx) => {
    await insertBackup(ctx, { id, trigger: job.trigger, file, ...taken })
    await record(ctx, 'backup.take', { type: 'backup', id }, { trigger: job.trigger, digest: taken.digest })
  })
  await removeSurplus({ ...ctx, now: new Date() }, order.dataFolder)
  return { backupId: id }
}

/** Keeps the newest, as many as the schedule says; only files of the site's own folder are taken away. */
async function removeSurplus(ctx: Context, dataFolder: string): Promise<void> {
  const keep = (await selectOptionalSchedule(ctx))?.keep ?? KEPT_UNLESS_SET
  for (const { id, file } of await listSurplus(ctx, keep)) {
    rmSync(fileOf(dataFolder, file), { force: true })
    await updateBackup(ctx, id, { removedAt: ctx.now })
    await record(ctx, 'backup.remove', { type: 'backup', id }, { keep })
  }
}

async function verify(ctx: Context, order: MaintenanceOrder, { backupId }: MaintenanceJob) {
  const backup = backupId && (await selectOptionalBackup(ctx, backupId))
  if (!backup) throw new DumpError('This backup is not there any more.')
  try {
    const file = fileOf(order.dataFolder, backup.file)
    const report = await verifyBackup(order, order.ownerUrl, { file, digest: backup.digest })
    await updateBackup(ctx, backup.id, { verifiedAt: new Date(), verifyFault: null })
    await record(ctx, 'backup.verify', { type: 'backup', id: backup.id }, { ...report })
    return report
  } catch (error) {
    await updateBackup(ctx, backup.id, { verifiedAt: new Date(), verifyFault: faultOf(error) })
    throw error
  }
}

async function rehearse(
  _: Context,
  order: MaintenanceOrder,
  __: MaintenanceJob,
  onProgress: (percent: number) => void,
) {
  return rehearseUpgrade(order, order.ownerUrl, onProgress)
}

/** A code that a page has words for. */
function faultOf(error: unknown): string {
  if (error instanceof DumpError) return 'notWhole'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === '53100') return 'noSpace'
  if (code === 'ENOENT') return 'fileGone'
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR') return 'folderClosed'
  return 'ours'
}

/** Passes on every tenth of a second at most what stands then, one after the other. */
function throttled(write: (percent: number) => Promise<void>): (percent: number) => void {
  let last = 0
  let writing = Promise.resolve()
  return (percent) => {
    if (performance.now() - last < 500) return
    last = performance.now()
    writing = writing.then(() => write(percent)).catch(() => {})
  }
}

process.on('disconnect', () => process.exit(1))
process.once('message', (message) => {
  const order = message as MaintenanceOrder
  asSetup(order.appUrl, (ctx) => work(ctx, order)).then(
    () => process.exit(0),
    (error: unknown) => {
      logFault('maintenance', error, { jobId: order.jobId })
      process.exit(1)
    },
  )
})
