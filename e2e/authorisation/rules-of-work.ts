import { randomUUID } from 'node:crypto'
import type { Rule, World } from './world.ts'

export const SAVE = { path: 'policy/policy.ts', content: 'x', baseRevision: 0 }
const ENROLLED = ['classmate', 'victim'] as const
/** Instructors of the organisation whose lab it is. */
const AUTHORS = ['instructor', 'otherInstructor'] as const
const BOTH = { en: 'A test', ja: '試験' }
const commentOf = (world: World) => ({
  ...{ submissionId: world.victim.submissionId, commentId: randomUUID(), text: 'Well done.' },
})

/** Lessons, labs, submissions and what comes of them; notices, and what keeps the site honest. */
export const RULES_OF_WORK: Record<string, Rule> = {
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
  'assessment.decideReplays': {
    allowed: ['auditor'],
    input: (world) => ({ submissionId: world.victim.submissionId, reason: 'Looked at both results' }),
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
