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
    created: z.iso.datetime({ offset: true }).optional(),
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
  | 'key_retired'
  | 'key_compromised'
  | 'not_on_record'

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

/** From when on the key of an issuer signs no more, or is not believed. */
export interface KnownIssuer {
  retiredAt: Date | null
  compromisedAt: Date | null
}

/** What the verifier knows of the world; how it knows is the caller's affair. */
export interface VerifierKnowledge {
  now: Date
  /** Null for an issuer one does not know. */
  issuer: (issuer: string) => Promise<KnownIssuer | null>
  /** Whether the issuer wrote down that it issued this very document: who has a key can date a signature as they like. */
  isOnRecord: () => Promise<boolean>
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

/** A list is signed by the issuer's key of today, which need not be the one that signed the credential. */
async function speaksFor(
  list: VerifiableDocument,
  document: VerifiableDocument,
  knowledge: VerifierKnowledge,
): Promise<boolean> {
  const signer = issuerOf(list)
  if (!list.proof.verificationMethod.startsWith(`${signer}#`)) return false
  const known = await knowledge.issuer(signer)
  if (!known) return signer === issuerOf(document)
  return known.compromisedAt === null && (await knowledge.issuer(issuerOf(document))) !== null
}

async function checkStatus(document: VerifiableDocument, knowledge: VerifierKnowledge): Promise<CredentialCheck> {
  const status = document.credentialStatus
  if (!status) return failed('status', 'no_status')
  const found = await knowledge.statusList(status.statusListCredential)
  if (!found) return failed('status', 'status_unreachable')
  const parsed = VerifiableDocument.safeParse(found)
  const subject = z.looseObject({ encodedList: z.string(), statusPurpose: z.literal('revocation') })
  const list =
    parsed.success && (await hasValidProof(found)) && (await speaksFor(parsed.data, document, knowledge))
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

/** Whether a key could have signed when the document says that it was signed. */
async function checkKey(document: VerifiableDocument, knowledge: VerifierKnowledge): Promise<CheckReason | null> {
  const issuer = issuerOf(document)
  if (!document.proof.verificationMethod.startsWith(`${issuer}#`)) return 'key_not_of_issuer'
  const known = await knowledge.issuer(issuer)
  if (!known) return null
  const signedAt = new Date(document.proof.created ?? knowledge.now)
  if (known.compromisedAt && signedAt >= known.compromisedAt) return 'key_compromised'
  if (known.compromisedAt && !(await knowledge.isOnRecord())) return 'not_on_record'
  return known.retiredAt && signedAt > known.retiredAt ? 'key_retired' : null
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
  const keyFault = await checkKey(document, knowledge)
  const holds = await hasValidProof(document)
  const checks = [
    keyFault === null ? passed('signature') : failed('signature', keyFault),
    holds ? passed('integrity') : failed('integrity', 'tampered'),
    await checkStatus(document, knowledge),
    checkValidity(document, knowledge.now),
    (await knowledge.issuer(issuer)) ? passed('issuer') : failed('issuer', 'unknown_issuer'),
  ]
  return { isValid: checks.every((check) => check.ok), checks, document }
}
