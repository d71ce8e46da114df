import { z } from 'zod'

export const Handle = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
export const ShowCredentialInput = z.object({ handle: Handle })
/** Far more than a credential takes. */
export const MAX_DOCUMENT_CHARACTERS = 64_000
/** The text that somebody pasted or uploaded, or the handle of a link. */
export const VerifyCredentialInput = z.union([
  z.object({ handle: Handle }),
  z.object({ text: z.string().max(MAX_DOCUMENT_CHARACTERS) }),
])
export const RevokeCredentialInput = z.object({ credentialId: z.uuid(), reason: z.string().trim().min(3).max(500) })
