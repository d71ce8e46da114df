import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { actorWith } from '../../platform/testing/database.ts'
import { setUpStudio } from '../studio-fixture-queries.ts'
import { createDraft } from './create-draft.ts'
import { cancelDraftJob, startDraftJob } from './draft-jobs.ts'
import { createStudio, type TestDraft } from './fixture.ts'
import { publishDraft } from './publish-draft.ts'
import { readDraftArchive } from './read-archive.ts'
import { listDrafts, readDraft, readDraftFile } from './read-drafts.ts'
import { saveDraftFile } from './save-draft-file.ts'

const { database, draft, start, auditOf, organisationId } = setUpStudio()

let stranger: Actor
/** For tests that leave it as it was. */
let shared: TestDraft

beforeAll(async () => {
  stranger = (await createStudio(database)).instructor
  shared = await draft()
})

describe('a draft', () => {
  test('begins as a lab that has no problem, and the same draft twice is one', async () => {
    const { draftId, slug, ctx, read } = await draft()
    const title = { en: 'Other', ja: '別' }
    await createDraft(ctx(), { draftId, organisationId: organisationId(), slug, title })
    expect(await read()).toMatchObject({ problems: [], state: 'draft', number: null, titles: { en: 'Adding up' } })
    expect(await auditOf(draftId)).toEqual(['labDraft.create'])
    const yaml = (await readDraftFile(ctx(), { draftId, path: 'lab.yaml' })).content
    expect(yaml).toContain('title: { en: "Adding up", ja: "合計" }')
  })

  test('has an address of its own in its organisation', async () => {
    const { slug, ctx } = await draft()
    const title = { en: 'Other', ja: '別' }
    const again = { draftId: newId(), organisationId: organisationId(), slug, title }
    await expect(createDraft(ctx(), again)).rejects.toMatchObject({ reason: 'labSlugTaken' })
  })

  test('drafts that are begun at once get different codes', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => draft()))
    const yamls = await Promise.all(made.map(({ draftId, ctx }) => readDraftFile(ctx(), { draftId, path: 'lab.yaml' })))
    const codes = yamls.map(({ content }) => /^code: (X\d\d)$/m.exec(content ?? '')?.[1])
    expect(new Set(codes).size).toBe(6)
    expect(codes).not.toContain(undefined)
  })

  test('is not there for another organisation, a learner, a manager, nor for nobody', async () => {
    const made = await draft()
    const { draftId } = made
    const jobId = await start(made, 'solution')
    const { manifestDigest } = await made.read()
    const others: Actor[] = [
      stranger,
      actorWith('learner', organisationId()),
      actorWith('partner_manager', organisationId()),
    ]
    for (const actor of others) {
      const ctx = database.context(actor)
      const calls = [
        readDraft(ctx, { draftId }),
        readDraftFile(ctx, { draftId, path: 'lab.yaml' }),
        saveDraftFile(ctx, { draftId, saveId: newId(), path: 'lab.yaml', content: 'x', baseRevision: 1 }),
        startDraftJob(ctx, { draftId, jobId: newId(), kind: 'prove' }),
        cancelDraftJob(ctx, { jobId }),
        publishDraft(ctx, { draftId, manifestDigest }),
        readDraftArchive(ctx, { draftId, number: 1 }),
        createDraft(ctx, {
          ...{ draftId: newId(), organisationId: organisationId(), slug: 'theirs' },
          title: { en: 'x', ja: 'x' },
        }),
      ]
      for (const outcome of await Promise.allSettled(calls))
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    await expect(readDraft(database.context({ kind: 'anonymous' }), { draftId })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    expect((await listDrafts(database.context(stranger))).drafts).toEqual([])
    expect((await made.read()).manifestDigest).toBe(manifestDigest)
    await cancelDraftJob(made.ctx(), { jobId })
  })

  test('tells where its definition is wrong, and what was expected', async () => {
    const { draftId, ctx, write, read } = await draft()
    const yaml = (await readDraftFile(ctx(), { draftId, path: 'lab.yaml' })).content!
    const changed = yaml
      .replace('points: 40', 'points: 30')
      .replace('modes: [practice]', 'modes: [practice, proctored]')
    await write('lab.yaml', changed)
    expect((await read()).problems).toEqual([
      expect.objectContaining({ file: 'lab.yaml', line: 22, expected: 'checks: points that add up to 100, found 90' }),
    ])
    await write('lab.yaml', changed.replace('points: 30', 'points: 40').replace('memoryMb: 256', 'memoryMb: 8192'))
    expect((await read()).problems.map(({ expected }) => expected.split(':')[0])).toEqual(['modes', 'limits.memoryMb'])
    await write('wrong/shown-only/wrong.yaml', 'caughtBy: []')
    expect((await read()).problems).toEqual([
      expect.objectContaining({
        file: 'wrong/shown-only/wrong.yaml',
        line: 1,
        expected: expect.stringMatching(/^caughtBy/),
      }),
    ])
  })

  test('keeps the id that it was given: it can become no other lab', async () => {
    const { draftId, ctx, write, read } = await draft()
    const yaml = (await readDraftFile(ctx(), { draftId, path: 'lab.yaml' })).content!
    await write('lab.yaml', yaml.replace(/^id: .*$/m, `id: ${newId()}`).replace(/^code: .*$/m, 'code: L20'))
    expect((await read()).problems.map(({ expected }) => expected.split(':')[0])).toEqual(['id', 'code'])
  })
})

describe('saving', () => {
  test('never overwrites what another tab wrote, and the same save again gives the same answer', async () => {
    const { draftId, ctx, read } = await draft()
    const save = (content: string | null, baseRevision: number, saveId: string = newId()) =>
      saveDraftFile(ctx(), { draftId, saveId, path: 'starter/main.ts', content, baseRevision })
    const saveId = newId()
    expect(await save('first tab', 1, saveId)).toEqual({ kind: 'saved', revision: 2 })
    expect(await save('first tab', 1, saveId)).toEqual({ kind: 'saved', revision: 2 })
    expect(await save('second tab', 1)).toEqual({ kind: 'conflict', revision: 2, content: 'first tab' })
    const [left, right] = await Promise.all([save('left', 2), save('right', 2)])
    expect([left.kind, right.kind].sort()).toEqual(['conflict', 'saved'])
    expect(await save(null, 3)).toEqual({ kind: 'saved', revision: 4 })
    expect((await read()).files.some(({ path }) => path === 'starter/main.ts')).toBe(false)
    expect(await save('back again', 4)).toEqual({ kind: 'saved', revision: 5 })
  })

  test.each([
    '../outside.ts',
    '/etc/passwd',
    'starter/../../outside.ts',
    'starter/./main.ts',
    'starter//main.ts',
    'starter/a\0b',
    'starter/a\nb',
    'starter\\main.ts',
    'starter/\u202Etxt.exe',
    'starter/\ud800',
    'starter',
    'notes.md',
    'lab.yaml/x',
    'wrong/main.ts',
    'wrong/../main.ts',
    '.git/hooks/pre-commit',
    `starter/${'a'.repeat(101)}`,
    `starter/${'a/'.repeat(9)}b`,
    `checks/${'字'.repeat(34)}/${'字'.repeat(34)}`,
  ])('refuses the path %j', async (path) => {
    const { draftId, ctx } = shared
    const save = { draftId, saveId: newId(), path, content: 'x', baseRevision: 0 }
    await expect(saveDraftFile(ctx(), save)).rejects.toMatchObject({ code: 'invalid_input', reason: 'draftPath' })
  })

  test('takes a name that only looks like a link for a name', async () => {
    const { draftId, ctx, write } = shared
    await write('starter/passwd -> /etc/passwd', 'text')
    const [path] = (await readDraft(ctx(), { draftId })).files.map((file) => file.path).filter((p) => p.includes('->'))
    expect(path).toBe('starter/passwd -> /etc/passwd')
    await write(path!, null)
  })

  test('refuses a huge file, too many files, and too much of them', async () => {
    const { write } = await draft()
    await expect(write('starter/big.txt', 'x'.repeat(256_001))).rejects.toMatchObject({
      ...{ code: 'too_large', reason: 'draftFileTooLarge', params: { kilobytes: 256 } },
    })
    await expect(write('lab.yaml', '# '.repeat(20_000))).rejects.toMatchObject({ params: { kilobytes: 32 } })
    for (let n = 0; n < 7; n++) await write(`starter/${n}.txt`, String(n).repeat(256_000))
    await expect(write('starter/7.txt', '7'.repeat(256_000))).rejects.toMatchObject({ reason: 'draftFull' })
    for (let n = 0; n < 100 - 7 - 10; n++) await write(`world/${n}.txt`, '')
    await expect(write('world/more.txt', '')).rejects.toMatchObject({ reason: 'draftTooManyFiles' })
  })
})
