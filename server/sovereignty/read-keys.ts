import { createPublicKey } from 'node:crypto'
import { countSealsByKey as countObservationSeals } from '../assessment/index.ts'
import { countBatchesByKey, listAuditKeys } from '../audit/index.ts'
import { listIssuerKeys } from '../credentials/index.ts'
import { countSealsByKey as countReleaseSeals } from '../outcomes/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { listRotations } from './key-queries.ts'
import { manageKeys } from './policy.ts'
import type { KeyPurpose } from './schema.ts'

export type KeyState = 'active' | 'retired' | 'compromised'

interface Times {
  addedAt: Date
  retiredAt: Date | null
  compromisedAt: Date | null
}

const stateOf = ({ retiredAt, compromisedAt }: Times): KeyState =>
  compromisedAt ? 'compromised' : retiredAt ? 'retired' : 'active'

/** Every key that this site signs or signed with, by purpose, newest first, and what was asked of them. */
export async function readKeys(ctx: Context) {
  authorise(ctx, manageKeys, null)
  const [issuers, audits, batches, releases, observations, rotations] = await Promise.all([
    listIssuerKeys(ctx),
    listAuditKeys(ctx),
    countBatchesByKey(ctx),
    countReleaseSeals(ctx),
    countObservationSeals(ctx),
    listRotations(ctx),
  ])
  const of = (purpose: KeyPurpose) => rotations.filter((rotation) => rotation.purpose === purpose)
  const reasonOf = (keyId: string) => rotations.find(({ retiredKeyId }) => retiredKeyId === keyId)?.reason ?? null
  return {
    credentials: {
      keys: issuers.map(({ keyId, publicKeyMultibase, addedAt, retiredAt, compromisedAt, credentials, lists }) => ({
        ...{ keyId, publicKey: publicKeyMultibase, addedAt, retiredAt, compromisedAt, reason: reasonOf(keyId) },
        ...{ state: stateOf({ addedAt, retiredAt, compromisedAt }), signed: { credentials, lists } },
      })),
      waiting: of('credentials').find(({ finishedAt }) => !finishedAt) ?? null,
    },
    records: {
      keys: audits.map(({ keyId, publicKeyPem, addedAt, retiredAt, compromisedAt }) => ({
        ...{ keyId, publicKey: publicKeyPem, addedAt, retiredAt, compromisedAt, reason: reasonOf(keyId) },
        state: stateOf({ addedAt, retiredAt, compromisedAt }),
        signed: {
          batches: batches.get(keyId) ?? 0,
          releases: releases.get(keyId) ?? 0,
          observations: observations.get(keyId) ?? 0,
        },
      })),
      waiting: of('records').find(({ finishedAt }) => !finishedAt) ?? null,
    },
  }
}

/** `expires` and `revoked` of a verification method. @see W3C Controlled Identifiers v1.0 §2.2 */
function ends({ retiredAt, compromisedAt }: Times): { expires?: string; revoked?: string } {
  return {
    ...(retiredAt ? { expires: retiredAt.toISOString() } : {}),
    ...(compromisedAt ? { revoked: compromisedAt.toISOString() } : {}),
  }
}

/**
 * Every key this site signs or signed with, as a controlled identifier document that anybody may read. A signature made at
 * or after `expires` or `revoked` is not this site's.
 * @see W3C Controlled Identifiers v1.0
 */
export async function readIssuerDocument(ctx: Context) {
  const [issuers, audits] = await Promise.all([listIssuerKeys(ctx), listAuditKeys(ctx)])
  const id = `${env().TERAKOYA_URL}/issuer`
  return {
    '@context': ['https://www.w3.org/ns/cid/v1'],
    id,
    alsoKnownAs: issuers.map(({ issuer }) => issuer),
    verificationMethod: [
      ...issuers.map((key) => ({
        ...{ id: key.keyId, type: 'Multikey', controller: key.issuer },
        ...{ publicKeyMultibase: key.publicKeyMultibase, ...ends(key) },
      })),
      ...audits.map((key) => ({
        ...{ id: `${id}#${key.keyId}`, type: 'JsonWebKey', controller: id },
        ...{ publicKeyJwk: createPublicKey(key.publicKeyPem).export({ format: 'jwk' }), ...ends(key) },
      })),
    ],
    assertionMethod: [
      ...issuers.filter(({ retiredAt }) => !retiredAt).map(({ keyId }) => keyId),
      ...audits.filter(({ retiredAt }) => !retiredAt).map(({ keyId }) => `${id}#${keyId}`),
    ],
  }
}
