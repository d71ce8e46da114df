import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { finishDraftRow } from '../draft-job-queries.ts'
import { leaseDraftJob, renewDraftLease } from '../runner/draft-jobs.ts'
import { LONG, setUpStudio } from '../studio-fixture-queries.ts'
import { cancelDraftJob, startDraftJob } from './draft-jobs.ts'
import { readDraftFile } from './read-drafts.ts'

const { database, draft, runner, lease, work, start, prove, auditOf } = setUpStudio()

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

/** What a file was in a manifest that was run. */
async function fileOf(manifestDigest: string, path: string): Promise<Uint8Array | undefined> {
  const { rows } = await database.db.execute<{ bytes: Buffer }>(sql`
    select b.bytes from blobs m join blobs b on b.digest = convert_from(m.bytes, 'utf8')::jsonb ->> ${path}
    where m.digest = ${manifestDigest}`)
  return rows[0]?.bytes
}
