export { askConfirmations, drawConfirmationSecret } from './confirmations.ts'
export {
  candidatesViewed,
  learnersTold,
  openingPublished,
  placementAnswered,
  placementConfirmed,
  placementRecorded,
  retentionConfirmed,
} from './events.ts'
export { mailConfirmation, mailNotice, mailPlacement, mailRefusal } from './mail.ts'
export { notifyMatching, notifyNewlyReady, notifyReleased } from './notify-learners.ts'
export { eraseEmployers, exportOfEmployers } from './person-queries.ts'
export { selectOptionalDisputedAt } from './placement-queries.ts'
export { employersRouter } from './router.ts'
export { withdrawAllConsents } from './withdraw-all.ts'
