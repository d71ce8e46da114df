import { AcceptedCredential, AcceptedStatusList, withSingleProof } from './accepted-shape.ts'
import { hasValidProof } from './sign-document.ts'
import { decodeBits, readBit } from './status-list.ts'

export type CheckId = 'signature' | 'integrity' | 'status' | 'validity' | 'issuer'
export type CheckReason =
  | 'wrong_shape'
  | 'tampered'
  | 'key_not_of_issuer'
  | 'revoked'
  | 'status_unreachable'
  | 'status_invalid'
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
  document: AcceptedCredential | null
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

const passed = (id: CheckId, asOf: string | null = null): CredentialCheck => ({ id, ok: true, reason: null, asOf })
const failed = (id: CheckId, reason: CheckReason, asOf: string | null = null): CredentialCheck => ({
  id,
  ok: false,
  reason,
  asOf,
})

/** A list is signed by the issuer's key of today, which need not be the one that signed the credential. */
async function speaksFor(
  list: AcceptedStatusList,
  document: AcceptedCredential,
  knowledge: VerifierKnowledge,
): Promise<boolean> {
  const signer = list.issuer
  if (!list.proof.verificationMethod.startsWith(`${signer}#`)) return false
  const known = await knowledge.issuer(signer)
  if (!known) return signer === document.issuer.id
  return known.compromisedAt === null && (await knowledge.issuer(document.issuer.id)) !== null
}

async function checkStatus(document: AcceptedCredential, knowledge: VerifierKnowledge): Promise<CredentialCheck> {
  const { statusListCredential, statusListIndex } = document.credentialStatus
  const found = await knowledge.statusList(statusListCredential)
  if (!found) return failed('status', 'status_unreachable')
  const { data: list } = AcceptedStatusList.safeParse(found)
  if (!list || list.id !== statusListCredential) return failed('status', 'status_invalid')
  if (!(await hasValidProof(list)) || !(await speaksFor(list, document, knowledge)))
    return failed('status', 'status_invalid')
  const index = Number(statusListIndex)
  try {
    const bits = decodeBits(list.credentialSubject.encodedList)
    if (index >= bits.byteLength * 8) return failed('status', 'status_invalid')
    return readBit(bits, index) ? failed('status', 'revoked', list.validFrom) : passed('status', list.validFrom)
  } catch {
    return failed('status', 'status_invalid')
  }
}

/** Whether a key could have signed when the document says that it was signed. */
async function checkKey(document: AcceptedCredential, knowledge: VerifierKnowledge): Promise<CheckReason | null> {
  const issuer = document.issuer.id
  if (!document.proof.verificationMethod.startsWith(`${issuer}#`)) return 'key_not_of_issuer'
  const known = await knowledge.issuer(issuer)
  if (!known) return null
  const signedAt = new Date(document.proof.created ?? knowledge.now)
  if (known.compromisedAt && signedAt >= known.compromisedAt) return 'key_compromised'
  if (known.compromisedAt && !(await knowledge.isOnRecord())) return 'not_on_record'
  return known.retiredAt && signedAt > known.retiredAt ? 'key_retired' : null
}

function checkValidity({ validFrom, validUntil }: AcceptedCredential, now: Date): CredentialCheck {
  if (new Date(validFrom) > now) return failed('validity', 'not_yet_valid')
  if (new Date(validUntil) <= now) return failed('validity', 'expired')
  return passed('validity')
}

/** Checks a credential and says why each check holds or not. Never throws for what somebody uploaded. */
export async function verifyCredential(input: unknown, knowledge: VerifierKnowledge): Promise<CredentialVerdict> {
  const parsed = AcceptedCredential.safeParse(withSingleProof(input))
  if (!parsed.success) {
    const ids: CheckId[] = ['signature', 'integrity', 'status', 'validity', 'issuer']
    return { isValid: false, checks: ids.map((id) => failed(id, 'wrong_shape')), document: null }
  }
  const document = parsed.data
  const issuer = document.issuer.id
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
