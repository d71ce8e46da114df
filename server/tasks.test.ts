import { Logger, runOnce } from 'graphile-worker'
import { expect, test } from 'vitest'
import { quizCompleted } from './assessment/index.ts'
import { record } from './audit/index.ts'
import { listActivities } from './catalog/index.ts'
import { publishContent } from './cli/publish-content.ts'
import { contextAt, deliveryOf, emit } from './platform/events.ts'
import { newId } from './platform/ids.ts'
import { useTestDatabase } from './platform/testing/database.ts'
import { createTasks } from './tasks.ts'

const database = useTestDatabase()
const HAPPENED = new Date('2026-05-01T08:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) =>
  database.context({ kind: 'system', process: 'worker' }, new Date(HAPPENED.getTime() + hours * HOUR))

async function work(hours: number, isBroken: boolean): Promise<void> {
  const tasks = createTasks('/nowhere', () => later(hours))
  const name = 'assessment.quizCompleted→learning.progress'
  const broken = async () => {
    throw new Error('not now')
  }
  await runOnce({
    connectionString: database.appUrl,
    taskList: { event: tasks.event!, [name]: isBroken ? broken : tasks[name]! },
    logger: new Logger(() => () => {}),
    noHandleSignals: true,
  })
  await expect
    .poll(
      async () => (await database.db.execute('select 1 from graphile_worker.jobs where locked_at is not null')).rows,
    )
    .toEqual([])
}

test('what is delivered late, and again after a failure, counts at the time at which it happened', async () => {
  await publishContent(database.context(), ['content'])
  const quiz = (await listActivities(database.context(), ['s1-from-law-to-control'])).find(
    ({ activity }) => activity.kind === 'quiz',
  )!
  const learnerId = newId<'person'>()
  const happened = database.context(undefined, HAPPENED)
  await emit(happened, quizCompleted, { learnerId, activityId: quiz.activity.id, percent: 100 } as never)
  await work(1, true)
  await database.db.execute('update graphile_worker._private_jobs set run_at = now()')
  await work(30, false)
  const { rows } = await database.db.execute<{ at: Date }>(
    `select completed_at as at from activity_progress where learner_id = '${learnerId}'`,
  )
  expect(rows.map(({ at }) => new Date(at))).toEqual([HAPPENED])
})

test('a handler of the other clock, and a job from before events carried their time, have that of the delivery', () => {
  const ctx = later(5)
  const delivery = deliveryOf({ at: HAPPENED.toISOString(), payload: { id: 1 } })
  expect(contextAt(ctx, 'event', delivery)).toMatchObject({ now: HAPPENED, handledAt: ctx.now })
  expect(contextAt(ctx, 'handling', delivery)).toBe(ctx)
  expect(deliveryOf({ learnerId: 'a' })).toEqual({ at: null, payload: { learnerId: 'a' } })
  expect(contextAt(ctx, 'event', deliveryOf({ learnerId: 'a' }))).toBe(ctx)
})

test('an audit event is of the moment when it was written', async () => {
  const ctx = contextAt(later(7), 'event', deliveryOf({ at: HAPPENED.toISOString(), payload: {} }))
  await record(ctx, 'test.late', { type: 'site', id: 'late' })
  const { rows } = await database.db.execute<{ at: Date }>(`select at from audit_events where action = 'test.late'`)
  expect(new Date(rows[0]!.at)).toEqual(later(7).now)
})
