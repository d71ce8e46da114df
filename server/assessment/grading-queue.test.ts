import { beforeAll, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listPersonas } from '../identity/index.ts'
import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { finishGradingJob, leaseGradingJob, readGradingInputs } from './grading-queue.ts'
import { insertAttempt, insertJob, insertSubmission, listJobs } from './queries.ts'

const database = useTestDatabase()
let ctx: Context
let submit: () => Promise<Id<'submission'>>

beforeAll(async () => {
  ctx = database.context()
  await publishContent(ctx, ['content'])
  await seedEvaluation(ctx)
  const learner = (await listPersonas(ctx)).find(({ persona }) => persona === 'learner')!
  const lab = (await listActivities(ctx, ['s1-from-law-to-control'])).find(({ activity }) => activity.kind === 'lab')!
  const snapshotDigest = await putBlob(ctx, Buffer.from('{}'))
  submit = async () => {
    const [attemptId, submissionId, now] = [newId<'attempt'>(), newId<'submission'>(), ctx.now]
    await insertAttempt(ctx, {
      ...{ id: attemptId, learnerId: learner.id, activityId: lab.activity.id },
      ...{ versionId: lab.activity.currentVersionId!, mode: 'practice', seed: Buffer.alloc(16, 7) },
      ...{ assurance: 'none', requestedAt: now, openedAt: now, closedAt: now },
    })
    await insertSubmission(ctx, { id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: now })
    const job = { id: newId<'gradingJob'>(), submissionId, learnerId: learner.id, requestedBy: learner.id }
    await insertJob(ctx, { ...job, queuedAt: now, purpose: 'grade' })
    return submissionId
  }
})

const outcome = (reason: string | null) => ({
  outcome: reason ? ('ungradable' as const) : ('graded' as const),
  ...{ score: 0, passed: false, resultDigest: 'r', graderDigest: 'g', imageDigest: 'i' },
  result: { reason },
})

test('two submissions of one learner are not graded at once, and each has a hidden key of its own', async () => {
  const ids = [await submit(), await submit()]
  const first = (await leaseGradingJob(ctx, 'a'))!
  expect(await leaseGradingJob(ctx, 'b')).toBeNull()
  expect(await readGradingInputs(ctx, first)).toMatchObject({ id: first.submissionId, hiddenKeyVersion: 2 })
  await finishGradingJob(ctx, first, 'a', outcome(null))
  const second = (await leaseGradingJob(ctx, 'b'))!
  expect([first.submissionId, second.submissionId].toSorted()).toEqual(ids.toSorted())
  await finishGradingJob(ctx, second, 'b', outcome(null))
})

test('a grading that load stopped is not given up, and waits before it is tried again', async () => {
  const submissionId = await submit()
  const job = (await leaseGradingJob(ctx, 'a'))!
  await finishGradingJob(ctx, { ...job, tries: 3 }, 'a', outcome('stopped_by_load'))
  expect(await listJobs(ctx, [submissionId])).toMatchObject([{ finishedAt: null, outcome: null }])
  // Not at once: the load is still there.
  expect(await leaseGradingJob(ctx, 'a')).toBeNull()
})

test('a fault of ours ends a grading when its tries are used', async () => {
  const submissionId = await submit()
  const job = await leaseGradingJob(ctx, 'a')
  expect(job).not.toBeNull()
  await finishGradingJob(ctx, { ...job!, tries: 3 }, 'a', outcome('sandbox_did_not_start'))
  expect(await listJobs(ctx, [submissionId])).toMatchObject([{ outcome: 'ungradable' }])
})
