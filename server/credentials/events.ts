import { defineEvent } from '../platform/events.ts'

export const credentialIssued = defineEvent<{
  credentialId: string
  learnerId: string
  submissionId: string
  issuedAt: string
}>('credentials.issued')
export const credentialRevoked = defineEvent<{ credentialId: string; learnerId: string; statusListId: string }>(
  'credentials.revoked',
)
