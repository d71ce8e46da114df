import { randomUUID } from 'node:crypto'
import { grantOf, joinOf, openingOf } from '../fixtures/market.ts'
import type { Rule, World } from './world.ts'

const UNUSED = 'A'.repeat(43)
/** Shared with the tests that run beside this one, so nobody signs them out. */
const PERSONAS = [
  'instructor',
  'proctor',
  'assessor',
  'programme_manager',
  'partner_manager',
  'employer',
  'auditor',
  'operator',
] as const
const ENROLLED = ['classmate', 'victim'] as const
const MANAGERS = ['programme_manager', 'partner_manager'] as const
const ADMITTERS = ['operator', 'programme_manager', 'otherManager'] as const
const CREATORS = ['programme_manager', 'partner_manager', 'instructor'] as const
const BOTH = { en: 'A test', ja: '試験' }
const organisation = (organisationId: string) => ({ organisationId, names: BOTH, country: 'JP', region: '' })
const programme = (programmeId: string) => ({
  ...{ programmeId, titles: BOTH, summary: BOTH, startsOn: '2031-01-01', endsOn: '2031-12-31' },
  ...{ courses: ['s1-from-law-to-control'], roles: [] },
})
const cohort = (cohortId: string, partnerId: string) => ({
  ...{ cohortId, partnerId, names: BOTH, zone: 'Asia/Tokyo' },
  ...{ startsOn: '2031-02-01', endsOn: '2031-08-01', freezesOn: '2031-02-10' },
})
const roster = () => ({
  file: Buffer.from(`name,email\nSomebody,${randomUUID()}@test.invalid`).toString('base64'),
  encoding: null,
})
const change = (world: World) => ({ enrolmentId: world.room.enrolmentId, eventId: randomUUID(), note: '' })

/** Accounts, organisations, programmes, cohorts, employers and outcomes. */
/** Today where the cohorts are: nothing can be dated before an enrolment of today. */
const todayThere = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format()

export const RULES_OF_PEOPLE: Record<string, Rule> = {
  'identity.me': { allowed: 'everyone' },
  'identity.listSessions': { allowed: 'signed in' },
  'identity.listPeople': {
    allowed: ['operator', 'programme_manager', 'otherManager', 'partner_manager', 'otherPartner'],
  },
  'identity.listOrganisations': { allowed: ['operator'] },
  'identity.createOrganisation': {
    allowed: ['operator'],
    input: () => ({ ...organisation(randomUUID()), kind: 'employer', managerEmail: '' }),
  },
  'identity.updateOrganisation': {
    allowed: ['operator'],
    input: (world) => organisation(world.room.organisationId),
  },
  'identity.readInvitation': { allowed: [], input: () => ({ secret: UNUSED }) },
  'identity.setLocale': { allowed: 'signed in', input: () => ({ locale: 'en' }) },
  'identity.invitePerson': {
    allowed: ['operator', 'partner_manager'],
    input: (world) => ({
      email: `${randomUUID()}@test.invalid`,
      organisationId: world.organisationId,
      role: 'learner',
    }),
  },
  'identity.acceptInvitation': {
    allowed: [],
    input: () => ({ secret: UNUSED, name: 'X', password: 'a long enough password' }),
  },
  'identity.createFirstOperator': {
    allowed: [],
    input: () => ({ secret: UNUSED, name: 'X', email: 'x@test.invalid', password: 'a long enough password' }),
  },
  'identity.requestPasswordReset': { allowed: 'everyone', input: () => ({ email: `${randomUUID()}@test.invalid` }) },
  'identity.resetPassword': { allowed: [], input: () => ({ secret: UNUSED, password: 'a long enough password' }) },
  'identity.changePassword': {
    allowed: 'signed in',
    input: () => ({ current: 'wrong', next: 'a long enough password' }),
  },
  'identity.endSession': { allowed: [], input: () => ({ sessionId: randomUUID() }) },
  'identity.readPasskeys': { allowed: 'signed in' },
  'identity.beginPasskey': { allowed: 'signed in' },
  'identity.addPasskey': {
    allowed: [],
    input: () => ({ challengeId: randomUUID(), name: 'X', response: { id: 'x' } }),
  },
  'identity.renamePasskey': { allowed: [], input: () => ({ passkeyId: randomUUID(), name: 'X' }) },
  'identity.removePasskey': { allowed: [], input: () => ({ passkeyId: randomUUID() }) },
  'identity.signOutEverywhere': { allowed: 'signed in', skip: PERSONAS },
  'identity.leaveOrganisation': { allowed: [], input: () => ({ organisationId: randomUUID() }) },
  'sovereignty.requestExport': { allowed: 'signed in' },
  'sovereignty.readExport': { allowed: 'signed in' },
  'sovereignty.downloadExport': { allowed: [], input: () => ({ exportId: randomUUID() }) },
  'sovereignty.requestErasure': {
    allowed: 'signed in',
    skip: [
      ...PERSONAS,
      ...ENROLLED,
      'outsider',
      'otherInstructor',
      'otherProctor',
      'otherAssessor',
      'otherManager',
      'otherPartner',
    ],
    input: () => ({ password: '', revokesCredentials: false }),
  },
  'sovereignty.readErasure': { allowed: [], input: () => ({ secret: UNUSED }) },
  'sovereignty.keepAccount': { allowed: [], input: () => ({ secret: UNUSED }) },
  'catalog.read': { allowed: 'everyone' },
  'site.show': { allowed: 'everyone' },
  'cohorts.list': { allowed: [...CREATORS, 'otherManager', 'otherPartner', 'otherInstructor'] },
  'cohorts.find': {
    allowed: [...CREATORS, 'otherManager', 'otherPartner', 'otherInstructor'],
    input: () => ({ text: 'a' }),
  },
  'cohorts.show': { allowed: CREATORS, input: (world) => ({ cohortId: world.cohortId }) },
  'catalog.listProgrammes': { allowed: ['programme_manager', 'otherManager'] },
  'catalog.createProgramme': {
    allowed: ['programme_manager'],
    input: (world) => ({ ...programme(randomUUID()), ownerId: world.room.ownerId }),
  },
  'catalog.updateProgramme': {
    allowed: ['programme_manager'],
    input: (world) => programme(world.room.programmeId),
  },
  'cohorts.choices': { allowed: ['programme_manager', 'otherManager'] },
  'cohorts.create': {
    allowed: ['programme_manager'],
    input: ({ room }) => ({
      ...cohort(randomUUID(), room.partnerId),
      ...{ ownerId: room.ownerId, programmeId: room.programmeId },
    }),
  },
  'cohorts.update': {
    allowed: ['programme_manager'],
    input: ({ room }) => cohort(room.otherCohortId, room.partnerId),
  },
  'cohorts.team': { allowed: MANAGERS, input: (world) => ({ cohortId: world.room.cohortId }) },
  'cohorts.assign': {
    allowed: MANAGERS,
    input: ({ room }) => ({ cohortId: room.cohortId, personId: room.instructorId, kind: 'instructor' }),
  },
  'cohorts.endAssignment': { allowed: MANAGERS, input: (world) => ({ assignmentId: world.room.assignmentId }) },
  'cohorts.roster': { allowed: MANAGERS, input: (world) => ({ cohortId: world.room.cohortId }) },
  'cohorts.enrolment': { allowed: MANAGERS, input: (world) => ({ enrolmentId: world.room.enrolmentId }) },
  'cohorts.previewRoster': {
    allowed: MANAGERS,
    input: (world) => ({ cohortId: world.room.cohortId, ...roster() }),
  },
  'cohorts.importRoster': {
    allowed: MANAGERS,
    input: (world) => ({ cohortId: world.room.cohortId, ...roster(), importId: randomUUID() }),
  },
  'cohorts.undoImport': { allowed: MANAGERS, input: (world) => ({ importId: world.room.importId }) },
  'cohorts.exportRoster': {
    allowed: MANAGERS,
    input: (world) => ({ cohortId: world.room.cohortId, encoding: 'utf-8' }),
  },
  'cohorts.recordLeave': {
    allowed: MANAGERS,
    input: (world) => ({ ...change(world), from: '2031-03-01', to: '2031-03-31' }),
  },
  'cohorts.correct': {
    allowed: MANAGERS,
    input: (world) => ({ eventId: randomUUID(), corrects: world.room.eventId }),
  },
  'cohorts.transfer': {
    allowed: MANAGERS,
    input: (world) => ({ ...change(world), on: todayThere(), toCohortId: world.room.otherCohortId }),
  },
  'cohorts.holdGrades': {
    allowed: ['otherInstructor'],
    input: (world) => ({ ...world.held, holdId: randomUUID(), activityId: world.activities.lab }),
  },
  'cohorts.releaseGrades': { allowed: ['otherInstructor'], input: (world) => world.held },
  'cohorts.withdraw': {
    allowed: MANAGERS,
    input: (world) => ({ ...change(world), on: todayThere(), reason: 'work' }),
  },
  'cohorts.freeze': { allowed: ['programme_manager'], input: (world) => ({ cohortId: world.spareCohortId }) },
  'employers.join': { allowed: 'everyone', input: () => joinOf(`${randomUUID()}@test.invalid`) },
  'employers.listRequests': { allowed: ADMITTERS },
  'employers.decide': {
    allowed: ADMITTERS,
    input: (world) => ({ requestId: world.market.requestId, decision: 'refused', reason: 'A test.' }),
  },
  'employers.openingChoices': { allowed: ['employer'] },
  'employers.listOpenings': { allowed: ['employer'] },
  'employers.opening': { allowed: ['employer'], input: ({ market }) => ({ openingId: market.openingId }) },
  'employers.createOpening': { allowed: ['employer'], input: ({ market }) => openingOf(market.organisationId) },
  'employers.updateOpening': {
    allowed: ['employer'],
    input: ({ market }) => ({ ...openingOf(market.organisationId), openingId: market.openingId }),
  },
  'employers.closeOpening': { allowed: ['employer'], input: ({ market }) => ({ openingId: market.spareOpeningId }) },
  'employers.candidates': { allowed: ['employer'], input: ({ market }) => ({ openingId: market.openingId }) },
  'employers.candidate': { allowed: ['employer'], input: ({ market }) => ({ consentId: market.consentId }) },
  'employers.stillShown': { allowed: ['employer'], input: ({ market }) => ({ consentIds: [market.consentId] }) },
  'employers.countOffers': { allowed: 'signed in' },
  'employers.sharing': { allowed: 'signed in' },
  'employers.disclosures': { allowed: 'signed in' },
  'employers.preview': {
    allowed: ['victim'],
    input: ({ market }) => ({ openingId: market.openingId, items: ['name'] }),
  },
  'employers.grant': { allowed: ['victim'], input: ({ market }) => grantOf(market.spareOpeningId) },
  'employers.withdraw': { allowed: ['victim'], input: ({ market }) => ({ consentId: market.spareConsentId }) },
  'employers.listPlacements': { allowed: ['employer'] },
  'employers.recordPlacement': {
    allowed: ['employer'],
    input: ({ market }) => ({
      ...{ placementId: randomUUID(), consentId: market.consentId, hoursPerWeek: 38, contract: 'permanent' },
      ...{ startsOn: new Date().toISOString().slice(0, 10), reference: 'staff 0042' },
    }),
  },
  'employers.confirmStart': { allowed: ['employer'], input: ({ market }) => ({ placementId: market.placementId }) },
  'employers.cancelPlacement': { allowed: ['employer'], input: ({ market }) => ({ placementId: market.placementId }) },
  'employers.answerPlacement': {
    allowed: ['victim'],
    input: ({ market }) => ({ placementId: market.placementId, answer: 'agreed' }),
  },
  'employers.confirmation': { allowed: [], input: () => ({ secret: UNUSED }) },
  'employers.answerConfirmation': { allowed: [], input: () => ({ secret: UNUSED, answer: 'employed', leftOn: '' }) },
  'outcomes.funnel': { allowed: CREATORS, input: (world) => ({ cohortId: world.cohortId }) },
  'outcomes.overview': { allowed: [...CREATORS, 'otherManager', 'otherPartner', 'otherInstructor'] },
  'outcomes.atRisk': { allowed: CREATORS, input: (world) => ({ cohortId: world.cohortId }) },
  'outcomes.timeToStage': { allowed: CREATORS, input: (world) => ({ cohortId: world.cohortId, stage: 'S4' }) },
  'outcomes.published': { allowed: 'everyone' },
  'outcomes.isFilling': { allowed: 'everyone' },
  'outcomes.releasable': { allowed: ['programme_manager', 'otherManager'] },
  'outcomes.previewRelease': {
    allowed: ['programme_manager'],
    input: ({ room }) => ({ programmeId: room.programmeId, ownerId: room.ownerId }),
  },
  // Whoever may is told that nothing is new there.
  'outcomes.publishRelease': {
    allowed: ['programme_manager'],
    input: ({ room }) => ({ programmeId: room.programmeId, ownerId: room.ownerId, releaseId: randomUUID() }),
  },
  'outcomes.releases': { allowed: ['auditor'] },
  'outcomes.recomputeRelease': { allowed: ['auditor'], input: (world) => ({ releaseId: world.releaseId }) },
}
