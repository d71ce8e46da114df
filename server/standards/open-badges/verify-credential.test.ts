import { describe, expect, test } from 'vitest'
import {
  achievementCredential,
  emptyBits,
  generateIssuerKey,
  type StoredKey,
  signDocument,
  statusListCredential,
  verifyCredential,
  withBit,
} from './index.ts'

const NOW = new Date('2026-11-22T00:00:00Z')
const LATER = new Date('2027-11-22T00:00:00Z')
const LIST = 'https://site.example/status/1'

async function issue(key: StoredKey, overrides: { expiresAt?: Date } = {}) {
  return signDocument(
    achievementCredential({
      id: 'https://site.example/credentials/1',
      issuer: { id: key.controller, name: 'Issuer', url: 'https://site.example' },
      achievement: {
        id: 'urn:uuid:1',
        name: { en: 'A', ja: 'あ' },
        description: { en: 'D', ja: '説明' },
        criteria: { en: 'C', ja: '基準' },
      },
      learnerName: 'Mio Hoshino',
      evidence: [{ id: 'urn:uuid:2', name: { en: 'L20', ja: 'L20' }, narrative: { en: 'Proctored', ja: '監督付き' } }],
      status: { list: LIST, index: 7 },
      issuedAt: NOW,
      expiresAt: overrides.expiresAt ?? LATER,
      isEvaluation: true,
    }),
    key,
    NOW,
  )
}

interface World {
  bits?: Buffer
  known?: boolean
  reachable?: boolean
  /** The key that signs the list, where it is another one of the site's. */
  lister?: StoredKey
  retiredAt?: Date
  compromisedAt?: Date
  isOnRecord?: boolean
}

async function knowledge(key: StoredKey, options: World = {}) {
  const { bits = emptyBits(), known = true, reachable = true, lister = key, isOnRecord = true } = options
  const { retiredAt = null, compromisedAt = null } = options
  const list = await signDocument(
    statusListCredential({ id: LIST, issuer: lister.controller, bits, validFrom: NOW, validUntil: LATER }),
    lister,
    NOW,
  )
  const issuers = known
    ? new Map([
        [lister.controller, { retiredAt: null, compromisedAt: null }],
        [key.controller, { retiredAt, compromisedAt }],
      ])
    : new Map<string, never>()
  return {
    now: NOW,
    issuer: async (issuer: string) => issuers.get(issuer) ?? null,
    isOnRecord: async () => isOnRecord,
    statusList: async () => (reachable ? list : null),
  }
}

const reasons = (verdict: Awaited<ReturnType<typeof verifyCredential>>) =>
  verdict.checks.filter((check) => !check.ok).map((check) => check.reason)

describe('a credential', () => {
  test('that was just issued passes all five checks', async () => {
    const key = await generateIssuerKey()
    const verdict = await verifyCredential(await issue(key), await knowledge(key))
    expect(reasons(verdict)).toEqual([])
    expect(verdict.isValid).toBe(true)
  })

  test('whose content was changed is tampered', async () => {
    const key = await generateIssuerKey()
    const document = structuredClone(await issue(key)) as { credentialSubject?: { achievement: { name: string } } }
    document.credentialSubject!.achievement.name = 'Another'
    expect(reasons(await verifyCredential(document, await knowledge(key)))).toEqual(['tampered'])
  })

  test('with an added claim is of no kind that we check, even one no context defines', async () => {
    const key = await generateIssuerKey()
    const document = { ...(await issue(key)), honours: true }
    expect(new Set(reasons(await verifyCredential(document, await knowledge(key))))).toEqual(new Set(['wrong_shape']))
  })

  test('of a withdrawn index is revoked', async () => {
    const key = await generateIssuerKey()
    expect(
      reasons(await verifyCredential(await issue(key), await knowledge(key, { bits: withBit(emptyBits(), 7) }))),
    ).toEqual(['revoked'])
  })

  test('past its end is expired', async () => {
    const key = await generateIssuerKey()
    const document = await issue(key, { expiresAt: new Date('2026-11-21T00:00:00Z') })
    expect(reasons(await verifyCredential(document, await knowledge(key)))).toEqual(['expired'])
  })

  test('of somebody this site does not know is refused for that', async () => {
    const key = await generateIssuerKey()
    expect(reasons(await verifyCredential(await issue(key), await knowledge(key, { known: false })))).toEqual([
      'unknown_issuer',
    ])
  })

  test('signed by another key in the name of the issuer is refused', async () => {
    const [issuer, forger] = [await generateIssuerKey(), await generateIssuerKey()]
    const forged = await issue({ ...forger, controller: issuer.controller })
    expect(reasons(await verifyCredential(forged, await knowledge(issuer)))).toContain('key_not_of_issuer')
  })

  test('of a retired key passes with a list of the key of today, and none may be dated after its retirement', async () => {
    const [key, next] = [await generateIssuerKey(), await generateIssuerKey()]
    const [before, after] = [new Date('2026-11-22T00:00:01Z'), new Date('2026-11-21T23:59:59Z')]
    const document = await issue(key)
    const check = async (world: World) => reasons(await verifyCredential(document, await knowledge(key, world)))
    expect(await check({ lister: next, retiredAt: before })).toEqual([])
    expect(await check({ lister: next, retiredAt: after })).toEqual(['key_retired'])
    expect(await check({ lister: next, bits: withBit(emptyBits(), 7), retiredAt: before })).toEqual(['revoked'])
  })

  test('of a compromised key passes only from before, and only if the issuer has it on record', async () => {
    const [key, next] = [await generateIssuerKey(), await generateIssuerKey()]
    const [later, earlier] = [new Date('2026-11-23T00:00:00Z'), new Date('2026-11-21T00:00:00Z')]
    const document = await issue(key)
    const check = async (world: World) =>
      reasons(await verifyCredential(document, await knowledge(key, { lister: next, ...world })))
    expect(await check({ compromisedAt: later })).toEqual([])
    expect(await check({ compromisedAt: later, isOnRecord: false })).toEqual(['not_on_record'])
    expect(await check({ compromisedAt: NOW })).toEqual(['key_compromised'])
    expect(await check({ compromisedAt: earlier })).toEqual(['key_compromised'])
    const listedByIt = await knowledge(key, { compromisedAt: later })
    expect(reasons(await verifyCredential(document, listedByIt))).toEqual(['status_invalid'])
  })

  test('whose status list cannot be had, or was forged, does not pass', async () => {
    const [key, other] = [await generateIssuerKey(), await generateIssuerKey()]
    const document = await issue(key)
    expect(reasons(await verifyCredential(document, await knowledge(key, { reachable: false })))).toEqual([
      'status_unreachable',
    ])
    const forgedList = { ...(await knowledge(other)), issuer: (await knowledge(key)).issuer }
    expect(reasons(await verifyCredential(document, forgedList))).toEqual(['status_invalid'])
  })

  test.each([null, 'text', {}, { '@context': [] }, [], { type: ['VerifiableCredential'] }])(
    'of another shape is refused: %j',
    async (input) => {
      const key = await generateIssuerKey()
      const verdict = await verifyCredential(input, await knowledge(key))
      expect(verdict.isValid).toBe(false)
      expect(new Set(reasons(verdict))).toEqual(new Set(['wrong_shape']))
    },
  )
})
