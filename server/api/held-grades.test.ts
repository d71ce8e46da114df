import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeComment } from '../assessment/comments.ts'
import { graded } from '../assessment/events.ts'
import { grade, handIn, labOf, newPerson, showRestOfRole } from '../assessment/fixture-queries.ts'
import { listReadyLearners } from '../assessment/read-standings.ts'
import { competencyEvidence, gradingJobs, observations } from '../assessment/schema.ts'
import { listActivities } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listEnrolmentsOf } from '../cohorts/queries.ts'
import { enrolments } from '../cohorts/schema.ts'
import { viewCandidates } from '../employers/candidate-view.ts'
import { CONSENT_ITEMS } from '../employers/inputs.ts'
import { createOpening } from '../employers/openings.ts'
import { listPersonas } from '../identity/index.ts'
import { organisations } from '../identity/schema.ts'
import { workspaces } from '../labs/schema.ts'
import { recordProgress } from '../learning/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { gatherPerson } from '../sovereignty/gather-person.ts'
import { subscriptions } from '../subscriptions.ts'
import { appRouter, createCaller } from './root.ts'

/**
 * The attack: two learners alike in all but what a lab whose grades are held came to. Whatever either asks, exports or is
 * sent must not tell them apart until the release, and then it must.
 */
const ROLE = 'data-residency-practitioner'
const database = useTestDatabase()
const BEGAN = new Date('2026-11-02T03:00:00Z')
const at = (minutes: number) => new Date(BEGAN.getTime() + minutes * 60_000)
const setup = (minutes = 0) => database.context(undefined, at(minutes))
const worker = (minutes: number) => database.context({ kind: 'system', process: 'worker' }, at(minutes))

interface Learner {
  id: Id<'person'>
  name: string
  as: (at?: Date) => Context
  enrolmentId: Id<'enrolment'>
  before: { submissionId: Id<'submission'>; attemptId: Id<'attempt'> }
  held: Awaited<ReturnType<typeof handIn>>
  workspaceId: Id<'workspace'>
}

let instructor: (minutes: number) => Context
let cohortId: Id<'cohort'>
let openingId: string
let passing: Learner
let failing: Learner
const holdId = newId()

const noKey = () => Promise.reject(new Error('A held grade leads to nothing that is signed'))

/** Does what waits, as the worker would, and gives the mails and other work that came of it. */
async function drain(minutes: number): Promise<string[]> {
  const subscribed = subscriptions(noKey, noKey)
  const other: string[] = []
  for (;;) {
    const { rows } = await database.db.execute<{ id: string; task: string; payload: { name: string; payload: never } }>(
      sql`select j.id::text, t.identifier as task, j.payload from graphile_worker._private_jobs j
          join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
    )
    if (rows.length === 0) return other
    await database.db.execute(sql`delete from graphile_worker._private_jobs`)
    for (const { task, payload } of rows) {
      if (task !== 'event') other.push(task)
      else
        for (const { event, handle } of subscribed)
          if (event === payload.name) await handle(worker(minutes), payload.payload)
    }
  }
}

/** Somebody who lacks nothing for the end of the programme and for the role but a pass of the lab in practice. */
async function newLearner(partnerId: Id<'organisation'>): Promise<Learner> {
  const person = await newPerson(database, 'learner', partnerId, BEGAN)
  const enrolmentId = newId<'enrolment'>()
  await setup().db.insert(enrolments).values({ id: enrolmentId, learnerId: person.id, cohortId, enrolledAt: BEGAN })
  for (const { activity } of await listActivities(setup(), ['s1-from-law-to-control'])) {
    const fact = { learnerId: person.id, activityId: activity.id, versionId: activity.currentVersionId! }
    if (activity.kind !== 'lab') await recordProgress(setup(), { ...fact, completedAt: BEGAN, score: null })
  }
  const proctored = await handIn(setup(1), { learnerId: person.id, enrolmentId, mode: 'proctored' })
  await grade(setup(2), proctored.jobId, { score: 90, isPassed: true })
  const fact = { learnerId: person.id, submissionId: proctored.submissionId, validFrom: at(2), expiresAt: at(500_000) }
  await setup()
    .db.insert(competencyEvidence)
    .values({ ...fact, id: newId<'evidence'>(), area: 'DG', level: 1, mode: 'proctored' })
  await setup()
    .db.insert(observations)
    .values({
      ...{ id: newId<'observation'>(), learnerId: person.id, enrolmentId, roleCode: ROLE, assessorId: newId() },
      ...{ observedOn: '2026-11-01', place: 'online', marks: [], isMet: true, digest: 'x', recordedAt: at(3) },
    })
  await showRestOfRole(setup(2), person.id, at(500_000), { DG: 1 })
  const before = await handIn(setup(4), { learnerId: person.id, enrolmentId })
  await grade(setup(5), before.jobId, { score: 20, isPassed: false })
  return { ...person, enrolmentId, before, held: before, workspaceId: newId() }
}

async function handInHeld(learner: Learner): Promise<void> {
  learner.held = await handIn(setup(20), { learnerId: learner.id, enrolmentId: learner.enrolmentId })
  const lab = await labOf(setup())
  const fact = { learnerId: learner.id, activityId: lab.id, versionId: lab.currentVersionId! }
  await recordProgress(setup(20), { ...fact, completedAt: null, score: null })
  await setup()
    .db.insert(workspaces)
    .values({
      ...{ id: learner.workspaceId, learnerId: learner.id, versionId: lab.currentVersionId!, mode: 'practice' },
      ...{ paramsKey: Buffer.alloc(16, 7), revision: 1, createdAt: at(20) },
    })
  await setup().db.execute(
    sql`update attempts set workspace_id = ${learner.workspaceId} where id = ${learner.held.attemptId}`,
  )
}

async function gradeHeld(learner: Learner, outcome: { score: number; isPassed: boolean }): Promise<void> {
  await grade(setup(30), learner.held.jobId, outcome)
  await emit(setup(30), graded, { gradingJobId: learner.held.jobId, submissionId: learner.held.submissionId })
}

/** What a person was told, without what is theirs alone: names and ids are told by the order in which they come. */
function alike(learner: Learner, told: unknown): string {
  const seen = new Map<string, string>()
  return JSON.stringify(told, null, 1)
    .replaceAll(learner.name, 'NAME')
    .replaceAll(/"seq": \d+/g, 'the number of an audit event')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (!seen.has(id)) seen.set(id, `id ${seen.size}`)
      return seen.get(id)!
    })
}

/** Every question of the API that this learner can put, about everything of theirs. */
async function askAll(learner: Learner, minutes: number, submissionId: string): Promise<Map<string, string>> {
  const lab = await labOf(setup())
  const input = {
    ...{ submissionId, activityId: lab.id, workspaceId: learner.workspaceId, attemptId: learner.held.attemptId },
    ...{ enrolmentId: learner.enrolmentId, cohortId, openingId, items: [...CONSENT_ITEMS], roleCode: ROLE, page: 0 },
    ...{
      path: 'policy/policy.ts',
      revision: 1,
      words: 'policy',
      query: 'policy',
      handle: 'A'.repeat(22),
      consentIds: [],
    },
    ...{ programmeId: newId(), releaseId: newId(), secret: 'A'.repeat(43), text: '{}', ending: submissionId.slice(-8) },
  }
  const caller = createCaller(learner.as(at(minutes)))
  const queries = Object.entries(appRouter._def.procedures).filter(
    ([, procedure]) => (procedure as unknown as { _def: { type: string } })._def.type === 'query',
  )
  const answers = new Map<string, string>()
  for (const [path] of queries) {
    const call = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
    const said = await (call as (input: unknown) => Promise<unknown>)(input).catch((error: Error) => {
      const cause = error.cause
      return cause instanceof AppError ? { refused: cause.code, reason: cause.reason } : { failed: error.message }
    })
    answers.set(path, alike(learner, said))
  }
  answers.set('export', alike(learner, await gatherPerson(worker(minutes), learner.id)))
  answers.set(
    'what an employer would be shown',
    alike(learner, await viewCandidates(worker(minutes), ROLE, [{ learnerId: learner.id, items: CONSENT_ITEMS }])),
  )
  const { rows } = await database.db.execute(
    sql`select opening_id from opening_notices where learner_id = ${learner.id}`,
  )
  answers.set('notices of openings', alike(learner, rows))
  return answers
}

async function differences(minutes: number): Promise<string[]> {
  const mine = await askAll(passing, minutes, passing.held.submissionId)
  const other = await askAll(failing, minutes, failing.held.submissionId)
  return [...mine.keys()].filter((path) => mine.get(path) !== other.get(path))
}

const ask = (learner: Learner, minutes: number) => createCaller(learner.as(at(minutes)))

beforeAll(async () => {
  await publishContent(setup(), ['content'])
  await seedEvaluation(setup())
  const personas = await listPersonas(setup())
  const of = (name: string) => personas.find(({ persona }) => persona === name)!
  const [enrolment] = await listEnrolmentsOf(setup(), of('learner').id)
  cohortId = enrolment!.cohort.id
  const teacher = of('instructor').id
  instructor = (minutes) => database.context(actorWith('instructor', enrolment!.cohort.partnerId, teacher), at(minutes))
  passing = await newLearner(enrolment!.cohort.partnerId)
  failing = await newLearner(enrolment!.cohort.partnerId)
  const firm = newId<'organisation'>()
  const row = { id: firm, kind: 'employer' as const, slug: `firm-${firm}`, names: { en: 'Firm', ja: '会社' } }
  await setup()
    .db.insert(organisations)
    .values({ ...row, country: 'JP', createdAt: BEGAN })
  openingId = newId()
  await createOpening(database.context(actorWith('employer', firm), at(6)), {
    ...{ openingId, organisationId: firm, roleCode: ROLE, title: 'Residency engineer', place: 'Sendai', country: 'JP' },
    ...{ terms: 'Full time', purpose: 'To decide whom we talk to.', closesOn: '2026-12-24' },
  })
  await drain(7)
  const lab = await labOf(setup())
  await createCaller(instructor(10)).cohorts.holdGrades({ holdId, cohortId, activityId: lab.id })
  for (const learner of [passing, failing]) await handInHeld(learner)
})

describe('a grade that waits for its release', () => {
  test('tells two learners apart by nothing, whatever they ask, export or are sent', async () => {
    await gradeHeld(passing, { score: 100, isPassed: true })
    await gradeHeld(failing, { score: 13, isPassed: false })
    const comment = { commentId: newId() as string, path: null, line: null, answers: null }
    await writeComment(instructor(31), { ...comment, submissionId: passing.held.submissionId, text: 'Nothing to add.' })
    const other = {
      ...comment,
      commentId: newId() as string,
      submissionId: failing.held.submissionId,
      text: 'Read the rule again.',
    }
    await writeComment(instructor(31), other)
    expect(await drain(32)).toEqual([])
    expect(await differences(33)).toEqual([])
  })

  test('is told to be there, with no points, no checks and nothing it was made from', async () => {
    const { submissionId } = passing.held
    const { assessment } = ask(passing, 33)
    expect(await assessment.submissionState({ submissionId })).toEqual({ state: 'held' })
    const shown = await assessment.submission({ submissionId })
    expect(shown).toMatchObject({ state: { state: 'held' }, replays: [], provenance: { resultDigest: null } })
    expect(shown.checks.filter(({ status, points, feedback }) => status ?? points ?? feedback)).toEqual([])
    expect((await assessment.comments({ submissionId })).threads).toEqual([])
    await expect(
      assessment.writeComment({ submissionId, commentId: newId(), answers: newId(), text: 'Is anything there?' }),
    ).rejects.toMatchObject({ cause: { code: 'not_found' } })
  })

  test('is a fact all the same: evidence, stages and readiness are recorded when they happen', async () => {
    const { rows } = await database.db.execute<{ stage: string; at: Date }>(
      sql`select stage from stage_events where enrolment_id = ${passing.enrolmentId} order by stage`,
    )
    expect(rows.map(({ stage }) => stage)).toEqual(['S1', 'S2', 'S4'])
    expect(await listReadyLearners(worker(33), ROLE, passing.id)).toEqual([])
  })

  test('leaves alone what was shown before it, and what was proctored', async () => {
    const { assessment } = ask(passing, 33)
    const { submissionId } = passing.before
    expect(await assessment.submissionState({ submissionId })).toMatchObject({ state: 'graded', score: 20 })
    const { submissions } = await assessment.listResults()
    expect(
      submissions.filter(({ activity }) => activity.code === 'L20').map(({ mode, state }) => [mode, state.state]),
    ).toEqual([
      ['practice', 'held'],
      ['practice', 'graded'],
      ['proctored', 'graded'],
    ])
  })

  test('is seen by who teaches, marked as not released', async () => {
    const { submissionId } = passing.held
    const shown = await createCaller(instructor(33)).assessment.submission({ submissionId })
    expect(shown).toMatchObject({ isHeld: true, state: { state: 'graded', score: 100 } })
    const [cohort] = (await createCaller(instructor(33)).assessment.listHolds()).filter(
      (row) => row.cohortId === cohortId,
    )
    expect(cohort!.labs.find(({ hold }) => hold)).toMatchObject({ graded: 4, waiting: 2, people: 2, hold: { holdId } })
  })

  test('is held and released by who teaches the cohort alone; again changes nothing', async () => {
    const lab = await labOf(setup())
    const stranger = createCaller(database.context(actorWith('instructor', newId()), at(34)))
    const refused = { cause: { code: 'not_found' } }
    await expect(stranger.cohorts.releaseGrades({ holdId })).rejects.toMatchObject(refused)
    const again = { holdId: newId(), cohortId, activityId: lab.id }
    await expect(stranger.cohorts.holdGrades(again)).rejects.toMatchObject(refused)
    await expect(ask(passing, 34).cohorts.releaseGrades({ holdId })).rejects.toMatchObject(refused)
    await createCaller(instructor(34)).cohorts.holdGrades(again)
    await expect(createCaller(instructor(34)).cohorts.releaseGrades({ holdId: again.holdId })).rejects.toMatchObject(
      refused,
    )
    const lesson = (await listActivities(setup(), ['s1-from-law-to-control']))[0]!.activity
    await expect(
      createCaller(instructor(34)).cohorts.holdGrades({ ...again, activityId: lesson.id }),
    ).rejects.toMatchObject(refused)
  })

  test('is told to all at once when it is released, and what follows from it with it', async () => {
    await createCaller(instructor(40)).cohorts.releaseGrades({ holdId })
    await createCaller(instructor(41)).cohorts.releaseGrades({ holdId })
    expect(await drain(42)).toEqual(['employers.mailNotice'])
    expect(await differences(43)).toEqual(
      expect.arrayContaining([
        ...['assessment.submissionState', 'assessment.submission', 'assessment.comments', 'assessment.listResults'],
        ...['assessment.readiness', 'learning.path', 'employers.sharing', 'employers.countOffers', 'export'],
        ...['what an employer would be shown', 'notices of openings'],
      ]),
    )
    expect(
      await ask(failing, 43).assessment.submissionState({ submissionId: failing.held.submissionId }),
    ).toMatchObject({
      ...{ state: 'graded', score: 13, isPassed: false },
    })
    const { rows } = await database.db.execute<{ action: string }>(
      sql`select action from audit_events where subject_type = 'gradeHold' order by seq`,
    )
    expect(rows.map(({ action }) => action)).toEqual(['grades.hold', 'grades.release'])
  })

  test('is not held back again by a later hold, and grades after it are', async () => {
    const lab = await labOf(setup())
    await createCaller(instructor(50)).cohorts.holdGrades({ holdId: newId(), cohortId, activityId: lab.id })
    const { submissionId } = passing.held
    expect(await ask(passing, 51).assessment.submissionState({ submissionId })).toMatchObject({ state: 'graded' })
    const next = await handIn(setup(52), { learnerId: passing.id, enrolmentId: passing.enrolmentId })
    await grade(setup(53), next.jobId, 'ungradable')
    const state = () => ask(passing, 54).assessment.submissionState({ submissionId: next.submissionId })
    expect(await state()).toEqual({ state: 'ungradable' })
    await setup()
      .db.insert(gradingJobs)
      .values({
        ...{ id: newId<'gradingJob'>(), submissionId: next.submissionId, learnerId: passing.id, purpose: 'regrade' },
        ...{ requestedBy: 'test', queuedAt: at(54), finishedAt: at(54), outcome: 'graded', score: 70, isPassed: true },
      })
    expect(await state()).toEqual({ state: 'held' })
  })
})
