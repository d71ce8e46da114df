import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { chainAudit, insertAuditKey, listAuditKeys, record, signatureCheckOf, verifyAudit } from '../audit/index.ts'
import { compromisedSince } from '../audit/read-audit.ts'
import { listAchievements } from '../catalog/index.ts'
import { publishContent } from '../cli/publish-content.ts'
import { insertIssuerKey, refreshStatusLists, signAgain, signStatusList } from '../credentials/index.ts'
import { insertCredential, insertStatusList, selectOptionalByHandle } from '../credentials/queries.ts'
import { verifyCredential } from '../credentials/read-credentials.ts'
import { hashPassword } from '../identity/passwords.ts'
import { insertPerson } from '../identity/queries.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { digestOf, type Id, newId, newSecret } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { inTransaction } from '../platform/transaction.ts'
import { achievementCredential, emptyBits, signDocument } from '../standards/open-badges/index.ts'
import { activeKeys } from './active-keys.ts'
import { selectOptionalRotation } from './key-queries.ts'
import { KeyStore } from './key-store.ts'
import { readIssuerDocument, readKeys } from './read-keys.ts'
import { reportCompromise, requestRotation, rotateKey } from './rotate-key.ts'

const database = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'keys-'))
const restart = () => new KeyStore(folder)
const worker = () => database.context({ kind: 'system', process: 'worker' })
/** With a password; the others have none. */
let careful: Context
const operator = () => database.context(actorWith('operator', newId()))
let personId: Id<'person'>

beforeAll(async () => {
  const ctx = database.context()
  await publishContent(ctx, ['content'])
  await insertIssuerKey(ctx, await restart().makeIssuer(newId<'keyRotation'>()))
  await insertAuditKey(ctx, restart().makeAudit(newId<'keyRotation'>()))
  personId = newId()
  const passwordHash = await hashPassword('correct horse')
  await insertPerson(ctx, { id: personId, email: 'o@test.invalid', name: 'O', passwordHash, createdAt: ctx.now })
  careful = database.context(actorWith('operator', newId(), personId))
})

const ask = (fields: Partial<Parameters<typeof requestRotation>[1]> = {}) => ({
  ...{ rotationId: newId<'keyRotation'>(), purpose: 'credentials' as const, reason: 'Once a year' },
  ...{ password: 'correct horse', compromisedAt: null, ...fields },
})

/** Issues as the worker does, without a graded submission before it. */
async function issue(now = new Date()): Promise<{ handle: string; text: string; id: Id<'credential'> }> {
  const { issuerKey } = activeKeys(restart())
  const [achievement] = await listAchievements(worker())
  const [handle, id] = [newSecret().slice(0, 22), newId<'credential'>()]
  const text = await inTransaction({ ...worker(), now }, async (ctx) => {
    const listId = newId<'statusList'>()
    await insertStatusList(ctx, { id: listId, bits: emptyBits(), nextIndex: 1 })
    await signStatusList(ctx, listId, issuerKey)
    const key = await issuerKey(ctx)
    const words = { en: 'A', ja: 'あ' }
    const unsigned = achievementCredential({
      ...{ id: `${env().TERAKOYA_URL}/credentials/${handle}`, learnerName: 'Mio', evidence: [], isEvaluation: true },
      issuer: { id: key.controller, name: 'Site', url: env().TERAKOYA_URL },
      achievement: { id: 'urn:uuid:1', name: words, description: words, criteria: words },
      status: { list: `${env().TERAKOYA_URL}/status/${listId}`, index: 0 },
      ...{ issuedAt: now, expiresAt: new Date(Date.now() + 86_400_000) },
    })
    const document = await signDocument(unsigned, key, now)
    await insertCredential(ctx, {
      ...{ id, achievementId: achievement!.id, learnerId: personId, submissionId: newId(), handle },
      ...{ statusListId: listId, statusIndex: 0, issuedAt: now, expiresAt: now, revokedAt: null, revokedReason: null },
      ...{ document, digest: digestOf(canonicalJson(document)), keyId: key.id },
    })
    return JSON.stringify(document)
  })
  return { handle, text, id }
}

const faultsOf = async (text: string) =>
  (await verifyCredential(worker(), { text })).checks.filter(({ ok }) => !ok).map(({ reason }) => reason)

async function rotate(fields: Partial<Parameters<typeof requestRotation>[1]> = {}): Promise<void> {
  const input = ask(fields)
  await requestRotation(operator(), input)
  await rotateKey(worker(), input, restart())
}

const states = async (purpose: 'credentials' | 'records') =>
  (await readKeys(operator()))[purpose].keys.map(({ state }) => state)
const activeId = async (purpose: 'credentials' | 'records') =>
  (await readKeys(operator()))[purpose].keys.find(({ state }) => state === 'active')!.keyId
const privateHalves = () =>
  readdirSync(folder).filter(
    (name) => name.endsWith('.pem') || readFileSync(join(folder, name), 'utf8').includes('secretKey'),
  )

describe('asking for a new key', () => {
  test('is for operators, with their password, once at a time, and the same again is one', async () => {
    for (const role of ['programme_manager', 'auditor', 'learner'] as const)
      await expect(requestRotation(database.context(actorWith(role, newId())), ask())).rejects.toMatchObject({
        code: 'not_found',
      })
    await expect(requestRotation(careful, ask({ password: 'wrong' }))).rejects.toMatchObject({
      reason: 'wrongPassword',
    })
    const tomorrow = new Date(Date.now() + 86_400_000)
    await expect(requestRotation(operator(), ask({ compromisedAt: tomorrow }))).rejects.toMatchObject({
      reason: 'dateInFuture',
    })
    const input = ask({ purpose: 'records' })
    await Promise.all([requestRotation(careful, input), requestRotation(careful, input)])
    await expect(requestRotation(operator(), ask({ purpose: 'records' }))).rejects.toMatchObject({
      reason: 'rotationWaiting',
    })
    expect((await readKeys(operator())).records.waiting).toMatchObject({ id: input.rotationId })
    await rotateKey(worker(), input, restart())
    expect((await readKeys(operator())).records.waiting).toBeNull()
  })
})

describe('a new key for credentials', () => {
  test('signs from now on; what the old one signed holds, and its private half is gone', async () => {
    const before = await issue()
    await rotate()
    await refreshStatusLists(worker(), activeKeys(restart()).issuerKey)
    const after = await issue()
    expect(JSON.parse(after.text).issuer.id).not.toBe(JSON.parse(before.text).issuer.id)
    expect(await faultsOf(before.text)).toEqual([])
    expect(await faultsOf(after.text)).toEqual([])
    expect(await states('credentials')).toEqual(['active', 'retired'])
    expect((await readKeys(operator())).credentials.keys.map(({ signed }) => signed)).toEqual([
      { credentials: 1, lists: 2 },
      { credentials: 1, lists: 0 },
    ])
    expect(privateHalves()).toHaveLength(2)
    const { verificationMethod, assertionMethod } = await readIssuerDocument(worker())
    expect(verificationMethod.filter(({ type }) => type === 'Multikey')).toMatchObject([
      { id: JSON.parse(after.text).proof.verificationMethod },
      { id: JSON.parse(before.text).proof.verificationMethod, expires: expect.any(String) },
    ])
    expect(assertionMethod).toHaveLength(2)
  })

  test.each(['after the key was made', 'after it signs'])('survives an end of the worker %s', async (when) => {
    const input = ask()
    await requestRotation(operator(), input)
    const dying = restart()
    const crash = () => {
      throw new Error('the worker ended')
    }
    if (when === 'after it signs') Object.assign(dying, { forget: crash })
    else {
      const make = dying.makeIssuer.bind(dying)
      Object.assign(dying, { makeIssuer: async (id: Id<'keyRotation'>) => (await make(id)) && crash() })
    }
    await expect(rotateKey(worker(), input, dying)).rejects.toThrow('the worker ended')
    await issue()
    await rotateKey(worker(), input, restart())
    await rotateKey(worker(), input, restart())
    const rotation = await selectOptionalRotation(worker(), input.rotationId as Id<'keyRotation'>)
    expect(rotation).toMatchObject({ newKeyId: await activeId('credentials'), finishedAt: expect.any(Date) })
    expect(() => restart().issuer(rotation!.retiredKeyId!)).toThrow('is not here')
    expect(privateHalves()).toHaveLength(2)
    expect(await faultsOf((await issue()).text)).toEqual([])
  })

  test('is one, also when two workers make it at once', async () => {
    const known = (await states('credentials')).length
    const input = ask()
    await requestRotation(operator(), input)
    await Promise.all([rotateKey(worker(), input, restart()), rotateKey(worker(), input, restart())])
    expect((await states('credentials')).length).toBe(known + 1)
    expect(privateHalves()).toHaveLength(2)
  })

  test('waits for whoever is signing, so that no signature is later than the end of its key', async () => {
    const { issuerKey } = activeKeys(restart())
    let letGo = () => {}
    let holds = () => {}
    const held = new Promise<void>((resolve) => (holds = resolve))
    const signing = inTransaction(worker(), async (ctx) => {
      await issuerKey(ctx)
      holds()
      await new Promise<void>((resolve) => (letGo = resolve))
      return new Date()
    })
    await held
    const rotating = rotate()
    letGo()
    const signedAt = await signing
    await rotating
    const [, retired] = (await readKeys(operator())).credentials.keys
    expect(retired!.retiredAt!.getTime()).toBeGreaterThanOrEqual(signedAt.getTime())
  })

  test('after a compromise: what was signed since is refused with the reason and is signed again', async () => {
    const [early, late] = [await issue(new Date(Date.now() - 7_200_000)), await issue()]
    const stolen = restart().issuer(await activeId('credentials'))
    const since = new Date(Date.now() - 3_600_000)
    await rotate({ compromisedAt: since, reason: 'A laptop was stolen' })
    const { issuerKey } = activeKeys(restart())
    await refreshStatusLists(worker(), issuerKey)
    const job = { keyId: stolen.id, since: since.toISOString() }
    await signAgain(worker(), job, issuerKey)
    await signAgain(worker(), job, issuerKey)
    expect(await faultsOf(early.text)).toEqual([])
    expect(await faultsOf(late.text)).toEqual(['key_compromised'])
    expect((await verifyCredential(worker(), { handle: late.handle })).isValid).toBe(true)
    const { credential } = (await selectOptionalByHandle(worker(), late.handle))!
    expect(credential).toMatchObject({ id: late.id, keyId: await activeId('credentials') })
    const { proof: _, ...unsigned } = JSON.parse(late.text) as { proof: unknown; name: string }
    const forged = await signDocument({ ...unsigned, name: 'Forged' }, stolen, new Date(Date.now() - 7_200_000))
    expect(await faultsOf(JSON.stringify(forged))).toEqual(['not_on_record'])
    expect((await states('credentials')).slice(0, 2)).toEqual(['active', 'compromised'])
  })

  test('a compromise found later is written down for a key that signs no more, and for no other', async () => {
    const before = await issue()
    const keyId = await activeId('credentials')
    const input = { keyId, purpose: 'credentials' as const, password: 'correct horse', since: new Date(0) }
    await expect(reportCompromise(operator(), input)).rejects.toMatchObject({ reason: 'keyStillSigns' })
    await rotate()
    await refreshStatusLists(worker(), activeKeys(restart()).issuerKey)
    expect(await faultsOf(before.text)).toEqual([])
    await reportCompromise(operator(), input)
    expect(await faultsOf(before.text)).toEqual(['key_compromised'])
    await expect(reportCompromise(operator(), { ...input, keyId: 'did:key:none' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a new key for records', () => {
  test('chains on what the old one signed; after a compromise the chain says what later batches cover', async () => {
    const write = async () => {
      await inTransaction(worker(), (ctx) => record(ctx, 'test.happened', { type: 'test', id: newId() }))
      await chainAudit(worker(), activeKeys(restart()).signer)
    }
    const verdict = async () => {
      const keys = await listAuditKeys(worker())
      return verifyAudit(worker(), signatureCheckOf(restart().auditPublicKeys()), compromisedSince(keys))
    }
    await write()
    await rotate({ purpose: 'records' })
    await write()
    expect(await verdict()).toMatchObject({ ok: true, doubtful: 0 })
    await write()
    const before = await verdict()
    await rotate({ purpose: 'records', compromisedAt: new Date(Date.now() - 60_000), reason: 'A disk went missing' })
    expect(await verdict()).toMatchObject({ ok: false, fault: 'key_compromised' })
    await write()
    expect(before.ok && (await verdict())).toMatchObject({ ok: true, doubtful: 2 })
    expect(privateHalves()).toHaveLength(2)
  })
})
