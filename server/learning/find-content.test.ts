import { beforeAll, describe, expect, test } from 'vitest'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { findContent } from './find-content.ts'

const database = useTestDatabase()
let learner: Context

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  const { id } = (await listPersonas(setup)).find(({ persona }) => persona === 'learner')!
  learner = database.context(actorWith('learner', newId(), id))
})

describe('looking for content', () => {
  test.each([
    ['l20', 'lab'],
    ['residency policy', 'lab'],
    ['コードによる', 'lab'],
    ['S1', 'course'],
    ['法から', 'course'],
    ['ﾚｼﾞﾃﾞﾝｼｰ', 'module'],
  ])('a learner finds by %s a %s first', async (text, kind) => {
    const [first] = await findContent(learner, { text, limit: 8 })
    expect(first).toMatchObject({ kind, course: { slug: 's1-from-law-to-control' } })
  })

  test('gives no more than asked for', async () => {
    expect(await findContent(learner, { text: 'a', limit: 2 })).toHaveLength(2)
  })

  test('who is enrolled nowhere finds nothing', async () => {
    expect(await findContent(database.context(actorWith('learner', newId())), { text: 'l20', limit: 8 })).toEqual([])
  })

  test('nobody signed in is asked to sign in', async () => {
    const nobody = database.context({ kind: 'anonymous' })
    await expect(findContent(nobody, { text: 'l20', limit: 8 })).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
