import { z } from 'zod'

export const Handle = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
export const ShowCredentialInput = z.object({ handle: Handle })
/** The text that somebody pasted or uploaded, or the handle of a link. */
export const VerifyCredentialInput = z.union([
  z.object({ handle: Handle }),
  z.object({ text: z.string().max(200_000) }),
])
export const RevokeCredentialInput = z.object({ credentialId: z.uuid(), reason: z.string().trim().min(3).max(500) })
