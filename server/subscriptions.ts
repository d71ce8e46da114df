import {
  becameReady,
  commented,
  graded,
  judgeReadiness,
  listReleasedBy,
  observationSigned,
  passed,
  quizCompleted,
  readinessLapsed,
  recordGrade,
  reviewed,
  reviewWanted,
  sealObservation,
  selectSubmissionSubject,
  withdrawEvidence,
} from './assessment/index.ts'
import type { SignerOf } from './audit/index.ts'
import { selectActivity } from './catalog/index.ts'
import { cohortFrozen, enrolmentChanged, gradesReleased, learnersEnrolled } from './cohorts/index.ts'
import {
  credentialIssued,
  credentialRevoked,
  type IssuerKeyOf,
  issueCredentials,
  signStatusList,
} from './credentials/index.ts'
import {
  candidatesViewed,
  learnersTold,
  notifyMatching,
  notifyNewlyReady,
  notifyReleased,
  openingPublished,
  placementAnswered,
  placementConfirmed,
  placementRecorded,
  retentionConfirmed,
} from './employers/index.ts'
import { draftProved } from './labs/index.ts'
import { progressed, recordProgress } from './learning/index.ts'
import {
  tellOfComment,
  tellOfCredential,
  tellOfEnrolment,
  tellOfEnrolmentChange,
  tellOfFailedGrading,
  tellOfObservation,
  tellOfOpening,
  tellOfPlacement,
  tellOfProof,
  tellOfRelease,
  tellOfReview,
  tellOfReviewWanted,
  tellOfViews,
} from './notices/index.ts'
import {
  recordActive,
  recordCertified,
  recordCompleted,
  recordDeployable,
  recordDeployed,
  recordDisputed,
  recordEnrolled,
  recordLapsed,
  recordRetained,
  recordUncertified,
  releasePublished,
  sealRelease,
} from './outcomes/index.ts'
import { type Subscription, subscribe } from './platform/events.ts'
import type { Id } from './platform/ids.ts'
import { inTransaction } from './platform/transaction.ts'

/** The only place that ties a subscriber to an event: who hears what, one job per subscriber. */
export function subscriptions(issuerKey: IssuerKeyOf, signer: SignerOf): Subscription[] {
  return [
    subscribe(cohortFrozen, 'outcomes.enrolled', recordEnrolled),
    subscribe(graded, 'assessment.recordGrade', recordGrade),
    subscribe(graded, 'outcomes.active', recordActive),
    subscribe(passed, 'learning.progress', async (ctx, payload) => {
      const { attempt } = await selectSubmissionSubject(ctx, payload.submissionId as Id<'submission'>)
      const { learnerId, activityId, versionId } = attempt
      await recordProgress(ctx, { learnerId, activityId, versionId, completedAt: ctx.now, score: null })
    }),
    subscribe(passed, 'assessment.judgeReadiness', judgeReadiness, 'handling'),
    subscribe(observationSigned, 'assessment.judgeReadiness', judgeReadiness, 'handling'),
    subscribe(
      observationSigned,
      'assessment.sealObservation',
      (ctx, payload) => inTransaction(ctx, async (ctx) => sealObservation(ctx, payload, await signer(ctx))),
      'handling',
    ),
    subscribe(gradesReleased, 'credentials.issueReleased', async (ctx, { holdId }) => {
      for (const { submissionId } of await listReleasedBy(ctx, holdId as Id<'gradeHold'>))
        await issueCredentials(ctx, { submissionId }, issuerKey)
    }),
    subscribe(passed, 'credentials.issue', (ctx, payload) => issueCredentials(ctx, payload, issuerKey)),
    subscribe(quizCompleted, 'learning.progress', async (ctx, payload) => {
      const { activity } = await selectActivity(ctx, payload.activityId as Id<'activity'>)
      const fact = {
        learnerId: payload.learnerId as Id<'person'>,
        activityId: activity.id,
        versionId: activity.currentVersionId!,
      }
      await recordProgress(ctx, { ...fact, completedAt: ctx.now, score: payload.percent })
    }),
    subscribe(progressed, 'outcomes.completed', recordCompleted),
    subscribe(becameReady, 'outcomes.deployable', recordDeployable),
    subscribe(readinessLapsed, 'outcomes.lapsed', recordLapsed),
    subscribe(becameReady, 'employers.notifyNewlyReady', notifyNewlyReady, 'handling'),
    subscribe(gradesReleased, 'employers.notifyReleased', notifyReleased, 'handling'),
    subscribe(openingPublished, 'employers.notifyMatching', notifyMatching, 'handling'),
    subscribe(placementConfirmed, 'outcomes.deployed', recordDeployed),
    subscribe(placementAnswered, 'outcomes.disputed', recordDisputed),
    subscribe(retentionConfirmed, 'outcomes.retained', recordRetained),
    subscribe(credentialIssued, 'outcomes.certified', recordCertified),
    subscribe(
      releasePublished,
      'outcomes.sealRelease',
      (ctx, payload) => inTransaction(ctx, async (ctx) => sealRelease(ctx, payload, await signer(ctx))),
      'handling',
    ),
    subscribe(credentialRevoked, 'assessment.withdrawEvidence', withdrawEvidence, 'handling'),
    subscribe(credentialRevoked, 'outcomes.uncertified', recordUncertified),
    subscribe(
      credentialRevoked,
      'credentials.signStatusList',
      (ctx, payload) =>
        inTransaction(ctx, (ctx) => signStatusList(ctx, payload.statusListId as Id<'statusList'>, issuerKey)),
      'handling',
    ),
    ...notices(),
  ]
}

/** What people are told of; each page that a notice leads to decides by itself what it shows. */
function notices(): Subscription[] {
  const told: Subscription[] = [
    subscribe(commented, 'notices.comment', tellOfComment),
    subscribe(gradesReleased, 'notices.release', tellOfRelease),
    subscribe(graded, 'notices.failedGrading', tellOfFailedGrading),
    subscribe(draftProved, 'notices.proof', tellOfProof),
    subscribe(reviewWanted, 'notices.reviewWanted', tellOfReviewWanted),
    subscribe(reviewed, 'notices.review', tellOfReview),
    subscribe(observationSigned, 'notices.observation', tellOfObservation),
    subscribe(credentialIssued, 'notices.credential', (ctx, told) => tellOfCredential(ctx, told, 'credential_issued')),
    subscribe(credentialRevoked, 'notices.credential', (ctx, told) =>
      tellOfCredential(ctx, told, 'credential_revoked'),
    ),
    subscribe(learnersTold, 'notices.opening', tellOfOpening),
    subscribe(candidatesViewed, 'notices.views', tellOfViews),
    subscribe(placementRecorded, 'notices.placement', (ctx, { placementId, learnerId }) =>
      tellOfPlacement(ctx, { placementId, personId: learnerId }, 'placement_recorded'),
    ),
    subscribe(placementConfirmed, 'notices.placement', (ctx, { placementId, learnerId }) =>
      tellOfPlacement(ctx, { placementId, personId: learnerId }, 'placement_started'),
    ),
    subscribe(placementAnswered, 'notices.placement', (ctx, { placementId, recordedBy, answer }) =>
      tellOfPlacement(ctx, { placementId, personId: recordedBy }, `placement_${answer}`),
    ),
    subscribe(learnersEnrolled, 'notices.enrolment', tellOfEnrolment),
    subscribe(enrolmentChanged, 'notices.enrolment', tellOfEnrolmentChange),
  ]
  // A notice is of when somebody is told.
  return told.map((subscription) => ({ ...subscription, clock: 'handling' }))
}
