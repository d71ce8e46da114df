import { beforeAll, describe, expect, test } from 'vitest'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import type { Context, Role } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { findCohorts } from './find-cohorts.ts'
import { listCohortsIn } from './queries.ts'

const database = useTestDatabase()
let learner: { id: Id<'person'>; name: string }
let cohort: Awaited<ReturnType<typeof listCohortsIn>>[number]['cohort']
let instructorId: Id<'person'>

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  const personas = await listPersonas(setup)
  learner = personas.find(({ persona }) => persona === 'learner')!
  instructorId = personas.find(({ persona }) => persona === 'instructor')!.id
  cohort = (await listCohortsIn(setup, { kind: 'site' }))[0]!.cohort
})

const as = (role: Role, organisationId: Id<'organisation'>, personId?: Id<'person'>): Context =>
  database.context(actorWith(role, organisationId, personId))
const find = (ctx: Context, text: string) => findCohorts(ctx, { text, limit: 8 })

describe('looking for people and cohorts', () => {
  test('whoever owns, delivers or teaches a cohort finds it and its people', async () => {
    for (const ctx of [
      as('programme_manager', cohort.ownerId),
      as('partner_manager', cohort.partnerId),
      as('instructor', cohort.partnerId, instructorId),
    ]) {
      const byName = await find(ctx, learner.name.split(' ')[0]!.toUpperCase())
      expect(new Set(byName.people.map(({ name }) => name))).toEqual(new Set([learner.name]))
      expect(byName.people.map(({ cohortId }) => cohortId)).toContain(cohort.id)
      for (const name of [cohort.names.en, cohort.names.ja]) {
        expect((await find(ctx, name)).cohorts.map(({ id }) => id)).toEqual([cohort.id])
      }
    }
  })

  test('who has no cohort finds nobody', async () => {
    for (const role of ['programme_manager', 'partner_manager', 'instructor'] as const) {
      expect(await find(as(role, newId()), learner.name)).toEqual({ cohorts: [], people: [] })
    }
  })

  test('takes wildcards as they were typed', async () => {
    expect((await find(as('programme_manager', cohort.ownerId), '%')).people).toEqual([])
  })

  test.each(['learner', 'employer', 'auditor', 'operator', 'proctor'] as const)('is not for a %s', async (role) => {
    await expect(find(as(role, cohort.ownerId), learner.name)).rejects.toMatchObject({ code: 'not_found' })
  })
})
