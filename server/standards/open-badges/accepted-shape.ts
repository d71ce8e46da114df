import { z } from 'zod'
import { CREDENTIALS_V2, OPEN_BADGES_V3 } from './document-loader.ts'

/**
 * The documents that we check, key by key. A signature covers what the contexts make of a document, not its text: with
 * a context or a key of one's own, a genuine one can be made to read differently and still verifies. So we take the
 * contexts that we issue, in their order, and no key, type or value beyond those whose meaning they fix.
 */
const text = z.string().min(1).max(20_000)
/** JSON-LD drops what a relative address says, and everything about it. */
const iri = z
  .string()
  .max(2_000)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/)
const instant = z.iso.datetime({ offset: true })
const one = <const Name extends string>(name: Name) => z.tuple([z.literal(name)])

const Proof = z.strictObject({
  id: iri.optional(),
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.literal('eddsa-rdfc-2022'),
  created: instant.optional(),
  verificationMethod: iri,
  proofPurpose: z.literal('assertionMethod'),
  proofValue: z.string().max(200),
})

const Evidence = z.strictObject({
  id: iri,
  type: one('Evidence'),
  name: text,
  narrative: text,
  genre: text.optional(),
})

const namesEachOnce = (items: { id: string }[]) => new Set(items.map(({ id }) => id)).size === items.length

/** A credential as `achievementCredential` makes it. */
export const AcceptedCredential = z.strictObject({
  '@context': z.tuple([z.literal(CREDENTIALS_V2), z.literal(OPEN_BADGES_V3)]),
  id: iri,
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('OpenBadgeCredential')]),
  issuer: z.strictObject({ id: iri, type: one('Profile'), name: text, url: iri }),
  validFrom: instant,
  validUntil: instant,
  name: text,
  description: text.optional(),
  credentialSubject: z.strictObject({
    type: one('AchievementSubject'),
    identifier: z.tuple([
      z.strictObject({
        type: z.literal('IdentityObject'),
        identityHash: text,
        identityType: z.literal('name'),
        hashed: z.literal(false),
      }),
    ]),
    achievement: z.strictObject({
      id: iri,
      type: one('Achievement'),
      name: text,
      description: text,
      criteria: z.strictObject({ narrative: text }),
    }),
  }),
  evidence: z.array(Evidence).max(50).refine(namesEachOnce),
  credentialStatus: z.strictObject({
    id: iri,
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
    statusListIndex: z.string().regex(/^(0|[1-9]\d{0,8})$/),
    statusListCredential: iri,
  }),
  proof: Proof,
})
export type AcceptedCredential = z.infer<typeof AcceptedCredential>

/** A status list as `statusListCredential` makes it. */
export const AcceptedStatusList = z.strictObject({
  '@context': z.tuple([z.literal(CREDENTIALS_V2)]),
  id: iri,
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('BitstringStatusListCredential')]),
  issuer: iri,
  validFrom: instant,
  validUntil: instant,
  credentialSubject: z.strictObject({
    id: iri,
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.literal('revocation'),
    encodedList: z.string().max(4_000_000),
  }),
  proof: Proof,
})
export type AcceptedStatusList = z.infer<typeof AcceptedStatusList>

/** Open Badges 3.0 writes proofs as a list: one in a list is that one. */
export function withSingleProof(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('proof' in input)) return input
  const { proof } = input
  return Array.isArray(proof) && proof.length === 1 ? { ...input, proof: proof[0] as unknown } : input
}
