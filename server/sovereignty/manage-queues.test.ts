import { Logger, runOnce } from 'graphile-worker'
import { describe, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { discardJob, readQueuesOfSite, retryJob } from './manage-queues.ts'

const database = useTestDatabase()
const operator = () => database.context(actorWith('operator', newId()))
const done: string[] = []

/** Has a worker try everything that is due; what is called broken fails for the last time. */
async function work(isMended = false): Promise<void> {
  const taskList = {
    'test.broken': async (payload: unknown) => {
      const { name, fault } = payload as { name: string; fault: string }
      if (!isMended) throw new Error(fault)
      done.push(name)
    },
  }
  await runOnce({
    ...{ connectionString: database.appUrl, taskList, noHandleSignals: true },
    logger: new Logger(() => () => {}),
  })
  // It may return before the last failure is written down.
  const running = () => database.db.execute('select 1 from graphile_worker.jobs where locked_at is not null')
  await expect.poll(async () => (await running()).rows).toEqual([])
}

async function fail(name: string, fault = 'unavailable: runnerAway'): Promise<string> {
  await enqueue(database.context(), 'test.broken', { name, fault }, { key: name })
  await database.db.execute(`update graphile_worker._private_jobs set max_attempts = 1 where key = '${name}'`)
  await work()
  const { rows } = await database.db.execute<{ id: string }>(
    `select id from graphile_worker.jobs where key = '${name}' and attempts = 1`,
  )
  return rows[0]!.id
}

describe('a job that was given up', () => {
  test('is shown with its task and code, and never with what it was about', async () => {
    await fail('first', 'forbidden: egressRefused')
    const jobId = await fail('second', 'Failed query: insert into people values (Mio Hoshino)')
    const { failed, tasks } = await readQueuesOfSite(operator())
    expect(failed.map(({ task, code }) => [task, code])).toEqual([
      ['test.broken', null],
      ['test.broken', 'forbidden: egressRefused'],
    ])
    expect(JSON.stringify(failed)).not.toContain('Mio')
    expect(failed[0]!.jobId).toBe(jobId)
    expect(tasks).toMatchObject([{ task: 'test.broken', waiting: 0, failed: 2 }])
  })

  test('is tried again on request, once also when two ask', async () => {
    const jobId = await fail('again')
    const both = await Promise.allSettled([retryJob(operator(), { jobId }), retryJob(operator(), { jobId })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await work(true)
    expect(done).toEqual(['again'])
    await expect(discardJob(operator(), { jobId })).rejects.toMatchObject({ reason: 'jobMovedOn' })
  })

  test('is discarded for good, and both are written down', async () => {
    const jobId = await fail('gone')
    await discardJob(operator(), { jobId })
    await expect(retryJob(operator(), { jobId })).rejects.toMatchObject({ reason: 'jobMovedOn' })
    const { rows } = await database.db.execute(
      `select action, details from audit_events where subject_type = 'job' order by seq`,
    )
    expect(rows).toEqual([
      { action: 'job.retry', details: { task: 'test.broken' } },
      { action: 'job.discard', details: { task: 'test.broken' } },
    ])
  })

  test('is for operators alone', async () => {
    const jobId = await fail('foreign')
    for (const role of ['auditor', 'programme_manager', 'learner'] as const) {
      const ctx = database.context(actorWith(role, newId()))
      for (const call of [readQueuesOfSite(ctx), retryJob(ctx, { jobId }), discardJob(ctx, { jobId })])
        await expect(call).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await readQueuesOfSite(operator())).failed[0]!.jobId).toBe(jobId)
  })

  test('a job that waits or runs cannot be taken away', async () => {
    await enqueue(database.context(), 'test.broken', {}, { key: 'waits' })
    const { rows } = await database.db.execute<{ id: string }>(
      `select id from graphile_worker.jobs where key = 'waits'`,
    )
    await expect(discardJob(operator(), { jobId: rows[0]!.id })).rejects.toMatchObject({ code: 'conflict' })
  })
})
