import { expect, test } from 'vitest'
import { showRestOfRole } from '../assessment/fixture-queries.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { listGoals } from './list-goals.ts'

const database = useTestDatabase()

test('what can be earned names each requirement, and which are shown that still hold', async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  const { id } = (await listPersonas(setup)).find(({ persona }) => persona === 'learner')!
  const goalsAt = async (days: number) => {
    const now = new Date(setup.now.getTime() + days * 86_400_000)
    const goals = await listGoals(database.context(actorWith('learner', newId(), id), now))
    return goals.find(({ code }) => code === 'agent-loops')!.requires.filter(({ isShown }) => isShown)
  }
  expect(await goalsAt(1)).toEqual([])
  await showRestOfRole(setup, id, new Date(setup.now.getTime() + 30 * 86_400_000))
  expect((await goalsAt(1)).map(({ code }) => code)).toEqual(['L01', 'L03'])
  expect(await goalsAt(31)).toEqual([])
})

test('who is enrolled nowhere can earn nothing here', async () => {
  expect(await listGoals(database.context(actorWith('learner', newId())))).toEqual([])
})
