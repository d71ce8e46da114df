import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import type { Actor, Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { inTransaction } from '../platform/transaction.ts'
import { WorkspacePath } from './inputs.ts'
import { openWorkspace } from './open-workspace.ts'
import { listSaves } from './queries.ts'
import { instructionsFor, readFileHistory, readWorkspace, readWorkspaceFile } from './read-workspace.ts'
import { resetWorkspace } from './reset-workspace.ts'
import { captureFile, saveFile } from './save-file.ts'
import { authoriseChannel, captureNow } from './submission-support.ts'

const database = useTestDatabase()
const learner = actorWith('learner', newId())
let versionId: Id<'contentVersion'>

beforeAll(async () => {
  const ctx = database.context()
  await publishContent(ctx, ['content'])
  const activities = await listActivities(ctx, ['s1-from-law-to-control'])
  versionId = activities.find(({ activity }) => activity.kind === 'lab')!.activity.currentVersionId!
})

function as(actor: Actor, now = new Date()): Context {
  return database.context(actor, now)
}

function open(
  overrides: { closesAt?: Date; sessionId?: Id<'session'> | null; mode?: 'proctored' } = {},
): Promise<Id<'workspace'>> {
  return inTransaction(database.context(), (ctx) =>
    openWorkspace(ctx, {
      learnerId: learner.personId,
      organisationId: null,
      versionId,
      mode: overrides.mode ?? 'practice',
      paramsKey: Buffer.alloc(32),
      closesAt: overrides.closesAt ?? null,
      sessionId: overrides.sessionId ?? null,
      world: { files: { 'notes.md': 'first' } },
    }),
  )
}

const save = (
  workspaceId: string,
  content: string | null,
  baseRevision: number,
  saveId: string = randomUUID(),
  path = 'notes.md',
) => saveFile(as(learner), { saveId, workspaceId, path, content, baseRevision })

describe('the instructions', () => {
  const readme = readFileSync(
    'content/courses/s1-from-law-to-control/residency/l20-residency-policy/README.en.md',
    'utf8',
  )

  test('hold hints in practice', () => {
    expect(instructionsFor('practice', readme)).toMatch(/^:::hint/m)
  })

  test('hold no hint in a proctored attempt, and every step', () => {
    const shown = instructionsFor('proctored', readme)
    expect(shown).not.toMatch(/hint/)
    const steps = (text: string) => text.match(/^::::step/gm)?.length
    expect(steps(shown)).toBe(steps(readme))
  })
})

describe('saving a file', () => {
  test('gives a new revision, and the same save again gives the same answer', async () => {
    const id = await open()
    const saveId = randomUUID()
    expect(await save(id, 'second', 1, saveId)).toEqual({ kind: 'saved', revision: 2 })
    expect(await save(id, 'second', 1, saveId)).toEqual({ kind: 'saved', revision: 2 })
    expect((await listSaves(as(learner), id, 'notes.md')).length).toBe(1)
  })

  test('over a version one has not seen is a conflict that shows the other version and changes nothing', async () => {
    const id = await open()
    await save(id, 'theirs', 1)
    expect(await save(id, 'mine', 1)).toEqual({ kind: 'conflict', revision: 2, content: 'theirs' })
    expect((await readWorkspaceFile(as(learner), { workspaceId: id, path: 'notes.md' })).content).toBe('theirs')
  })

  test('and a terminal change at the same time never lose one of the two', async () => {
    const id = await open()
    const runner = database.context({ kind: 'system', process: 'runner' })
    await Promise.all([
      save(id, 'from the editor', 1),
      captureFile(runner, id, 'notes.md', Buffer.from('from the terminal')),
    ])
    const { content } = await readWorkspaceFile(as(learner), { workspaceId: id, path: 'notes.md' })
    expect(['from the editor', 'from the terminal']).toContain(content)
    expect((await listSaves(as(learner), id, 'notes.md')).length).toBeGreaterThanOrEqual(1)
  })

  test('of somebody else does not exist for others', async () => {
    const id = await open()
    for (const actor of [
      actorWith('learner', newId()),
      actorWith('instructor', newId()),
      actorWith('operator', newId()),
    ]) {
      await expect(
        saveFile(as(actor), { saveId: randomUUID(), workspaceId: id, path: 'notes.md', content: 'x', baseRevision: 1 }),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(
      saveFile(as({ kind: 'anonymous' }), {
        saveId: randomUUID(),
        workspaceId: id,
        path: 'notes.md',
        content: 'x',
        baseRevision: 1,
      }),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('after the time is over, or from another session of a proctored attempt, is refused', async () => {
    const late = await open({ closesAt: new Date(Date.now() - 1000) })
    await expect(save(late, 'x', 1)).rejects.toMatchObject({ code: 'expired' })
    const elsewhere = { code: 'conflict', reason: 'otherSession' }
    for (const sessionId of [newId<'session'>(), null]) {
      const held = await open({ sessionId, mode: 'proctored' })
      await expect(save(held, 'x', 1)).rejects.toMatchObject(elsewhere)
      const input = { workspaceId: held, path: 'notes.md' }
      for (const read of [readWorkspace, readWorkspaceFile, readFileHistory, resetWorkspace])
        await expect(read(as(learner), input)).rejects.toMatchObject(elsewhere)
      await expect(captureNow(as(learner), held)).rejects.toMatchObject(elsewhere)
      await expect(authoriseChannel(as(learner), held)).rejects.toMatchObject(elsewhere)
    }
  })

  test('that the lab keeps from being edited is refused', async () => {
    const id = await open()
    await expect(save(id, 'x', 1, randomUUID(), 'policy/types.ts')).rejects.toMatchObject({ reason: 'readOnly' })
  })

  test('is bounded in number of files', async () => {
    const id = await open()
    for (let n = 0; n < 300; n++) await save(id, `${n}`, 0, randomUUID(), `many/${n}`).catch(() => {})
    await expect(save(id, 'one more', 0, randomUUID(), 'one-more')).rejects.toMatchObject({ code: 'too_large' })
  })

  test.each(['../x', '/etc/passwd', 'a/../b', 'a//b', '', '.', 'a\\b', 'a\u0000b', 'a\nb', 'a/b/c/d/e/f/g/h/i'])(
    'to the path %j is refused',
    (path) => {
      expect(WorkspacePath.safeParse(path).success).toBe(false)
    },
  )

  test('whatever the order of saves, repeats and stale tabs: nothing acknowledged is lost or overwritten unseen', async () => {
    const step = fc.record({
      tab: fc.integer({ min: 0, max: 2 }),
      isRepeat: fc.boolean(),
      isRefresh: fc.boolean(),
      text: fc.string({ maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const id = await open()
        const seen = [1, 1, 1]
        let current = 'first'
        const acknowledged: { text: string; revision: number }[] = []
        let last: { saveId: string; text: string; base: number; revision: number } | null = null
        for (const { tab, isRepeat, isRefresh, text } of steps) {
          if (isRefresh)
            seen[tab] = (await readWorkspaceFile(as(learner), { workspaceId: id, path: 'notes.md' })).revision
          if (isRepeat && last) {
            expect(await save(id, last.text, last.base, last.saveId)).toEqual({
              kind: 'saved',
              revision: last.revision,
            })
            continue
          }
          const saveId = randomUUID()
          const result = await save(id, text, seen[tab]!, saveId)
          if (result.kind === 'conflict') expect(result.content).toBe(current)
          else {
            if (text !== current) {
              acknowledged.push({ text, revision: result.revision })
              last = { saveId, text, base: seen[tab]!, revision: result.revision }
            }
            current = text
            seen[tab] = result.revision
          }
        }
        expect((await readWorkspaceFile(as(learner), { workspaceId: id, path: 'notes.md' })).content).toBe(current)
        const history = await listSaves(as(learner), id, 'notes.md')
        expect(history.map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual(
          acknowledged.map(({ revision }) => revision),
        )
      }),
      { numRuns: 25 },
    )
  })
})
