import { beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import {
  lastSlot,
  orderBackup,
  orderDueBackup,
  orderRehearsal,
  orderVerification,
  readBackupHealth,
  readBackups,
  setSchedule,
} from './maintenance.ts'
import { insertBackup, updateMaintenanceJob } from './maintenance-queries.ts'
import { readUpgrade } from './read-upgrade.ts'

const database = useTestDatabase()
const operator = (now = new Date()) => database.context(actorWith('operator', newId()), now)
const worker = (now: Date) => database.context({ kind: 'system', process: 'worker' }, now)
const at = (time: string) => new Date(`2026-12-${time}:00+09:00`)

async function finish(fault: string | null = null, now = new Date()): Promise<void> {
  for (const { jobId } of (await readBackups(operator())).waiting)
    await updateMaintenanceJob(operator(), jobId, { finishedAt: now, fault })
}

async function keep(takenAt: Date, trigger: 'asked' | 'command' = 'asked'): Promise<Id<'backup'>> {
  const id = newId<'backup'>()
  const facts = { file: `${id}.tar`, bytes: 10, digest: 'd', tables: 1, rows: 1, migrations: 1, version: '0.1.0' }
  await insertBackup(operator(), { id, takenAt, trigger, ...facts })
  return id
}

beforeEach(async () => {
  await database.db.execute(`update maintenance_jobs set finished_at = now() where finished_at is null`)
})

describe('asking for a backup', () => {
  test('is done once for one id, one at a time, and written down', async () => {
    const jobId = newId()
    await Promise.all([orderBackup(operator(), { jobId }), orderBackup(operator(), { jobId })])
    await expect(orderBackup(operator(), { jobId: newId() })).rejects.toMatchObject({ reason: 'maintenanceWaiting' })
    expect((await readBackups(operator())).waiting).toMatchObject([{ jobId, kind: 'backup', percent: 0 }])
    const { rows } = await database.db.execute(
      `select subject_id from audit_events where action = 'maintenance.backup'`,
    )
    expect(rows).toEqual([{ subject_id: jobId }])
    await finish()
    await orderBackup(operator(), { jobId: newId() })
  })

  test('is for operators alone, as is everything here', async () => {
    for (const role of ['auditor', 'programme_manager', 'learner'] as const) {
      const ctx: Context = database.context(actorWith(role, newId()))
      const jobId = newId()
      for (const call of [
        ...[readBackups(ctx), readUpgrade(ctx), orderBackup(ctx, { jobId }), orderRehearsal(ctx, { jobId })],
        orderVerification(ctx, { jobId, backupId: newId() }),
        setSchedule(ctx, { scheduleId: newId(), hour: 1, keep: 1 }),
      ])
        await expect(call).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('to be tried needs one that the site keeps', async () => {
    const order = (backupId: string) => orderVerification(operator(), { jobId: newId(), backupId })
    await expect(order(newId())).rejects.toMatchObject({ code: 'not_found' })
    await expect(order(await keep(new Date(), 'command'))).rejects.toMatchObject({ reason: 'backupElsewhere' })
    await order(await keep(new Date()))
  })
})

describe('the schedule', () => {
  test.each([
    ['22T03:00', 3, '22T03:00'],
    ['22T02:59', 3, '21T03:00'],
    ['22T00:30', 23, '21T23:00'],
    ['22T23:59', 0, '22T00:00'],
  ])('at %s, due at %i, was due last at %s', (now, hour, slot) => {
    expect(lastSlot(at(now), hour)).toEqual(at(slot))
  })

  test('asks once a day, also for the day on which the site was off, and never for the time before it was set', async () => {
    const due = (now: string) => orderDueBackup(worker(at(now)))
    expect(await due('10T04:00')).toBe(false)
    await setSchedule(operator(at('10T04:00')), { scheduleId: newId(), hour: 3, keep: 2 })
    expect(await due('10T05:00')).toBe(false)
    expect(await due('11T03:00')).toBe(true)
    await finish(null, at('11T03:01'))
    expect(await due('11T03:05')).toBe(false)
    expect(await due('13T20:00')).toBe(true)
    await finish(null, at('13T20:01'))
    expect(await due('14T02:00')).toBe(false)
    const both = await Promise.all([due('14T03:00'), due('14T03:00')])
    expect(both.toSorted()).toEqual([false, true])
    await finish('noSpace', at('14T03:01'))
    await setSchedule(operator(at('14T04:00')), { scheduleId: newId(), hour: null, keep: 2 })
    expect(await due('15T04:00')).toBe(false)
  })

  test('is late, and a failure shows until a good one follows', async () => {
    await database.db.execute(`update backups set removed_at = now()`)
    await setSchedule(operator(at('16T00:00')), { scheduleId: newId(), hour: 3, keep: 2 })
    await keep(at('16T03:00'))
    expect(await readBackupHealth(operator(at('17T14:00')))).toMatchObject({ isLate: false })
    expect(await readBackupHealth(operator(at('17T16:00')))).toMatchObject({ isLate: true, isScheduled: true })
    await orderBackup(operator(at('18T00:00')), { jobId: newId() })
    await finish('noSpace', at('18T00:01'))
    expect(await readBackupHealth(operator(at('18T00:02')))).toMatchObject({ fault: 'noSpace' })
    await keep(at('18T00:03'))
    expect(await readBackupHealth(operator(at('18T00:04')))).toMatchObject({ fault: null, isLate: false })
  })
})

test('what waits for the next start is nothing, with this checkout', async () => {
  const { pending, schema, version } = await readUpgrade(operator())
  expect(pending).toEqual([])
  expect(schema).toMatchObject({ unknown: 0, newest: expect.stringMatching(/^\d{4}_/) })
  expect(version.running).toBe(version.checkout)
})
