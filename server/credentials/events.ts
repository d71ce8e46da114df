import { defineEvent } from '../platform/events.ts'

export const credentialIssued = defineEvent<{
  credentialId: string
  learnerId: string
  submissionId: string
  issuedAt: string
}>('credentials.issued')
/** `withdrawn`: what it rested on does not hold. `erased`: its holder is forgotten, and what they showed was shown. */
export const credentialRevoked = defineEvent<{
  credentialId: string
  learnerId: string
  submissionId: string
  statusListId: string
  cause: 'withdrawn' | 'erased'
  revokedAt: string
}>('credentials.revoked')
