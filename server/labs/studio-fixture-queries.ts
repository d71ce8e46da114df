import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { type Engine, openEngine } from './cli/engine.ts'
import { finishDraftRow, type LeasedDraftJob } from './draft-job-queries.ts'
import { leaseDraftJob, runDraftJob } from './runner/draft-jobs.ts'
import { startDraftJob } from './studio/draft-jobs.ts'
import { createStudio, createTestDraft, type TestDraft } from './studio/fixture.ts'
import { publishDraft } from './studio/publish-draft.ts'

/** For tests that prove for real: ten gradings and more. */
export const LONG = 180_000

/** A database with the content, an organisation with a studio, and a runner that does what is told to it. */
export function setUpStudio() {
  const database = useTestDatabase()
  let engine: Engine
  let studio: Awaited<ReturnType<typeof createStudio>>

  beforeAll(async () => {
    await publishContent(database.context(), ['content'])
    engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
    studio = await createStudio(database)
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

  async function lease(as = 'runner-1'): Promise<LeasedDraftJob> {
    const job = await leaseDraftJob(runner(), as)
    if (!job) throw new Error('no job waits')
    return job
  }

  const work = (job: LeasedDraftJob, as = 'runner-1', signal = new AbortController().signal) =>
    runDraftJob(
      {
        ...engine,
        imagesDir: engine.workDir,
        images: new Map([['node-24', engine.image]]),
        workspacesDir: engine.workDir,
      },
      job,
      as,
      runner,
      signal,
    )

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

  return {
    ...{ database, draft, runner, lease, work, start, prove, declareProven, publish, auditOf },
    organisationId: () => studio.organisationId,
  }
}
