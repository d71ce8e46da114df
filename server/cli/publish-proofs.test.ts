import { expect, test } from 'vitest'
import { activitiesOf, loadContent } from '../catalog/index.ts'
import { readProofRecords } from '../labs/authoring/proof-records.ts'
import { selectOptionalProof } from '../labs/index.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { publishContent } from './publish-content.ts'

const database = useTestDatabase()

test('a fresh site knows of the proofs that are shipped with its labs', async () => {
  const ctx = database.context()
  await publishContent(ctx, ['content'])
  const labs = activitiesOf(await loadContent(['content'])).filter(({ kind }) => kind === 'lab')
  expect(labs.length).toBeGreaterThan(0)
  for (const { activityId, digest } of labs) {
    const provenAt = new Date(readProofRecords('content')[activityId]!.provenAt)
    expect(await selectOptionalProof(ctx, digest)).toMatchObject({ provenAt })
  }
})
