import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import jsigs from 'jsonld-signatures'
import { documentLoader } from './document-loader.ts'
import { loadKey, type StoredKey } from './keys.ts'

export type SignedDocument = Record<string, unknown> & { proof: Record<string, unknown> }

/** Adds a Data Integrity proof `eddsa-rdfc-2022`. @see W3C Data Integrity EdDSA Cryptosuites v1.0 §3.2 */
export async function signDocument(document: object, key: StoredKey, date: Date): Promise<SignedDocument> {
  const pair = await loadKey(key)
  const suite = new DataIntegrityProof({ signer: Object.assign(pair.signer(), { id: key.id }), cryptosuite, date })
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  return (await jsigs.sign(document, { suite, purpose, documentLoader })) as SignedDocument
}

/** Whether the proof of a document holds, and its key speaks for the issuer named in it. Never throws. */
export async function hasValidProof(document: object): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite })
  const purpose = new jsigs.purposes.AssertionProofPurpose()
  const { verified } = await jsigs
    .verify(document, { suite, purpose, documentLoader })
    .catch(() => ({ verified: false }))
  return verified
}
