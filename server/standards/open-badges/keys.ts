import { from, generate, type KeyPair } from '@digitalbazaar/ed25519-multikey'

/** An issuer key as it is stored: Multikey, with the private half. */
export interface StoredKey {
  id: string
  type: 'Multikey'
  controller: string
  publicKeyMultibase: string
  secretKeyMultibase: string
}

/** Makes an Ed25519 key whose controller is its own did:key. */
export async function generateIssuerKey(): Promise<StoredKey> {
  const pair = await generate()
  const controller = `did:key:${pair.publicKeyMultibase}`
  const { publicKeyMultibase, secretKeyMultibase } = await pair.export({ publicKey: true, secretKey: true })
  return {
    id: `${controller}#${pair.publicKeyMultibase}`,
    type: 'Multikey',
    controller,
    publicKeyMultibase: publicKeyMultibase!,
    secretKeyMultibase: secretKeyMultibase!,
  }
}

export function loadKey(
  key: Omit<StoredKey, 'secretKeyMultibase'> & { secretKeyMultibase?: string },
): Promise<KeyPair> {
  return from({ '@context': 'https://w3id.org/security/multikey/v1', ...key })
}
