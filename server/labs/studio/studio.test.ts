import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publishContent } from '../../cli/publish-content.ts'
import type { Actor, Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { actorWith, useTestDatabase } from '../../platform/testing/database.ts'
import { type Engine, openEngine } from '../cli/engine.ts'
import { finishDraftRow, type LeasedDraftJob } from '../draft-job-queries.ts'
import { leaseDraftJob, renewDraftLease, runDraftJob } from '../runner/draft-jobs.ts'
import type { Engine as RunnerEngine } from '../runner/engine.ts'
import { createDraft } from './create-draft.ts'
import { cancelDraftJob, startDraftJob } from './draft-jobs.ts'
import { createStudio, createTestDraft, type TestDraft } from './fixture.ts'
import { publishDraft } from './publish-draft.ts'
import { readDraftArchive } from './read-archive.ts'
import { listDrafts, readDraft, readDraftFile } from './read-drafts.ts'
import { saveDraftFile } from './save-draft-file.ts'

const database = useTestDatabase()
let engine: Engine
let studio: Awaited<ReturnType<typeof createStudio>>
let stranger: Actor
/** For tests that leave it as it was. */
let shared: TestDraft

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
  studio = await createStudio(database)
  stranger = (await createStudio(database)).instructor
  shared = await draft()
})
/** A test that failed leaves no job to the next. */
beforeEach(async () => {
  await database.db.execute(
    sql`update lab_draft_jobs set finished_at = now(), outcome = 'cancelled' where finished_at is null`,
  )
})
afterAll(() => engine.close())

/** Each by another instructor of the same organisation: nobody meets the limit of how often. */
const draft = () => createTestDraft(database, actorWith('instructor', studio.organisationId))
const runner = (): Context => ({ ...database.context({ kind: 'system', process: 'runner' }), db: database.runnerDb })
const never = new AbortController().signal
/** For tests that prove for real: ten gradings and more. */
const LONG = 180_000

async function lease(as = 'runner-1'): Promise<LeasedDraftJob> {
  const job = await leaseDraftJob(runner(), as)
  if (!job) throw new Error('no job waits')
  return job
}

const work = (job: LeasedDraftJob, as = 'runner-1', signal = never) =>
  runDraftJob({ ...engine, workspacesDir: engine.workDir } satisfies RunnerEngine, job, as, runner, signal)

async function start({ draftId, ctx }: TestDraft, kind: 'starter' | 'solution' | 'prove', jobId: string = newId()) {
  await startDraftJob(ctx(), { draftId, jobId, kind })
  return jobId
}

async function prove(made: TestDraft): Promise<string> {
  await start(made, 'prove')
  await work(await lease())
  return (await made.read()).manifestDigest
}

/** What a runner stores of a proof that went well, where a test is not about proving. */
async function declareProven(made: TestDraft): Promise<string> {
  await start(made, 'prove')
  const { id } = await lease()
  const result = { kind: 'proof', seeds: 3, steps: [] }
  await finishDraftRow(runner(), id, 'runner-1', { outcome: 'done', isProven: true, imageDigest: 'image', result })
  return (await made.read()).manifestDigest
}

const publish = ({ draftId, ctx }: TestDraft, manifestDigest: string) =>
  publishDraft(ctx(), { draftId, manifestDigest })
const auditOf = async (draftId: string) =>
  (
    await database.db.execute<{ action: string }>(
      sql`select action from audit_events where subject_id = ${draftId} order by seq`,
    )
  ).rows.map(({ action }) => action)

describe('a draft', () => {
  test('begins as a lab that has no problem, and the same draft twice is one', async () => {
    const { draftId, slug, ctx, read } = await draft()
    const title = { en: 'Other', ja: '別' }
    await createDraft(ctx(), { draftId, organisationId: studio.organisationId, slug, title })
    expect(await read()).toMatchObject({ problems: [], state: 'draft', number: null, titles: { en: 'Adding up' } })
    expect(await auditOf(draftId)).toEqual(['labDraft.create'])
    const yaml = (await readDraftFile(ctx(), { draftId, path: 'lab.yaml' })).content
    expect(yaml).toContain('title: { en: "Adding up", ja: "合計" }')
  })

  test('has an address of its own in its organisation', async () => {
    const { slug, ctx } = await draft()
    const title = { en: 'Other', ja: '別' }
    const again = { draftId: newId(), organisationId: studio.organisationId, slug, title }
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
      actorWith('learner', studio.organisationId),
      actorWith('partner_manager', studio.organisationId),
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
          ...{ draftId: newId(), organisationId: studio.organisationId, slug: 'theirs' },
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

describe('a hostile draft', () => {
  const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`).join('\n')}\n`

  test.each([
    ['a YAML bomb', 'lab.yaml', bomb],
    ['YAML that nests without end', 'lab.yaml', '['.repeat(30_000)],
    ['aliases to nothing', 'lab.yaml', 'id: *nowhere'],
    ['a bomb beside a wrong solution', 'wrong/shown-only/wrong.yaml', bomb],
    ['Markdown that nests without end', 'README.en.md', '> '.repeat(15_000)],
    ['directives that nest without end', 'README.en.md', ':::a\n'.repeat(6_000)],
    ['marks without end', 'README.en.md', 'a](<'.repeat(8_000)],
    ['HTML', 'README.en.md', ':::step{#add}\n<script>alert(1)</script>\n:::'],
    ['a file that is also a folder', 'starter/main.ts/inner.ts', ''],
  ])('with %s is told what is wrong in little time, and is not run', async (_, path, content) => {
    const { draftId, ctx, write, read } = await draft()
    await write(path, content)
    const started = performance.now()
    expect((await read()).problems.length).toBeGreaterThan(0)
    // Tenths of a second on an idle machine; without bounds some of these take minutes.
    expect(performance.now() - started).toBeLessThan(10_000)
    const job = { draftId, jobId: newId(), kind: 'prove' as const }
    await expect(startDraftJob(ctx(), job)).rejects.toMatchObject({ reason: 'draftHasProblems' })
  })

  test('whose generator writes outside is stopped by the runner', async () => {
    const made = await draft()
    await made.write(
      'world/params.ts',
      "export default () => ({ params: { bill: [] }, files: { '../../outside': 'x' } })",
    )
    await start(made, 'solution')
    await work(await lease())
    const { jobs } = await made.read()
    expect(jobs).toEqual([
      expect.objectContaining({
        ...{ outcome: 'failed', state: 'finished' },
        result: expect.objectContaining({
          kind: 'fault',
          reason: 'grader_broken',
          detail: expect.stringContaining('outside'),
        }),
      }),
    ])
  })

  test('whose checks fill the runner’s memory are stopped, and judged as failed', async () => {
    const made = await draft()
    await made.write(
      'checks/bills.ts',
      `import { check, writeFile } from '#harness'
for (const id of ['shown-bill', 'unseen-bills'])
  check(id, async () => { for (let n = 0; n < 100; n++) await writeFile(\`\${n}.txt\`, 'x'.repeat(1_000_000)) })`,
    )
    await start(made, 'solution')
    await work(await lease())
    const { result } = (await made.read()).jobs[0]!
    expect(result).toMatchObject({ kind: 'graded', score: 0, checks: [{ reason: 'crash' }, { reason: 'crash' }] })
  })

  test('whose checks speak the grader’s protocol themselves reaches nothing', async () => {
    const made = await draft()
    const forged = ['started', 'call'].map((type) =>
      JSON.stringify({
        type,
        id: 1,
        check: '../../escape',
        call: { operation: 'run', argv: ['touch', '/tmp/x'], options: {} },
      }),
    )
    const path = 'checks/bills.ts'
    const own = (await readDraftFile(made.ctx(), { draftId: made.draftId, path })).content!
    await made.write(
      path,
      `import { writeSync } from 'node:fs'\n${own}\nwriteSync(1, ${JSON.stringify(`${forged.join('\n')}\n`)})\n`,
    )
    await start(made, 'solution')
    await work(await lease())
    const { result } = (await made.read()).jobs[0]!
    expect(result).toMatchObject({ kind: 'graded', score: 100, passed: true })
  })
})

describe('work on a draft', () => {
  test('grades the solution and the starter, with every check told to its author', async () => {
    const made = await draft()
    const jobId = await start(made, 'solution')
    expect(await start(made, 'solution', jobId)).toBe(jobId)
    await expect(start(made, 'prove')).rejects.toMatchObject({ code: 'conflict', reason: 'draftBusy' })
    await work(await lease())
    await start(made, 'starter')
    await work(await lease())
    const { jobs } = await made.read()
    expect(jobs).toEqual([
      expect.objectContaining({
        ...{ kind: 'starter', outcome: 'done', isProven: null },
        result: expect.objectContaining({
          kind: 'graded',
          passed: false,
          checks: [expect.anything(), expect.anything()],
        }),
      }),
      expect.objectContaining({
        ...{ kind: 'solution', outcome: 'done' },
        result: expect.objectContaining({ score: 100, of: 100, passed: true }),
      }),
    ])
    const [starter] = jobs
    expect(starter!.result).toMatchObject({
      checks: [{ feedback: { text: { en: expect.any(String) } } }, { visibility: 'hidden' }],
    })
  })

  test('proves over three seeds, for exactly the files that were proven', { timeout: LONG }, async () => {
    const made = await draft()
    const proven = await prove(made)
    expect(await made.read()).toMatchObject({
      state: 'proven',
      jobs: [
        {
          ...{ kind: 'prove', isProven: true, progress: { done: 10, total: 10 } },
          result: { kind: 'proof', seeds: 3 },
        },
      ],
    })
    await made.write('starter/main.ts', 'console.log(1)')
    expect(await made.read()).toMatchObject({ state: 'draft' })
    await made.write('starter/main.ts', Buffer.from((await fileOf(proven, 'starter/main.ts'))!).toString())
    expect(await made.read()).toMatchObject({ state: 'proven', manifestDigest: proven })
  })

  test('says by name what does not prove', { timeout: LONG }, async () => {
    const made = await draft()
    const { draftId, ctx } = made
    const solution = (await readDraftFile(ctx(), { draftId, path: 'solution/main.ts' })).content!
    await made.write('wrong/right/main.ts', solution)
    await made.write('wrong/right/wrong.yaml', 'caughtBy: [shown-bill, no-such]')
    await start(made, 'prove')
    await work(await lease())
    const { state, jobs } = await made.read()
    expect(state).toBe('draft')
    expect(jobs[0]).toMatchObject({ isProven: false, outcome: 'done' })
    const result = jobs[0]!.result
    const steps = result?.kind === 'proof' ? result.steps.filter(({ problems }) => problems.length > 0) : []
    expect(steps.map(({ candidate }) => candidate)).toEqual(['wrong/right', 'wrong/right', 'wrong/right'])
    expect(steps[0]!.problems).toEqual([
      { kind: 'passes' },
      { kind: 'notCaught', check: 'shown-bill' },
      { kind: 'unknownCheck', check: 'no-such' },
    ])
  })

  test('survives its runner: another takes it when the lease is over, and what the first still says is dropped', {
    timeout: LONG,
  }, async () => {
    const made = await draft()
    await start(made, 'prove')
    const killed = await lease('runner-killed')
    expect(await leaseDraftJob(runner(), 'runner-2')).toBeNull()
    await database.db.execute(
      sql`update lab_draft_jobs set lease_expires_at = now() - interval '1 second' where id = ${killed.id}`,
    )
    const taken = await lease('runner-2')
    expect(taken).toMatchObject({ id: killed.id, tries: 2 })
    expect(await renewDraftLease(runner(), killed, 'runner-killed')).toBe(false)
    await work(taken, 'runner-2')
    const late = { outcome: 'done' as const, isProven: false, imageDigest: 'image', result: null }
    expect(await finishDraftRow(runner(), killed.id, 'runner-killed', late)).toBe(false)
    const { rows } = await database.db.execute(
      sql`select leased_by, is_proven from lab_draft_jobs where id = ${killed.id}`,
    )
    expect(rows).toEqual([{ leased_by: 'runner-2', is_proven: true }])
  })

  test('that took its runner down three times is not tried again', async () => {
    const made = await draft()
    await start(made, 'prove')
    for (const tries of [1, 2, 3]) {
      expect(await lease()).toMatchObject({ tries })
      await database.db.execute(
        sql`update lab_draft_jobs set lease_expires_at = now() - interval '1 second' where draft_id = ${made.draftId}`,
      )
    }
    expect(await leaseDraftJob(runner(), 'runner-1')).toBeNull()
    expect((await made.read()).jobs).toMatchObject([{ outcome: 'failed', result: { kind: 'fault', reason: 'ours' } }])
  })

  test('ends when it is cancelled, whoever works on it, and leaves no result', async () => {
    const made = await draft()
    const jobId = await start(made, 'prove')
    const job = await lease()
    expect(await cancelDraftJob(made.ctx(), { jobId })).toEqual({ cancelled: true })
    expect(await cancelDraftJob(made.ctx(), { jobId })).toEqual({ cancelled: false })
    expect(await renewDraftLease(runner(), job, 'runner-1')).toBe(false)
    const lost = new AbortController()
    lost.abort()
    await expect(work(job, 'runner-1', lost.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(await made.read()).toMatchObject({ state: 'draft', jobs: [{ outcome: 'cancelled', result: null }] })
    expect(await auditOf(made.draftId)).toEqual(['labDraft.create', 'labDraft.start', 'labDraft.cancel'])
  })
})

describe('publishing', () => {
  test('takes only files that are proven as they are', async () => {
    const made = await draft()
    const { manifestDigest } = await made.read()
    await expect(publish(made, manifestDigest)).rejects.toMatchObject({ reason: 'notProven' })
    const proven = await declareProven(made)
    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    await expect(publish(made, proven)).rejects.toMatchObject({ code: 'conflict', reason: 'draftMoved' })
    await expect(publish(made, (await made.read()).manifestDigest)).rejects.toMatchObject({ reason: 'notProven' })
    expect((await made.read()).publications).toEqual([])
  })

  test('makes version 1 once, and version 2 after an edit', { timeout: LONG }, async () => {
    const made = await draft()
    const first = await declareProven(made)
    const [once, again] = await Promise.all([publish(made, first), publish(made, first)])
    expect(once).toEqual(again)
    expect(once.number).toBe(1)
    expect(await made.read()).toMatchObject({
      state: 'published',
      number: 1,
      publications: [{ number: 1, isCurrent: true }],
    })

    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    expect(await made.read()).toMatchObject({ state: 'draft', number: 1 })
    const second = await publish(made, await declareProven(made))
    expect(second.number).toBe(2)
    expect(second.versionId).not.toBe(once.versionId)
    const { rows } = await database.db.execute(sql`
      select v.id, (select count(*)::int from content_files f where f.version_id = v.id and f.path like 'solution/%') as solutions,
        a.owner_id, a.module_id, a.current_version_id from content_versions v join activities a on a.id = v.activity_id
      where v.id in (${once.versionId}, ${second.versionId}) order by v.published_at`)
    const activity = {
      solutions: 0,
      owner_id: studio.organisationId,
      module_id: null,
      current_version_id: second.versionId,
    }
    expect(rows).toEqual([
      { id: once.versionId, ...activity },
      { id: second.versionId, ...activity },
    ])
    expect((await auditOf(made.draftId)).filter((action) => action === 'labDraft.publish')).toHaveLength(2)
    expect((await listDrafts(made.ctx())).drafts.find(({ id }) => id === made.draftId)).toMatchObject({
      ...{ state: 'published', number: 2 },
    })
  })

  test('cannot be changed afterwards by any process', async () => {
    const made = await draft()
    const { versionId } = await publish(made, await declareProven(made))
    for (const statement of [
      sql`update lab_publications set number = 7 where draft_id = ${made.draftId}`,
      sql`delete from lab_publications where draft_id = ${made.draftId}`,
      sql`update content_versions set digest = 'x' where id = ${versionId}`,
      sql`update content_files set path = 'x' where version_id = ${versionId}`,
      sql`delete from content_files where version_id = ${versionId}`,
      sql`update lab_draft_saves set path = 'x' where draft_id = ${made.draftId}`,
    ])
      for (const db of [database.db, database.runnerDb])
        await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('can become content, which the studio never takes over again', async () => {
    const made = await draft()
    await publish(made, await declareProven(made))
    await adopt(made)
    const { rows } = await database.db.execute(
      sql`select owner_id from activities where id = (select lab_id from lab_drafts where id = ${made.draftId})`,
    )
    expect(rows).toEqual([{ owner_id: null }])
    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    await expect(publish(made, await declareProven(made))).rejects.toMatchObject({ reason: 'labAdopted' })
  })

  test('refuses a code that another lab of the organisation has', async () => {
    const [one, two] = [await draft(), await draft()]
    await publish(one, await declareProven(one))
    const yaml = (await readDraftFile(two.ctx(), { draftId: two.draftId, path: 'lab.yaml' })).content!
    await two.write('lab.yaml', yaml.replace(/^code: .*$/m, `code: ${(await one.read()).code}`))
    await expect(publish(two, await declareProven(two))).rejects.toMatchObject({ reason: 'labCodeTaken' })
  })

  test('can be taken out as a folder with every file', async () => {
    const made = await draft()
    await publish(made, await declareProven(made))
    const { name, file } = await readDraftArchive(made.ctx(), { draftId: made.draftId, number: 1 })
    expect(name).toBe(`${made.slug}-v1.tar`)
    const names = Buffer.from(file, 'base64').toString('latin1')
    for (const path of ['lab.yaml', 'solution/main.ts', 'wrong/shown-only/wrong.yaml'])
      expect(names).toContain(`${made.slug}/${path}`)
    await expect(readDraftArchive(made.ctx(), { draftId: made.draftId, number: 2 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

/** Unpacks version 1 below a module of a copy of the content, and publishes that. */
async function adopt({ draftId, slug, ctx }: TestDraft): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'terakoya-adopt-'))
  try {
    cpSync('content', folder, { recursive: true })
    const module = join(folder, 'courses/s1-from-law-to-control/residency')
    const { file } = await readDraftArchive(ctx(), { draftId, number: 1 })
    execFileSync('tar', ['-x', '-C', module], { input: Buffer.from(file, 'base64') })
    appendFileSync(join(module, 'module.yaml'), `  - { kind: lab, folder: ${slug} }\n`)
    await publishContent(database.context(), [folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a file was in a manifest that was run. */
async function fileOf(manifestDigest: string, path: string): Promise<Uint8Array | undefined> {
  const { rows } = await database.db.execute<{ bytes: Buffer }>(sql`
    select b.bytes from blobs m join blobs b on b.digest = convert_from(m.bytes, 'utf8')::jsonb ->> ${path}
    where m.digest = ${manifestDigest}`)
  return rows[0]?.bytes
}
