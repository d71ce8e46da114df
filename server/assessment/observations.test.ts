import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { listActivities } from '../catalog/index.ts'
import { seedEvaluation } from '../cli/evaluation-programme.ts'
import { publishContent } from '../cli/publish-content.ts'
import { listEnrolmentsOf } from '../cohorts/queries.ts'
import { insertMembership, listPersonas } from '../identity/index.ts'
import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { showRestOfRole } from './fixture-queries.ts'
import { judgeReadiness, lapseReadiness, readReadiness } from './judge-readiness.ts'
import {
  listObservationTasks,
  readObservation,
  readObservationForm,
  sealObservation,
  signObservation,
} from './observations.ts'
import { insertAttempt, insertEvidence, insertSubmission } from './queries.ts'
import { selectObservation, selectOptionalLastReadiness } from './readiness-queries.ts'

const ROLE = 'data-residency-practitioner'
const DAY = 86_400_000
const database = useTestDatabase()
const start = new Date()
const after = (days: number) => new Date(start.getTime() + days * DAY)
let learnerId: Id<'person'>
let assessor: { id: Id<'person'>; name: string }
let partnerId: Id<'organisation'>
let enrolmentId: Id<'enrolment'>

const asAssessor = (now = after(2), id = assessor.id) => database.context(actorWith('assessor', newId(), id), now)
const asLearner = (now = after(2)) => database.context(actorWith('learner', newId(), learnerId), now)

async function pass(ctx: Context, mode: 'practice' | 'proctored', months = 12): Promise<void> {
  const lab = (await listActivities(ctx, ['s1-from-law-to-control'])).find(({ activity }) => activity.kind === 'lab')!
  const [attemptId, submissionId] = [newId<'attempt'>(), newId<'submission'>()]
  const assurance = mode === 'proctored' ? 'person_in_room' : 'none'
  await insertAttempt(ctx, {
    ...{
      id: attemptId,
      learnerId,
      enrolmentId,
      activityId: lab.activity.id,
      versionId: lab.activity.currentVersionId!,
    },
    ...{ mode, assurance, requestedAt: ctx.now, openedAt: ctx.now, closedAt: ctx.now },
  })
  const snapshotDigest = await putBlob(ctx, Buffer.from('{}'))
  await insertSubmission(ctx, { id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: ctx.now })
  const expiresAt = new Date(ctx.now)
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + months)
  const base = { id: newId<'evidence'>(), learnerId, area: 'DG', level: 2, submissionId, mode }
  await insertEvidence(ctx, { ...base, validFrom: ctx.now, expiresAt })
}

type Mark = 'unaided' | 'helped' | 'not_shown'
async function form(mark: Mark = 'unaided') {
  const { criteria, today } = await readObservationForm(asAssessor(), { enrolmentId, roleCode: ROLE })
  return {
    ...{ observationId: randomUUID(), enrolmentId, roleCode: ROLE, observedOn: today, place: 'in_room' as const },
    marks: criteria.map(({ id }) => ({ criterion: id, mark })),
    ...{ note: 'Asked twice about backups.', name: assessor.name, corrects: null as string | null },
  }
}

const stateOf = async (now: Date) => (await readReadiness(asLearner(now))).find(({ role }) => role.code === ROLE)!

beforeAll(async () => {
  const setup = database.context(undefined, start)
  await publishContent(setup, ['content'])
  await seedEvaluation(setup)
  const personas = await listPersonas(setup)
  learnerId = personas.find(({ persona }) => persona === 'learner')!.id
  assessor = personas.find(({ persona }) => persona === 'assessor')!
  const [enrolment] = await listEnrolmentsOf(setup, learnerId)
  enrolmentId = enrolment!.enrolmentId
  partnerId = enrolment!.cohort.partnerId
  await pass(database.context(undefined, after(1)), 'practice')
  await showRestOfRole(database.context(undefined, after(1)), learnerId, after(1000))
})

describe('observing', () => {
  test('nobody stands on the list before they passed with a proctor', async () => {
    expect(await listObservationTasks(asAssessor())).toEqual([])
    await pass(database.context(undefined, after(1)), 'proctored')
    const [task] = await listObservationTasks(asAssessor())
    expect(task).toMatchObject({ enrolmentId, learnerName: 'Mio Hoshino', role: { code: ROLE }, last: null })
  })

  test.each([
    ['a day that does not exist', { observedOn: '2027-02-29' }, 'noSuchDate'],
    ['a day to come', { observedOn: '2099-01-01' }, 'dateInFuture'],
    ['a criterion left out', { marks: [{ criterion: 'asks-for-facts', mark: 'unaided' as const }] }, 'marksIncomplete'],
    ['another name', { name: 'Somebody Else' }, 'nameDiffers'],
  ])('%s is refused with its reason', async (_, wrong, reason) => {
    await expect(signObservation(asAssessor(), { ...(await form()), ...wrong })).rejects.toMatchObject({ reason })
  })

  test('a stranger, another assessor and the learner are told that there is nothing', async () => {
    const input = await form()
    for (const id of [newId<'person'>(), learnerId])
      await expect(signObservation(asAssessor(after(2), id), input)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('who has come to belong to the teaching partner may no longer sign', async () => {
    const join = database.context()
    await insertMembership(join, {
      ...{ id: newId(), personId: assessor.id, organisationId: partnerId, role: 'instructor', createdAt: join.now },
    })
    await expect(signObservation(asAssessor(), await form())).rejects.toMatchObject({ reason: 'assessorOfPartner' })
    const { Client } = (await import('pg')).default
    const owner = new Client({ connectionString: database.ownerUrl })
    await owner.connect()
    await owner.query('update memberships set ended_at = now() where person_id = $1 and organisation_id = $2', [
      assessor.id,
      partnerId,
    ])
    await owner.end()
  })

  test('help in one criterion means not met, and nobody becomes ready by it', async () => {
    const input = await form()
    input.marks[0]!.mark = 'helped'
    expect(await signObservation(asAssessor(), input)).toMatchObject({ isMet: false })
    await judgeReadiness(asLearner(), { learnerId })
    expect(await stateOf(after(2))).toMatchObject({ state: 'not_yet', observation: { state: 'missing' } })
  })

  test('signed twice at once it is recorded once, and its seal verifies against what was signed', async () => {
    const input = await form()
    const signed = await Promise.all([signObservation(asAssessor(), input), signObservation(asAssessor(), input)])
    expect(signed.map(({ isMet }) => isMet)).toEqual([true, true])
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    let statement = ''
    const signer = {
      keyId: 'test',
      sign: (message: string) => {
        statement = message
        return sign(null, Buffer.from(message), privateKey).toString('base64url')
      },
    }
    const worker = database.context(undefined, after(2))
    await sealObservation(worker, { observationId: input.observationId }, signer)
    await sealObservation(worker, { observationId: input.observationId }, { ...signer, sign: () => 'forged' })
    const { seal } = await selectObservation(worker, input.observationId as Id<'observation'>)
    expect(verify(null, Buffer.from(statement), publicKey, Buffer.from(seal!.signature, 'base64url'))).toBe(true)
    expect(statement).not.toContain('backups')
    expect(statement).not.toContain(assessor.name)
    await expect(
      database.db.execute(sql`update observations set is_met = true where id = ${input.observationId}`),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('the learner reads what was signed about them; others do not', async () => {
    const [task] = await listObservationTasks(asAssessor())
    const { observationId } = task!.last!
    expect(await readObservation(asLearner(), { observationId })).toMatchObject({
      isMet: true,
      assessorName: assessor.name,
    })
    await expect(
      readObservation(database.context(actorWith('learner', newId())), { observationId }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('readiness with a moved clock', () => {
  const last = () => selectOptionalLastReadiness(database.context(), learnerId, ROLE)

  test('reached once, however often it is judged', async () => {
    await Promise.all([1, 2, 3].map(() => judgeReadiness(asLearner(after(3)), { learnerId })))
    expect(await last()).toMatchObject({ kind: 'reached' })
    const { rows } = await database.db.execute(sql`select 1 from readiness_events where learner_id = ${learnerId}`)
    expect(rows).toHaveLength(1)
  })

  test('it lapses on the day its evidence does, and a re-check brings it back', async () => {
    const { validUntil } = (await last())!
    expect(await stateOf(after(320))).toMatchObject({
      state: 'ready',
      evidence: [{ state: 'lapsing' }, { state: 'lapsing' }],
    })
    await lapseReadiness(database.context(undefined, after(400)))
    expect(await last()).toMatchObject({ kind: 'lapsed', occurredAt: validUntil })
    expect((await stateOf(after(400))).state).toBe('lapsed')
    await pass(database.context(undefined, after(401)), 'proctored')
    const again = { ...(await form()), observedOn: after(401).toISOString().slice(0, 10) }
    await signObservation(asAssessor(after(402)), again)
    await judgeReadiness(asLearner(after(402)), { learnerId })
    expect(await last()).toMatchObject({ kind: 'reached' })
  })

  test('a correction by who signed takes it away again, and only once', async () => {
    const [task] = await listObservationTasks(asAssessor(after(403)))
    const { observationId } = task!.last!
    const observedOn = after(401).toISOString().slice(0, 10)
    const wrong = { ...(await form('helped')), observedOn, corrects: observationId }
    await signObservation(asAssessor(after(403)), wrong)
    await judgeReadiness(asLearner(after(403)), { learnerId })
    expect(await last()).toMatchObject({ kind: 'lapsed', occurredAt: after(403) })
    await expect(
      signObservation(asAssessor(after(403)), { ...wrong, observationId: randomUUID() }),
    ).rejects.toMatchObject({ reason: 'alreadyCorrected' })
  })

  test('what is signed in a morning that UTC has not reached counts at once', async () => {
    const morning = new Date(`${after(405).toISOString().slice(0, 10)}T20:00:00Z`)
    const { today } = await readObservationForm(asAssessor(morning), { enrolmentId, roleCode: ROLE })
    expect(today > morning.toISOString().slice(0, 10)).toBe(true)
    await signObservation(asAssessor(morning), { ...(await form()), observedOn: today })
    await judgeReadiness(asLearner(morning), { learnerId })
    expect(await last()).toMatchObject({ kind: 'reached' })
  })
})
