import { randomBytes } from 'node:crypto'
import { attempts, competencyEvidence, observations, readinessEvents, submissions } from '../assessment/schema.ts'
import { listAchievements, listActivities } from '../catalog/index.ts'
import { credentials, statusLists } from '../credentials/schema.ts'
import { insertMembership, insertOrganisation, insertPerson } from '../identity/index.ts'
import { putBlob } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'
import { actorWith, type TestDatabase } from '../platform/testing/database.ts'
import { grantConsent } from './consents.ts'
import { CONSENT_ITEMS } from './inputs.ts'
import { notifyMatching } from './notify-learners.ts'
import { createOpening } from './openings.ts'

export const ROLE = 'data-residency-practitioner'
export const NOW = new Date('2027-02-01T03:00:00Z')
export const DAY = 86_400_000
export const later = (days: number) => new Date(NOW.getTime() + days * DAY)
export const dayOf = (date: Date) => date.toISOString().slice(0, 10)

/** Somebody with one role in one organisation, who has an account. */
async function member(ctx: Context, role: 'employer' | 'learner', organisationId: Id<'organisation'>) {
  const id = newId<'person'>()
  const name = `${role} ${id.slice(-6)}`
  await insertPerson(ctx, { id, email: `${id}@test.invalid`, name, createdAt: ctx.now })
  await insertMembership(ctx, { id: newId(), personId: id, organisationId, role, createdAt: ctx.now })
  return { id, name, email: `${id}@test.invalid` }
}

async function organisation(ctx: Context, kind: 'employer' | 'delivery_partner', country = 'JP') {
  const id = newId<'organisation'>()
  const names = { en: `Firm ${id.slice(-4)}`, ja: `会社 ${id.slice(-4)}` }
  await insertOrganisation(ctx, { id, kind, slug: `firm-${id}`, names, country, createdAt: ctx.now })
  return { id, names }
}

async function pass(ctx: Context, learnerId: Id<'person'>, mode: 'practice' | 'proctored') {
  const lab = (await listActivities(ctx, ['s1-from-law-to-control'])).find(({ activity }) => activity.kind === 'lab')!
  const [attemptId, submissionId, evidenceId] = [newId<'attempt'>(), newId<'submission'>(), newId<'evidence'>()]
  const version = { activityId: lab.activity.id, versionId: lab.activity.currentVersionId! }
  const assurance = mode === 'proctored' ? 'person_in_room' : 'none'
  const times = { requestedAt: ctx.now, openedAt: ctx.now, closedAt: ctx.now }
  await ctx.db.insert(attempts).values({ id: attemptId, learnerId, ...version, mode, assurance, ...times })
  const snapshotDigest = await putBlob(ctx, Buffer.from('{}'))
  await ctx.db
    .insert(submissions)
    .values({ id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: ctx.now })
  const fact = { area: 'DG', level: 2, submissionId, mode, validFrom: ctx.now, expiresAt: later(400) }
  await ctx.db.insert(competencyEvidence).values({ id: evidenceId, learnerId, ...fact })
  return { submissionId, evidenceId }
}

async function credential(ctx: Context, learnerId: Id<'person'>, submissionId: string): Promise<string> {
  const [achievement] = await listAchievements(ctx)
  const statusListId = newId<'statusList'>()
  await ctx.db.insert(statusLists).values({ id: statusListId, bits: Buffer.alloc(1), nextIndex: 1 })
  const handle = randomBytes(16).toString('base64url')
  await ctx.db.insert(credentials).values({
    ...{ id: newId<'credential'>(), achievementId: achievement!.id, learnerId, submissionId, handle, statusListId },
    ...{ statusIndex: 0, issuedAt: ctx.now, expiresAt: later(365), document: {}, digest: digestOf(handle) },
  })
  return handle
}

/** Two employers and a way to make learners who are ready for the role, with something behind every item. */
export async function makeMarket(database: TestDatabase) {
  const setup = database.context(undefined, NOW)
  const partner = await organisation(setup, 'delivery_partner')
  const employerOf = async () => {
    const firm = await organisation(setup, 'employer')
    const person = await member(setup, 'employer', firm.id)
    const as = (now = NOW): Context => database.context(actorWith('employer', firm.id, person.id), now)
    return { ...firm, person, as }
  }
  const newLearner = async (isReady = true) => {
    const person = await member(setup, 'learner', partner.id)
    const learnerId = person.id
    const practice = await pass(setup, learnerId, 'practice')
    const proctored = await pass(setup, learnerId, 'proctored')
    const observationId = newId<'observation'>()
    await setup.db.insert(observations).values({
      ...{ id: observationId, learnerId, enrolmentId: newId<'enrolment'>(), roleCode: ROLE, assessorId: newId() },
      ...{ observedOn: dayOf(NOW), place: 'online', marks: [], isMet: true, digest: 'x', recordedAt: NOW },
    })
    if (isReady)
      await setup.db.insert(readinessEvents).values({
        ...{ id: newId(), learnerId, roleCode: ROLE, kind: 'reached', occurredAt: NOW, recordedAt: NOW },
        ...{ validUntil: later(300), evidenceIds: [practice.evidenceId, proctored.evidenceId], observationId },
      })
    const handle = await credential(setup, learnerId, proctored.submissionId)
    const as = (now = NOW): Context => database.context(actorWith('learner', partner.id, learnerId), now)
    return { ...person, handle, as }
  }
  return { setup, employer: await employerOf(), other: await employerOf(), newLearner }
}

export type Market = Awaited<ReturnType<typeof makeMarket>>
type Employer = Market['employer']
export type Learner = Awaited<ReturnType<Market['newLearner']>>

export const openingFacts = (employer: Employer) => ({
  ...{ openingId: newId<'opening'>() as string, organisationId: employer.id as string, roleCode: ROLE, country: 'JP' },
  ...{ title: 'Residency engineer', place: 'Sendai', terms: 'Full time, four days in the office.' },
  ...{ purpose: 'To decide whom we talk to about this opening.', closesOn: dayOf(later(60)) },
})

/** An opening that everybody who is ready was told of. */
export async function publish(employer: Employer, now = NOW): Promise<string> {
  const facts = openingFacts(employer)
  await createOpening(employer.as(now), facts)
  await notifyMatching({ ...employer.as(now), actor: { kind: 'system', process: 'worker' } }, facts)
  return facts.openingId
}

export const consentTo = (openingId: string) => ({
  ...{ openingId, consentId: newId() as string, items: [...CONSENT_ITEMS], endsOn: dayOf(later(90)) },
})

/** A learner's consent to an opening, to everything unless said otherwise. */
export async function allow(
  learner: Learner,
  openingId: string,
  set: Partial<ReturnType<typeof consentTo>> = {},
  now = NOW,
): Promise<string> {
  const input = { ...consentTo(openingId), ...set }
  await grantConsent(learner.as(now), input)
  return input.consentId
}
