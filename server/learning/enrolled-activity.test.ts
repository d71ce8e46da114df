import { beforeAll, expect, test } from 'vitest'
import { listActivities } from '../catalog/queries.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { enrolLearner } from '../cohorts/index.ts'
import { listEnrolmentsOf } from '../cohorts/queries.ts'
import { insertMembership, insertPerson, listPersonas } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { enrolledActivity } from './enrolled-activity.ts'

const database = useTestDatabase()
let learner: Context

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  const { id } = (await listPersonas(setup)).find(({ persona }) => persona === 'learner')!
  learner = database.context(actorWith('learner', newId(), id))
})

async function idOf(code: string) {
  const rows = await listActivities(database.context(), ['s1-from-law-to-control', 'a1-agent-loops'])
  return rows.find(({ activity }) => activity.code === code)!.activity.id
}

test.each([
  ['L20', 'Kawasemi Works, evening 1'],
  ['E11', 'Kawasemi Works, evening 1'],
  // Both programmes have A1: one requires its first module, and it is the other's second course.
  ['L01', 'Kawasemi Works, agents 1'],
  ['E01', 'Kawasemi Works, agents 1'],
])('%s is taken through the programme that asks for it', async (code, cohort) => {
  const { enrolment } = await enrolledActivity(learner, await idOf(code))
  expect(enrolment.cohort.names.en).toBe(cohort)
})

test('what no programme of theirs has is not there', async () => {
  const stranger = database.context(actorWith('learner', newId()))
  await expect(enrolledActivity(stranger, await idOf('L20'))).rejects.toMatchObject({ code: 'not_found' })
})

test('whoever a roster names takes nothing through it until they have joined its partner', async () => {
  const setup = database.context()
  const personId = newId<'person'>()
  await insertPerson(setup, {
    id: personId,
    email: `${personId}@a.jp`,
    name: 'Somebody’s learner',
    createdAt: setup.now,
  })
  const [evening] = await listEnrolmentsOf(setup, (learner.actor as { personId: Id<'person'> }).personId)
  const { id: cohortId, partnerId } = evening!.cohort
  await enrolLearner(setup, { cohortId, learnerId: personId })
  const own = database.context(actorWith('learner', newId(), personId))
  await expect(enrolledActivity(own, await idOf('L20'))).rejects.toMatchObject({ code: 'not_found' })
  const membership = { organisationId: partnerId, role: 'learner' as const, createdAt: setup.now }
  await insertMembership(setup, { id: newId(), personId, ...membership })
  expect((await enrolledActivity(own, await idOf('L20'))).enrolment.cohort.id).toBe(cohortId)
})
