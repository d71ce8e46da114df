import { z } from 'zod'
import { hasValidProof } from './sign-document.ts'
import { decodeBits, readBit } from './status-list.ts'

export const VerifiableDocument = z.looseObject({
  '@context': z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).min(1),
  id: z.string().optional(),
  type: z.array(z.string()).refine((types) => types.includes('VerifiableCredential')),
  issuer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  validFrom: z.iso.datetime({ offset: true }).optional(),
  validUntil: z.iso.datetime({ offset: true }).optional(),
  credentialStatus: z
    .looseObject({
      type: z.string(),
      statusPurpose: z.string(),
      statusListIndex: z.string(),
      statusListCredential: z.string(),
    })
    .optional(),
  proof: z.looseObject({
    type: z.literal('DataIntegrityProof'),
    cryptosuite: z.literal('eddsa-rdfc-2022'),
    verificationMethod: z.string(),
  }),
})
export type VerifiableDocument = z.infer<typeof VerifiableDocument>

export type CheckId = 'signature' | 'integrity' | 'status' | 'validity' | 'issuer'
export type CheckReason =
  | 'wrong_shape'
  | 'tampered'
  | 'key_not_of_issuer'
  | 'revoked'
  | 'status_unreachable'
  | 'status_invalid'
  | 'no_status'
  | 'expired'
  | 'not_yet_valid'
  | 'unknown_issuer'

export interface CredentialCheck {
  id: CheckId
  ok: boolean
  reason: CheckReason | null
  /** When the copy of the status list was signed that answered. */
  asOf: string | null
}

export interface CredentialVerdict {
  isValid: boolean
  checks: CredentialCheck[]
  document: VerifiableDocument | null
}

/** What the verifier knows of the world; how it knows is the caller's affair. */
export interface VerifierKnowledge {
  now: Date
  isKnownIssuer: (issuer: string) => Promise<boolean>
  /** The signed status list, or null when it cannot be had. */
  statusList: (id: string) => Promise<object | null>
}

export function issuerOf(document: VerifiableDocument): string {
  return typeof document.issuer === 'string' ? document.issuer : document.issuer.id
}

const passed = (id: CheckId, asOf: string | null = null): CredentialCheck => ({ id, ok: true, reason: null, asOf })
const failed = (id: CheckId, reason: CheckReason, asOf: string | null = null): CredentialCheck => ({
  id,
  ok: false,
  reason,
  asOf,
})

async function checkStatus(document: VerifiableDocument, knowledge: VerifierKnowledge): Promise<CredentialCheck> {
  const status = document.credentialStatus
  if (!status) return failed('status', 'no_status')
  const found = await knowledge.statusList(status.statusListCredential)
  if (!found) return failed('status', 'status_unreachable')
  const parsed = VerifiableDocument.safeParse(found)
  const subject = z.looseObject({ encodedList: z.string(), statusPurpose: z.literal('revocation') })
  const list =
    parsed.success && (await hasValidProof(found)) && issuerOf(parsed.data) === issuerOf(document)
      ? subject.safeParse(parsed.data.credentialSubject)
      : null
  if (!list?.success) return failed('status', 'status_invalid')
  const index = Number(status.statusListIndex)
  try {
    const bits = decodeBits(list.data.encodedList)
    if (!Number.isInteger(index) || index < 0 || index >= bits.byteLength * 8) return failed('status', 'status_invalid')
    const asOf = parsed.data!.validFrom ?? null
    return readBit(bits, index) ? failed('status', 'revoked', asOf) : passed('status', asOf)
  } catch {
    return failed('status', 'status_invalid')
  }
}

function checkValidity({ validFrom, validUntil }: VerifiableDocument, now: Date): CredentialCheck {
  if (validFrom && new Date(validFrom) > now) return failed('validity', 'not_yet_valid')
  if (validUntil && new Date(validUntil) <= now) return failed('validity', 'expired')
  return passed('validity')
}

/** Checks a credential and says why each check holds or not. Never throws for what somebody uploaded. */
export async function verifyCredential(input: unknown, knowledge: VerifierKnowledge): Promise<CredentialVerdict> {
  const parsed = VerifiableDocument.safeParse(input)
  if (!parsed.success) {
    const ids: CheckId[] = ['signature', 'integrity', 'status', 'validity', 'issuer']
    return { isValid: false, checks: ids.map((id) => failed(id, 'wrong_shape')), document: null }
  }
  const document = parsed.data
  const issuer = issuerOf(document)
  const isOfIssuer = document.proof.verificationMethod.startsWith(`${issuer}#`)
  const holds = await hasValidProof(document)
  const checks = [
    isOfIssuer ? passed('signature') : failed('signature', 'key_not_of_issuer'),
    holds ? passed('integrity') : failed('integrity', 'tampered'),
    await checkStatus(document, knowledge),
    checkValidity(document, knowledge.now),
    (await knowledge.isKnownIssuer(issuer)) ? passed('issuer') : failed('issuer', 'unknown_issuer'),
  ]
  return { isValid: checks.every((check) => check.ok), checks, document }
}
