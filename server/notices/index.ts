export { eraseNotices, exportOfNotices } from './queries.ts'
export { noticesRouter } from './router.ts'
export {
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
} from './tell.ts'
