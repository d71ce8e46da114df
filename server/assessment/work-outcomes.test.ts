import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { labsRouter, openWorkspace } from '../labs/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { inTransaction } from '../platform/transaction.ts'
import { createCallerFactory } from '../platform/trpc.ts'
import { hasEditsSince, upsertWorkOutcome } from './outcome-queries.ts'
import { insertAttempt } from './queries.ts'
import { readFileVersion } from './read-file-version.ts'
import { readWorkOutcomes } from './work-outcomes.ts'

const database = useTestDatabase()
const callLabs = createCallerFactory(labsRouter)
const path = 'notes.md'
const run = { output: [], isCut: false, exit: { exitCode: 0, reason: 'exited', ms: 5 } }
let lab: { id: Id<'activity'>; versionId: Id<'contentVersion'> }

beforeAll(async () => {
  const setup = database.context()
  await publishContent(setup, ['content'])
  const rows = await listActivities(setup, ['s1-from-law-to-control'])
  const { activity } = rows.find(({ activity }) => activity.kind === 'lab')!
  lab = { id: activity.id, versionId: activity.currentVersionId! }
})

async function openWork(): Promise<{ ctx: Context; workspaceId: Id<'workspace'> }> {
  const actor = actorWith('learner', newId())
  const ctx = database.context(actor)
  const { versionId } = lab
  const mine = { learnerId: actor.personId, versionId, mode: 'practice' as const }
  const workspaceId = await inTransaction(database.context(), (setup) =>
    openWorkspace(setup, {
      ...{ ...mine, organisationId: null, paramsKey: Buffer.alloc(32), closesAt: null, sessionId: null },
      world: { files: { [path]: 'given' } },
    }),
  )
  const times = { requestedAt: ctx.now, openedAt: ctx.now }
  await insertAttempt(ctx, {
    ...{ ...mine, ...times, id: newId<'attempt'>(), activityId: lab.id, workspaceId, assurance: 'none' },
  })
  return { ctx, workspaceId }
}

async function save(ctx: Context, workspaceId: string, content: string | null): Promise<number> {
  const { revision } = await callLabs(ctx).file({ workspaceId, path })
  const result = await callLabs(ctx).save({ saveId: randomUUID(), workspaceId, path, content, baseRevision: revision })
  return result.revision
}

test('who comes back finds the newest outcome, and whether it is of an earlier version', async () => {
  const { ctx, workspaceId } = await openWork()
  expect(await readWorkOutcomes(ctx, { workspaceId })).toEqual({ check: null, run: null, submission: null })
  const revision = await save(ctx, workspaceId, 'one')
  const checks = [{ id: 'a', status: 'passed', ms: 3 }]
  const traces = [{ check: 'a', worlds: 2, entries: [] }]
  await upsertWorkOutcome(ctx, { workspaceId, kind: 'check', revision, at: ctx.now, result: { checks, traces } })
  await upsertWorkOutcome(ctx, { workspaceId, kind: 'run', revision, at: ctx.now, result: run })
  expect(await readWorkOutcomes(ctx, { workspaceId })).toEqual({
    check: { at: ctx.now, isCurrent: true, checks, traces },
    run: { at: ctx.now, isCurrent: true, ...run },
    submission: null,
  })
  await save(ctx, workspaceId, 'two')
  expect(await readWorkOutcomes(ctx, { workspaceId })).toMatchObject({
    check: { isCurrent: false },
    run: { isCurrent: false },
  })
  expect(await hasEditsSince(ctx, workspaceId, revision)).toBe(true)
})

test('an outcome that arrives late does not replace a newer one', async () => {
  const { ctx, workspaceId } = await openWork()
  const earlier = new Date(ctx.now.getTime() - 1_000)
  await upsertWorkOutcome(ctx, { workspaceId, kind: 'run', revision: 2, at: ctx.now, result: run })
  await upsertWorkOutcome(ctx, { workspaceId, kind: 'run', revision: 1, at: earlier, result: run })
  expect((await readWorkOutcomes(ctx, { workspaceId })).run?.at).toEqual(ctx.now)
})

test('every acknowledged version of a file can be read again', async () => {
  const { ctx, workspaceId } = await openWork()
  const revisions: number[] = []
  for (const content of ['one', 'two', null]) revisions.push(await save(ctx, workspaceId, content))
  const contents = await Promise.all(
    revisions.map(async (revision) => (await readFileVersion(ctx, { workspaceId, path, revision })).content),
  )
  expect(contents).toEqual(['one', 'two', null])
  const unknown = { workspaceId, path, revision: 99 }
  await expect(readFileVersion(ctx, unknown)).rejects.toMatchObject({ code: 'not_found' })
})

test('nobody else sees outcomes or versions', async () => {
  const { ctx, workspaceId } = await openWork()
  const revision = await save(ctx, workspaceId, 'one')
  const other = database.context(actorWith('learner', newId()))
  await expect(readWorkOutcomes(other, { workspaceId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(readFileVersion(other, { workspaceId, path, revision })).rejects.toMatchObject({ code: 'not_found' })
})
