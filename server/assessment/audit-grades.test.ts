import { beforeAll, describe, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { findGrades, readGrade } from './audit-grades.ts'
import { finishJob, leaseJob } from './grading-queries.ts'
import { insertAttempt, insertJob, insertSubmission, listJobs } from './queries.ts'
import { decideReplays } from './replay-cases.ts'
import { countOpenReplayCases } from './replay-queries.ts'
import { replaySubmission } from './replay-submission.ts'

const database = useTestDatabase()
const submissionId = newId<'submission'>()
const attemptId = newId<'attempt'>()
const gradingJobId = newId<'gradingJob'>()
let setup: Context
let auditor: Context
let learner: { id: Id<'person'>; name: string }

const graded = (resultDigest: string) => ({
  finishedAt: new Date(),
  outcome: 'graded' as const,
  ...{ score: 100, isPassed: true, resultDigest, graderDigest: 'g', imageDigest: 'i' },
  result: { outcome: 'graded', checks: [], provenance: { harnessVersion: '1' } },
})

beforeAll(async () => {
  setup = database.context()
  auditor = database.context(actorWith('auditor', newId()))
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  learner = (await listPersonas(setup)).find(({ persona }) => persona === 'learner')!
  const lab = (await listActivities(setup, ['s1-from-law-to-control'])).find(({ activity }) => activity.kind === 'lab')!
  const now = setup.now
  await insertAttempt(setup, {
    ...{ id: attemptId, learnerId: learner.id, activityId: lab.activity.id, versionId: lab.activity.currentVersionId! },
    ...{ mode: 'practice', seed: Buffer.alloc(16, 7), assurance: 'none', requestedAt: now, openedAt: now },
  })
  const snapshotDigest = await putBlob(setup, Buffer.from('{}'))
  await insertSubmission(setup, { id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: now })
  const job = { id: gradingJobId, submissionId, learnerId: learner.id, requestedBy: learner.id, queuedAt: now }
  await insertJob(setup, { ...job, purpose: 'grade', ...graded('same') })
})

describe('an auditor', () => {
  test.each([
    ['a whole submission', submissionId],
    ['the end of an attempt', attemptId.slice(-8)],
    ['the end of a grading job', gradingJobId.slice(-8)],
  ])('finds a grade by %s', async (_, ending) => {
    expect((await findGrades(auditor, { ending })).map(({ id }) => id)).toEqual([submissionId])
  })

  test('finds nothing by an id that nothing has', async () => {
    expect(await findGrades(auditor, { ending: 'ffffffff' })).toEqual([])
  })

  test('sees neither whose work it is nor the seed', async () => {
    const seen = JSON.stringify([await findGrades(auditor, {}), await readGrade(auditor, { submissionId })])
    expect(seen).not.toContain(learner.id)
    expect(seen).not.toContain(learner.name)
    expect(seen).not.toMatch(/seed|07070707/i)
  })

  test('replays it and sees whether the result is the same', async () => {
    const { gradingJobId: replayId } = await replaySubmission(auditor, { submissionId })
    expect(await readGrade(auditor, { submissionId })).toMatchObject({
      replayed: null,
      replays: [{ id: replayId, isSame: null }],
      mayReplay: false,
    })
    await leaseJob(setup, 'runner', 15)
    const { result } = graded('other')
    await finishJob(setup, replayId as Id<'gradingJob'>, 'runner', {
      ...{
        outcome: 'graded',
        score: 90,
        passed: true,
        resultDigest: 'other',
        graderDigest: 'g',
        imageDigest: 'i',
        result,
      },
    })
    expect(await readGrade(auditor, { submissionId })).toMatchObject({
      stored: { resultDigest: 'same', outcome: { score: 100 } },
      replayed: { resultDigest: 'other', outcome: { score: 90 } },
      replays: [{ isSame: false }],
      mayReplay: true,
    })
    expect(await listJobs(setup, [submissionId])).toHaveLength(2)
  })

  test('decides what became of a replay that differs, with a reason, once; until then health counts it', async () => {
    const decide = (ctx: Context) =>
      decideReplays(ctx, { submissionId, reason: 'The image had changed between the two' })
    expect(await countOpenReplayCases(setup)).toBe(1)
    for (const role of ['instructor', 'operator', 'programme_manager'] as const)
      await expect(decide(database.context(actorWith(role, newId())))).rejects.toMatchObject({ code: 'not_found' })
    await decide(auditor)
    expect(await countOpenReplayCases(setup)).toBe(0)
    expect((await readGrade(auditor, { submissionId })).replays).toMatchObject([
      { isSame: false, decision: { reason: 'The image had changed between the two' } },
    ])
    await expect(decide(auditor)).rejects.toMatchObject({ reason: 'noReplayDiffers' })
    const { rows } = await database.db.execute(`select action from audit_events where action = 'replay.decide'`)
    expect(rows).toHaveLength(1)
  })
})

test.each(['learner', 'instructor', 'programme_manager', 'operator'] as const)(
  'no %s looks through grades',
  async (role) => {
    const other = database.context(actorWith(role, newId()))
    await expect(findGrades(other, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(readGrade(other, { submissionId })).rejects.toMatchObject({ code: 'not_found' })
  },
)
