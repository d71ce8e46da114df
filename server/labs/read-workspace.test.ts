import { beforeAll, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { inTransaction } from '../platform/transaction.ts'
import { openWorkspace } from './open-workspace.ts'
import { readWorkspace } from './read-workspace.ts'

const database = useTestDatabase()

beforeAll(() => publishContent(database.context(), ['content']))

async function labOf(code: string) {
  const actor = actorWith('learner', newId())
  const rows = await listActivities(database.context(), ['s1-from-law-to-control'])
  const { activity } = rows.find((row) => row.activity.code === code)!
  const workspaceId = await inTransaction(database.context(), (setup) =>
    openWorkspace(setup, {
      ...{ learnerId: actor.personId, versionId: activity.currentVersionId!, mode: 'practice', organisationId: null },
      ...{ paramsKey: Buffer.alloc(32), closesAt: null, sessionId: null, world: { files: {} } },
    }),
  )
  return (await readWorkspace(database.context(actor), { workspaceId })).lab
}

test('a lab says which file a person marks before it counts, where one does', async () => {
  expect(await labOf('L21')).toMatchObject({ reviewFile: 'memo.md' })
  expect(await labOf('L20')).toMatchObject({ reviewFile: null })
})
