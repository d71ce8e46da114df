import { randomUUID } from 'node:crypto'
import type { CohortRoom } from '../fixtures/cohort-room.ts'
import type { OpenExam } from '../fixtures/exam.ts'
import { grantOf, joinOf, type Market, openingOf } from '../fixtures/market.ts'
import type { Observed } from '../fixtures/observation.ts'
import type { ForReview } from '../fixtures/review.ts'
import type { PublishedDraft } from '../fixtures/studio.ts'

export const ACTORS = [
  'anonymous',
  'outsider',
  'classmate',
  'victim',
  'instructor',
  'otherInstructor',
  'proctor',
  'otherProctor',
  'assessor',
  'otherAssessor',
  'programme_manager',
  'otherManager',
  'partner_manager',
  'otherPartner',
  'employer',
  'auditor',
  'operator',
] as const
export type ActorName = (typeof ACTORS)[number]

export interface World {
  victim: {
    id: string
    workspaceId: string
    /** Of one file that was saved there. */
    revision: number
    submissionId: string
    practiceId: string
    waitingAttemptId: string
    handle: string
    credentialId: string
  } & Observed
  cohortId: string
  spareCohortId: string
  room: CohortRoom
  draft: PublishedDraft
  releaseId: string
  /** The key that signs credentials now. */
  issuerKeyId: string
  /** Taken by hand, elsewhere. */
  backupId: string
  /** What the victim handed in before, in practice. */
  earlierId: string
  /** That the victim was told of a comment. */
  noticeId: string
  /** In a cohort of the other instructor's. */
  held: { holdId: string; cohortId: string }
  /** By the instructor, on the victim's submission. */
  commentId: string
  market: Market
  /** Open, in a session of the victim's. */
  exam: OpenExam
  review: ForReview
  activities: { lesson: string; quiz: string; lab: string }
  organisationId: string
}

type Allowed = readonly ActorName[] | 'everyone' | 'signed in'
export interface Rule {
  allowed: Allowed
  /** Not tried: it would take away what later calls look at. */
  skip?: readonly ActorName[]
  input?: (world: World) => unknown
}

export const SAVE = { path: 'policy/policy.ts', content: 'x', baseRevision: 0 }
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
/** Instructors of the organisation whose lab it is. */
const AUTHORS = ['instructor', 'otherInstructor'] as const
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
const commentOf = (world: World) => ({
  ...{ submissionId: world.victim.submissionId, commentId: randomUUID(), text: 'Well done.' },
})
const change = (world: World) => ({ enrolmentId: world.room.enrolmentId, eventId: randomUUID(), note: '' })

/** Who may call what. A procedure that is missing here fails the first test below. */
export const RULES: Record<string, Rule> = {
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
    input: (world) => ({ ...change(world), on: '2026-01-01', toCohortId: world.room.otherCohortId }),
  },
  'cohorts.holdGrades': {
    allowed: ['otherInstructor'],
    input: (world) => ({ ...world.held, holdId: randomUUID(), activityId: world.activities.lab }),
  },
  'cohorts.releaseGrades': { allowed: ['otherInstructor'], input: (world) => world.held },
  'cohorts.withdraw': {
    allowed: MANAGERS,
    input: (world) => ({ ...change(world), on: '2026-01-01', reason: 'work' }),
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
  'learning.path': { allowed: 'signed in' },
  'learning.instructorLabs': { allowed: 'signed in' },
  'learning.find': { allowed: 'signed in', input: () => ({ text: 'a' }) },
  'learning.lesson': { allowed: ENROLLED, input: (world) => ({ activityId: world.activities.lesson }) },
  'learning.completeLesson': { allowed: ENROLLED, input: (world) => ({ activityId: world.activities.lesson }) },
  'studio.list': { allowed: AUTHORS },
  'studio.create': {
    allowed: AUTHORS,
    input: ({ room }) => ({
      ...{ draftId: randomUUID(), organisationId: room.partnerId, slug: `walk-${randomUUID().slice(0, 8)}` },
      title: BOTH,
    }),
  },
  'studio.draft': { allowed: AUTHORS, input: ({ draft }) => ({ draftId: draft.draftId }) },
  'studio.file': { allowed: AUTHORS, input: ({ draft }) => ({ draftId: draft.draftId, path: 'lab.yaml' }) },
  'studio.save': {
    allowed: AUTHORS,
    input: ({ draft }) => ({
      ...{ draftId: draft.draftId, saveId: randomUUID(), path: 'starter/new.ts', content: 'x', baseRevision: 0 },
    }),
  },
  'studio.start': {
    allowed: AUTHORS,
    input: ({ draft }) => ({ draftId: draft.draftId, jobId: randomUUID(), kind: 'starter' }),
  },
  'studio.cancel': { allowed: AUTHORS, input: ({ draft }) => ({ jobId: draft.jobId }) },
  'studio.publish': {
    allowed: AUTHORS,
    input: ({ draft }) => ({ draftId: draft.draftId, manifestDigest: draft.manifestDigest }),
  },
  'studio.archive': { allowed: AUTHORS, input: ({ draft }) => ({ draftId: draft.draftId, number: 1 }) },
  'labs.workspace': { allowed: ['victim'], input: (world) => ({ workspaceId: world.victim.workspaceId }) },
  'labs.file': { allowed: ['victim'], input: (world) => ({ workspaceId: world.victim.workspaceId, path: SAVE.path }) },
  'labs.history': {
    allowed: ['victim'],
    input: (world) => ({ workspaceId: world.victim.workspaceId, path: SAVE.path }),
  },
  'labs.save': {
    allowed: ['victim'],
    input: (world) => ({ ...SAVE, saveId: randomUUID(), workspaceId: world.victim.workspaceId }),
  },
  'labs.reset': { allowed: ['victim'], input: (world) => ({ workspaceId: world.victim.workspaceId, paths: [] }) },
  'assessment.openLab': { allowed: ENROLLED, input: (world) => ({ activityId: world.activities.lab }) },
  'assessment.startOver': {
    allowed: ['classmate'],
    skip: ['victim'],
    input: (world) => ({ activityId: world.activities.lab }),
  },
  'assessment.openQuiz': { allowed: ENROLLED, input: (world) => ({ activityId: world.activities.quiz }) },
  'assessment.answerQuestion': {
    allowed: [],
    input: (world) => ({
      answerId: randomUUID(),
      attemptId: world.victim.practiceId,
      questionId: randomUUID(),
      variantId: 'x',
      choice: ['a'],
    }),
  },
  'assessment.check': { allowed: ['victim'], input: (world) => ({ workspaceId: world.victim.workspaceId }) },
  'assessment.outcomes': { allowed: ['victim'], input: (world) => ({ workspaceId: world.victim.workspaceId }) },
  'assessment.fileVersion': {
    allowed: ['victim'],
    input: (world) => ({ workspaceId: world.victim.workspaceId, path: SAVE.path, revision: world.victim.revision }),
  },
  'assessment.submit': {
    allowed: ['victim'],
    input: (world) => ({ submitId: randomUUID(), workspaceId: world.victim.workspaceId }),
  },
  'assessment.submissionsLeft': {
    allowed: ['victim'],
    input: (world) => ({ workspaceId: world.victim.workspaceId }),
  },
  'assessment.submissionState': {
    allowed: ['victim', 'instructor'],
    input: (world) => ({ submissionId: world.victim.submissionId }),
  },
  'assessment.submission': {
    allowed: ['victim', 'instructor'],
    input: (world) => ({ submissionId: world.victim.submissionId }),
  },
  'assessment.comments': {
    allowed: ['victim', 'instructor'],
    input: (world) => ({ submissionId: world.victim.submissionId }),
  },
  'assessment.writeComment': { allowed: ['victim', 'instructor'], input: commentOf },
  'assessment.editComment': {
    allowed: ['instructor'],
    input: (world) => ({ ...commentOf(world), commentId: world.commentId, entryId: randomUUID() }),
  },
  'assessment.withdrawComment': {
    allowed: ['instructor'],
    input: (world) => ({ ...commentOf(world), commentId: world.commentId, entryId: randomUUID(), note: 'a test' }),
  },
  'assessment.listResults': { allowed: 'signed in' },
  'assessment.history': {
    allowed: ['instructor'],
    input: (world) => ({ submissionId: world.victim.submissionId }),
  },
  'assessment.compare': {
    allowed: ['instructor'],
    input: (world) => ({ submissionId: world.victim.submissionId, withId: world.earlierId }),
  },
  'assessment.live': { allowed: ['instructor', 'otherInstructor'] },
  'assessment.listHolds': { allowed: ['instructor', 'otherInstructor'] },
  'assessment.listCohortSubmissions': { allowed: ['instructor', 'otherInstructor'] },
  'assessment.replay': {
    allowed: ['instructor', 'auditor', 'programme_manager'],
    input: (world) => ({ submissionId: world.victim.submissionId }),
  },
  'assessment.findGrades': { allowed: ['auditor'], input: () => ({}) },
  'assessment.grade': { allowed: ['auditor'], input: (world) => ({ submissionId: world.victim.submissionId }) },
  'assessment.requestProctored': { allowed: ENROLLED, input: (world) => ({ activityId: world.activities.lab }) },
  'assessment.listAssignments': { allowed: ['proctor', 'otherProctor'] },
  'assessment.readiness': { allowed: 'signed in' },
  'assessment.listObservationTasks': { allowed: ['assessor', 'otherAssessor'] },
  'assessment.observationForm': {
    allowed: ['assessor'],
    input: (world) => ({ enrolmentId: world.victim.enrolmentId, roleCode: 'data-residency-practitioner' }),
  },
  'assessment.signObservation': {
    allowed: ['assessor'],
    input: (world) => ({ ...world.victim.observation, observationId: randomUUID() }),
  },
  'assessment.observation': {
    allowed: ['victim', 'assessor'],
    input: (world) => ({ observationId: world.victim.observation.observationId }),
  },
  'assessment.confirmIdentity': {
    allowed: ['proctor'],
    input: (world) => ({ attemptId: world.victim.waitingAttemptId, where: 'person_online', checked: 'photo_document' }),
  },
  'assessment.startProctored': {
    allowed: ['victim'],
    input: (world) => ({ attemptId: world.victim.waitingAttemptId }),
  },
  'assessment.exam': { allowed: ['victim'], input: ({ exam: { attemptId } }) => ({ attemptId }) },
  'assessment.answerExam': {
    allowed: ['victim'],
    input: ({ exam }) => ({ ...exam, answerId: randomUUID() }),
  },
  'assessment.submitExam': {
    allowed: ['victim'],
    input: ({ exam: { attemptId } }) => ({ attemptId, submitId: randomUUID() }),
  },
  'assessment.listReviewTasks': { allowed: ['assessor', 'otherAssessor'] },
  'assessment.reviewForm': {
    allowed: ['assessor'],
    input: ({ review: { submissionId } }) => ({ submissionId }),
  },
  'assessment.signReview': { allowed: ['assessor'], input: ({ review }) => review.signed },
  'credentials.listMine': { allowed: 'signed in' },
  'credentials.listGoals': { allowed: 'signed in' },
  'credentials.listIssued': { allowed: ['programme_manager', 'otherManager'] },
  'credentials.show': { allowed: 'everyone', input: (world) => ({ handle: world.victim.handle }) },
  'credentials.verify': { allowed: 'everyone', input: (world) => ({ handle: world.victim.handle }) },
  'credentials.revoke': {
    allowed: ['programme_manager'],
    input: (world) => ({ credentialId: world.victim.credentialId, reason: 'a test' }),
  },
  'notices.list': { allowed: 'signed in', input: () => ({}) },
  'notices.unread': { allowed: 'signed in' },
  'notices.open': { allowed: ['victim'], input: (world) => ({ noticeId: world.noticeId }) },
  'notices.readAll': { allowed: 'signed in', input: () => ({ until: '2000-01-01T00:00:00Z' }) },
  'audit.read': { allowed: ['auditor'] },
  'audit.check': { allowed: ['auditor'] },
  'sovereignty.egress': { allowed: ['operator'] },
  'sovereignty.allowDestination': {
    allowed: ['operator'],
    input: () => ({
      ...{ destinationId: randomUUID(), host: `mail-${randomUUID().slice(0, 8)}.test.invalid`, port: 587 },
      ...{ purpose: 'mail', reason: 'A test of who may', owner: 'Nobody' },
    }),
  },
  'sovereignty.endDestination': { allowed: ['operator'], input: () => ({ destinationId: randomUUID() }) },
  'sovereignty.health': { allowed: ['operator'] },
  'sovereignty.queues': { allowed: ['operator'] },
  // Whoever may is told that this job moved on.
  'sovereignty.retryJob': { allowed: ['operator'], input: () => ({ jobId: '1' }) },
  'sovereignty.discardJob': { allowed: ['operator'], input: () => ({ jobId: '1' }) },
  'sovereignty.quotas': { allowed: ['operator'] },
  'sovereignty.quotasOf': { allowed: ['operator'], input: (world) => ({ organisationId: world.room.ownerId }) },
  'sovereignty.setQuota': {
    allowed: ['operator'],
    input: (world) => ({
      ...{ quotaId: randomUUID(), organisationId: world.room.ownerId, kind: 'seats' },
      ...{ value: 4000, reason: 'A test of who may' },
    }),
  },
  'sovereignty.backups': { allowed: ['operator'] },
  'sovereignty.orderBackup': { allowed: ['operator'], input: () => ({ jobId: randomUUID() }) },
  // Whoever may is told that this one is not in the site's folder.
  'sovereignty.orderVerification': {
    allowed: ['operator'],
    input: (world) => ({ jobId: randomUUID(), backupId: world.backupId }),
  },
  'sovereignty.setSchedule': {
    allowed: ['operator'],
    input: () => ({ scheduleId: randomUUID(), hour: null, keep: 7 }),
  },
  'sovereignty.upgrade': { allowed: ['operator'] },
  'sovereignty.orderRehearsal': { allowed: ['operator'], input: () => ({ jobId: randomUUID() }) },
  'sovereignty.keys': { allowed: ['operator'] },
  'sovereignty.issuer': { allowed: 'everyone' },
  'sovereignty.rotateKey': {
    allowed: ['operator'],
    input: () => ({
      ...{ rotationId: randomUUID(), purpose: 'records', reason: 'A test of who may', password: '', compromisedAt: '' },
    }),
  },
  // Whoever may is told that it still signs.
  'sovereignty.reportCompromise': {
    allowed: ['operator'],
    input: (world) => ({
      keyId: world.issuerKeyId,
      purpose: 'credentials',
      password: '',
      since: '2026-01-01T00:00:00Z',
    }),
  },
}
