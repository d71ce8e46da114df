import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { AppError } from '../platform/errors.ts'
import { type Id, newId } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { AddPasskeyInput, PasskeyInput, RenamePasskeyInput } from './inputs.ts'
import {
  deleteOwn,
  insertChallenge,
  insertPasskey,
  listPasskeysOf,
  lockOptionalPasskey,
  markUsed,
  renameOwn,
  takeOptionalChallenge,
} from './passkey-queries.ts'
import { selectOptionalPerson } from './queries.ts'
import { openSession } from './sessions.ts'
import type { OpenedSession } from './sign-in.ts'

/** Loaded when a passkey is used: every process has this domain, few need its library. */
const webauthn = () => import('@simplewebauthn/server')

const CHALLENGE_SECONDS = 300
const MAX_PASSKEYS = 20

interface Site {
  rpID: string
  origin: string
}

/** A passkey belongs to a name; a site that is only a number has none. @see WebAuthn Level 3 §5.1.3 (effective domain) */
function optionalSite(): Site | null {
  const { hostname, origin } = new URL(env().TERAKOYA_URL)
  const isNumber = /^[\d.]+$|^\[/.test(hostname)
  return isNumber ? null : { rpID: hostname, origin }
}

function requireSite(): Site {
  const site = optionalSite()
  if (!site) throw new AppError('precondition_failed', { reason: 'passkeysNeedName' })
  return site
}

/** Whether passkeys can be used at this site's address. */
export function arePasskeysPossible(): boolean {
  return optionalSite() !== null
}

async function keepChallenge(ctx: Context, challenge: string, sessionId: Id<'session'> | null) {
  const id = newId<'passkeyChallenge'>()
  const expiresAt = new Date(ctx.now.getTime() + CHALLENGE_SECONDS * 1000)
  await insertChallenge(ctx, { id, challenge, sessionId, expiresAt })
  return id
}

/** One's passkeys, without their keys. */
export async function readPasskeys(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const rows = await listPasskeysOf(ctx, personId)
  return {
    isPossible: arePasskeysPossible(),
    passkeys: rows.map(({ id, name, createdAt, lastUsedAt, isBackedUp }) => ({
      ...{ id, name, createdAt, lastUsedAt, isBackedUp },
    })),
  }
}

/** What the browser asks a new passkey to sign. @throws AppError `precondition_failed` (passkeysNeedName, tooManyPasskeys) */
export async function beginPasskey(ctx: Context) {
  const { personId, sessionId } = requirePerson(ctx)
  const { rpID } = requireSite()
  await limitRate(ctx, `passkey:add:${personId}`, { max: 20, windowSeconds: 900 })
  const person = await selectOptionalPerson(ctx, personId)
  if (!person) throw new AppError('not_found')
  const known = await listPasskeysOf(ctx, personId)
  if (known.length >= MAX_PASSKEYS) throw new AppError('precondition_failed', { reason: 'tooManyPasskeys' })
  const { generateRegistrationOptions } = await webauthn()
  const { extensions: _extensions, ...options } = await generateRegistrationOptions({
    ...{ rpName: env().SITE_NAME, rpID, userName: person.email, userDisplayName: person.name },
    userID: new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex')),
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challengeId: await keepChallenge(ctx, options.challenge, sessionId), options }
}

/**
 * Adds a passkey that signed this session's challenge.
 * @throws AppError `expired` (challengeOver), `precondition_failed` (passkeyRefused), `conflict` (passkeyKnown)
 */
export async function addPasskey(ctx: Context, input: z.output<typeof AddPasskeyInput>): Promise<void> {
  const { personId, sessionId } = requirePerson(ctx)
  const challenge = await takeOptionalChallenge(ctx, input.challengeId as Id<'passkeyChallenge'>, sessionId)
  if (!challenge) throw new AppError('expired', { reason: 'challengeOver' })
  const { rpID, origin } = requireSite()
  const { verifyRegistrationResponse } = await webauthn()
  const { registrationInfo } = await verifyRegistrationResponse({
    response: input.response as unknown as RegistrationResponseJSON,
    ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true },
  }).catch((cause: unknown) => {
    throw new AppError('precondition_failed', { reason: 'passkeyRefused', cause })
  })
  if (!registrationInfo) throw new AppError('precondition_failed', { reason: 'passkeyRefused' })
  const { credential, credentialBackedUp } = registrationInfo
  await inTransaction(ctx, async (ctx) => {
    const id = newId<'passkey'>()
    const isNew = await insertPasskey(ctx, {
      ...{ id, personId, name: input.name, credentialId: credential.id, publicKey: Buffer.from(credential.publicKey) },
      ...{ counter: credential.counter, transports: credential.transports ?? [] },
      ...{ isBackedUp: credentialBackedUp, createdAt: ctx.now },
    })
    if (!isNew) throw new AppError('conflict', { reason: 'passkeyKnown' })
    await record(ctx, 'passkey.add', { type: 'passkey', id })
  })
}

/** @throws AppError `not_found` */
export async function renamePasskey(ctx: Context, input: z.output<typeof RenamePasskeyInput>): Promise<void> {
  const { personId } = requirePerson(ctx)
  const id = input.passkeyId as Id<'passkey'>
  await inTransaction(ctx, async (ctx) => {
    if (!(await renameOwn(ctx, personId, id, input.name))) throw new AppError('not_found')
    await record(ctx, 'passkey.rename', { type: 'passkey', id })
  })
}

/** Takes a passkey away; nobody signs in with it any more. @throws AppError `not_found` */
export async function removePasskey(ctx: Context, input: z.output<typeof PasskeyInput>): Promise<void> {
  const { personId } = requirePerson(ctx)
  const id = input.passkeyId as Id<'passkey'>
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteOwn(ctx, personId, id))) throw new AppError('not_found')
    await record(ctx, 'passkey.remove', { type: 'passkey', id })
  })
}

/** What the browser asks any passkey of this site to sign; a cookie of that browser keeps the challenge's id. */
export async function beginPasskeySignIn(ctx: Context, address: string) {
  const { rpID } = requireSite()
  await limitRate(ctx, `passkey:begin:${address}`, { max: 60, windowSeconds: 900 })
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
  return { challengeId: await keepChallenge(ctx, options.challenge, null), options, seconds: CHALLENGE_SECONDS }
}

/**
 * Signs in with a passkey. Every refusal is the same: an unknown key, a used challenge, a counter that went back.
 * @throws AppError `unauthenticated` (passkeyRefused), `rate_limited`
 */
export async function signInWithPasskey(
  ctx: Context,
  signed: { challengeId: string; response: unknown },
  address: string,
  device: string | null,
): Promise<OpenedSession> {
  const refusal = (cause?: unknown) => new AppError('unauthenticated', { reason: 'passkeyRefused', cause })
  const { rpID, origin } = requireSite()
  await limitRate(ctx, `sign-in:address:${address}`, { max: 60, windowSeconds: 900 })
  const response = signed.response as AuthenticationResponseJSON
  const challenge = await takeOptionalChallenge(ctx, signed.challengeId as Id<'passkeyChallenge'>, null)
  if (!challenge || typeof response?.id !== 'string') throw refusal()
  const { verifyAuthenticationResponse } = await webauthn()
  return inTransaction(ctx, async (ctx) => {
    const passkey = await lockOptionalPasskey(ctx, response.id)
    if (!passkey) throw refusal()
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID },
      requireUserVerification: true,
      credential: {
        ...{ id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
      },
    }).catch((cause: unknown) => {
      throw refusal(cause)
    })
    if (!verified) throw refusal()
    await markUsed(ctx, passkey.id, authenticationInfo.newCounter, authenticationInfo.credentialBackedUp)
    return { personId: passkey.personId, sessionId: await openSession(ctx, passkey.personId, 'passkey', device) }
  })
}
