import { holdAuditKey, type SignerOf } from '../audit/index.ts'
import { holdIssuerKey, type IssuerKeyOf } from '../credentials/index.ts'
import type { KeyStore } from './key-store.ts'

/** Gives the worker the keys that sign now, each held until the transaction ends that stores what it signed. */
export function activeKeys(store: KeyStore): { issuerKey: IssuerKeyOf; signer: SignerOf } {
  return {
    issuerKey: async (ctx) => store.issuer(requireKey(await holdIssuerKey(ctx), 'credentials')),
    signer: async (ctx) => store.signer(requireKey(await holdAuditKey(ctx), 'records')),
  }
}

function requireKey(keyId: string | null, purpose: string): string {
  if (!keyId) throw new Error(`This site has no key for ${purpose}`)
  return keyId
}
