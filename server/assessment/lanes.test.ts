import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import type { Context } from '../platform/context.ts'
import { createDb, createPool } from '../platform/db/client.ts'
import { enqueue } from '../platform/jobs.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { enrol, handIn, newPerson } from './fixture-queries.ts'
import { leaseJob } from './grading-queries.ts'

const database = useTestDatabase()
let past: Context
let room: Room

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
  past = { ...database.context(), db: createDb(createPool(database.appUrl, 1, 'past')) }
})

test('what is queued in a lane is taken in that lane alone, gradings and jobs alike', async () => {
  const site = database.context()
  const submit = async (ctx: Context) => {
    const person = await newPerson(database, 'learner', room.partner, site.now)
    return handIn(ctx, { learnerId: person.id, enrolmentId: await enrol(site, person, room.cohortId) })
  }
  const [ofPast, ofSite] = [await submit(past), await submit(site)]
  expect((await leaseJob(site, 'site', 15))?.id).toBe(ofSite.jobId)
  expect(await leaseJob(site, 'site', 15)).toBeNull()
  expect((await leaseJob(past, 'past', 15))?.id).toBe(ofPast.jobId)
  for (const ctx of [site, past]) await enqueue(ctx, 'test.lane', {}, { key: 'one' })
  const { rows } = await database.db.execute<{ task: string; key: string }>(
    sql`select task_identifier as task, key from graphile_worker.jobs where task_identifier like '%test.lane' order by 1`,
  )
  expect(rows).toEqual([
    { task: 'past:test.lane', key: 'past:one' },
    { task: 'test.lane', key: 'one' },
  ])
})
