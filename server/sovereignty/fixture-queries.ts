import { eq } from 'drizzle-orm'
import {
  attempts,
  examAnswers,
  gradingJobs,
  observationNotes,
  observations,
  questionAnswers,
  submissionComments,
  submissionCommentTexts,
  submissionReviewNotes,
  submissionReviews,
  submissions,
  workOutcomes,
} from '../assessment/schema.ts'
import { listActivities } from '../catalog/index.ts'
import { cohorts, enrolmentEvents, enrolmentNotes, enrolments } from '../cohorts/schema.ts'
import { consents, employerRequests, placementReferences, placements } from '../employers/schema.ts'
import { oneTimeLinks, passkeys, people, sessions } from '../identity/schema.ts'
import { workspaceFiles, workspaceSaves, workspaces } from '../labs/schema.ts'
import { activityProgress } from '../learning/schema.ts'
import { notices } from '../notices/schema.ts'
import { stageEvents } from '../outcomes/schema.ts'
import { putBlob } from '../platform/blobs.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'

/** Words that stand nowhere else, so that a search finds every place where the person is still named. */
export const MARKED = { name: 'Kiyohara Tomoe', email: 'tomoe.kiyohara@marked.invalid', path: 'policy/kiyohara.ts' }

const dayOf = (date: Date) => date.toISOString().slice(0, 10)

interface Offered {
  id: Id<'person'>
  /** Of the learner, to the employer. */
  consentId: string
  employer: { id: Id<'organisation'>; personId: Id<'person'> }
}

/** Gives a learner something in every table that can speak of a person, named wherever a name can stand. */
export async function markLearner(
  setup: Context,
  { id: learnerId, consentId, employer }: Offered,
  cohortId: (typeof cohorts.$inferSelect)['id'],
  marked = MARKED,
) {
  const { db, now } = setup
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
  await db
    .update(people)
    .set({ name: marked.name, email: marked.email, passwordHash: 'argon' })
    .where(eq(people.id, learnerId))
  const opened = { createdAt: now, expiresAt: later(1) }
  await db.insert(sessions).values({ id: newId(), personId: learnerId, ...opened, device: 'Firefox, Linux' })
  await db.insert(oneTimeLinks).values({
    ...{ id: newId(), purpose: 'invitation', secretDigest: digestOf(newId()), email: marked.email.toUpperCase() },
    ...{ createdBy: 'system:setup', ...opened },
  })
  await db.insert(passkeys).values({
    ...{ id: newId<'passkey'>(), personId: learnerId, name: `${marked.name}'s phone`, credentialId: newId() },
    ...{ publicKey: Buffer.from('key'), counter: 0, transports: [], isBackedUp: false, createdAt: now },
  })

  const enrolmentId = newId<'enrolment'>()
  await db
    .insert(enrolments)
    .values({ id: enrolmentId, learnerId, cohortId, enrolledAt: now, rosterName: `${marked.name} (roster)` })
  const eventId = newId<'enrolmentEvent'>()
  await db.insert(enrolmentEvents).values({
    ...{ id: eventId, enrolmentId, cohortId, kind: 'leave', reason: 'personal', startsOn: dayOf(now) },
    ...{ recordedAt: now, recordedBy: employer.personId },
  })
  await db.insert(enrolmentNotes).values({ eventId, text: `${marked.name} is moving house` })
  await db.insert(stageEvents).values({
    ...{ id: newId<'stageEvent'>(), enrolmentId, cohortId, stage: 'S1', occurredAt: now, recordedAt: now },
    evidenceRef: 'test:active',
  })

  const lab = (await listActivities(setup, ['s1-from-law-to-control'])).find(({ activity }) => activity.kind === 'lab')!
  const version = { activityId: lab.activity.id, versionId: lab.activity.currentVersionId! }
  const workspaceId = newId<'workspace'>()
  await db.insert(workspaces).values({
    ...{ id: workspaceId, learnerId, versionId: version.versionId, mode: 'practice' },
    ...{ paramsKey: Buffer.alloc(16, 7), revision: 2, createdAt: now },
  })
  const { path } = marked
  const texts = { first: `// ${marked.name}, first ${learnerId}`, second: `// ${marked.name}, second ${learnerId}` }
  const [first, second] = [
    await putBlob(setup, Buffer.from(texts.first)),
    await putBlob(setup, Buffer.from(texts.second)),
  ]
  const shared = await putBlob(setup, Buffer.from('// the same for everybody'))
  const file = { workspaceId, path, savedAt: now, source: 'editor' as const }
  await db.insert(workspaceFiles).values({ ...file, blobDigest: second, starterDigest: shared, revision: 2 })
  await db.insert(workspaceSaves).values([
    { ...file, id: newId<'save'>(), blobDigest: first, revision: 1 },
    { ...file, id: newId<'save'>(), blobDigest: second, revision: 2 },
  ])
  await db
    .insert(workOutcomes)
    .values({ workspaceId, kind: 'run', revision: 2, at: now, result: { output: `hello ${marked.name}` } })
  await db.insert(activityProgress).values({ learnerId, ...version, startedAt: now, updatedAt: now })

  const [attemptId, submissionId] = [newId<'attempt'>(), newId<'submission'>()]
  await db.insert(attempts).values({
    ...{ id: attemptId, learnerId, enrolmentId, ...version, workspaceId, mode: 'practice', seed: Buffer.alloc(16, 9) },
    ...{ assurance: 'none', requestedAt: now, openedAt: now },
  })
  const snapshotDigest = await putBlob(setup, Buffer.from(canonicalJson({ [path]: second, 'shared.ts': shared })))
  await db.insert(submissions).values({ id: submissionId, attemptId, snapshotDigest, revision: 2, receivedAt: now })
  await db.insert(gradingJobs).values({
    ...{ id: newId<'gradingJob'>(), submissionId, learnerId, purpose: 'grade', requestedBy: learnerId },
    ...{ queuedAt: now, finishedAt: now, outcome: 'graded', score: 100, isPassed: true, resultDigest: 'd' },
    result: {
      ...{ outcome: 'graded', measures: { checkMs: {} }, diagnostics: `stderr of ${marked.name}` },
      checks: [
        { id: 'matrix', status: 'failed', points: 3, feedback: { en: 'hidden input 4711', ja: 'hidden input 4711' } },
        { id: 'explanation', status: 'failed', points: 0, feedback: { en: 'name the rule', ja: 'name the rule' } },
      ],
    },
  })
  const entryId = newId<'commentEntry'>()
  await db.insert(submissionComments).values({
    ...{ id: entryId, commentId: newId(), submissionId, authorId: employer.personId, kind: 'written', at: now },
  })
  await db
    .insert(submissionCommentTexts)
    .values({ entryId, path, line: 1, text: `${marked.name}, this line is what the rule asks for` })
  await db.insert(questionAnswers).values({
    ...{ id: newId<'answer'>(), attemptId, questionId: newId(), variantId: 'a', choice: ['x'] },
    ...{ isCorrect: true, answeredAt: now },
  })
  await db.insert(examAnswers).values({
    ...{ id: newId<'answer'>(), attemptId, questionId: newId(), variantId: 'a', choice: ['x'], number: 1 },
    answeredAt: now,
  })
  const reviewId = newId<'review'>()
  await db.insert(submissionReviews).values({
    ...{ id: reviewId, submissionId, reviewerId: employer.personId, marks: [], isMet: true, recordedAt: now },
  })
  await db.insert(submissionReviewNotes).values({ reviewId, text: `${marked.name}, say which provider` })
  const [observation] = await db.select().from(observations).where(eq(observations.learnerId, learnerId))
  await db.insert(observationNotes).values({ observationId: observation!.id, text: `${marked.name} explained it well` })

  await db.insert(notices).values({
    ...{ id: newId<'notice'>(), personId: learnerId, kind: 'comment_written', subjectId: submissionId, at: now },
  })
  const [consent] = await db
    .select()
    .from(consents)
    .where(eq(consents.id, consentId as Id<'consent'>))
  const placementId = newId<'placement'>()
  await db.insert(placements).values({
    ...{ id: placementId, consentId: consent!.id, openingId: consent!.openingId, learnerId, roleCode: 'r' },
    ...{ organisationId: employer.id, hoursPerWeek: 38, contract: 'permanent', startsOn: dayOf(later(5)) },
    ...{ recordedAt: now, recordedBy: employer.personId },
  })
  await db.insert(placementReferences).values({ placementId, text: `staff ${marked.name}` })
  await db.insert(employerRequests).values({
    ...{ id: newId<'employerRequest'>(), nameEn: 'Shop', nameJa: '店', country: 'JP', purpose: 'hire' },
    ...{ contactName: marked.name, contactEmail: marked.email, requestedAt: now },
  })
  return {
    enrolmentId,
    workspaceId,
    submissionId,
    snapshotDigest,
    texts,
    blobs: { first, second, shared },
  }
}
