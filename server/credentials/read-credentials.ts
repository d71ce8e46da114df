import type { z } from 'zod'
import { achievementOf } from '../catalog/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { digestOf } from '../platform/ids.ts'
import {
  type CredentialVerdict,
  readJson,
  verifyCredential as verifyDocument,
  withSingleProof,
} from '../standards/open-badges/index.ts'
import type { ShowCredentialInput, VerifyCredentialInput } from './inputs.ts'
import { selectIsOnRecord, selectOptionalIssuerKey } from './key-queries.ts'
import * as policy from './policy.ts'
import {
  listCredentialsIn,
  listCredentialsOf,
  selectOptionalByHandle,
  selectOptionalStatusDocument,
} from './queries.ts'

function summary({
  credential,
  achievement,
}: {
  credential: Parameters<typeof digestFields>[0]
  achievement: { definition: unknown }
}) {
  const { name, competencies } = achievementOf(achievement)
  return { ...digestFields(credential), name, competencies }
}

function digestFields(credential: {
  id: string
  handle: string
  digest: string
  issuedAt: Date
  expiresAt: Date
  revokedAt: Date | null
}) {
  const { id, handle, digest, issuedAt, expiresAt, revokedAt } = credential
  return { id, handle, digest, issuedAt, expiresAt, revokedAt }
}

export async function listMine(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const rows = await listCredentialsOf(ctx, [personId])
  return rows.map((row) => ({
    ...summary(row),
    achievement: achievementOf(row.achievement).code,
    submissionId: row.credential.submissionId,
  }))
}

/** Credentials of learners, newest first; who may know of them is for the caller to decide. */
export async function listCredentialsBy(ctx: Context, learnerIds: readonly Id<'person'>[]) {
  const rows = await listCredentialsOf(ctx, learnerIds)
  return rows.map((row) => ({ ...summary(row), learnerId: row.credential.learnerId }))
}

/** Credentials of the programmes one owns. */
export async function listIssued(ctx: Context) {
  const scope = authorise(ctx, policy.listCredentials, null)
  return (await listCredentialsIn(ctx, scope)).map((row) => ({
    ...summary(row),
    learnerName: row.learnerName,
    cohortNames: row.cohortNames,
  }))
}

const STATUS_PATH = /\/status\/([0-9a-f-]{36})$/

/** Status lists of this site only: checking a credential opens no connection. */
async function ownStatusList(ctx: Context, url: string): Promise<object | null> {
  const id = url.startsWith(`${env().TERAKOYA_URL}/`) ? STATUS_PATH.exec(url)?.[1] : undefined
  return id ? selectOptionalStatusDocument(ctx, id as Id<'statusList'>) : null
}

export interface VerificationReport extends CredentialVerdict {
  /** Digest of the content, from which the seal is drawn. */
  digest: string | null
  handle: string | null
}

/** Checks a document against what this site knows. Nothing about who asked or what was shown is stored. */
export async function verifyCredential(
  ctx: Context,
  input: z.output<typeof VerifyCredentialInput>,
): Promise<VerificationReport> {
  const document = await documentOf(ctx, input)
  const verdict = await verifyDocument(document, {
    now: ctx.now,
    issuer: (issuer) => selectOptionalIssuerKey(ctx, issuer),
    isOnRecord: () => selectIsOnRecord(ctx, digestOf(canonicalJson(document))),
    statusList: (url) => ownStatusList(ctx, url),
  })
  const digest = verdict.document ? digestOf(canonicalJson(document)) : null
  return { ...verdict, digest, handle: 'handle' in input ? input.handle : null }
}

async function documentOf(ctx: Context, input: z.output<typeof VerifyCredentialInput>): Promise<unknown> {
  if ('handle' in input) {
    const row = await selectOptionalByHandle(ctx, input.handle)
    if (!row) throw new AppError('not_found', { reason: 'noSuchCredential' })
    if (!row.credential.document) throw new AppError('not_found', { reason: 'credentialErased' })
    return row.credential.document
  }
  const read = readJson(input.text)
  if ('fault' in read) throw new AppError('invalid_input', { reason: read.fault })
  return withSingleProof(read.value)
}

/** The public page of a credential, for who has its unguessable address. @throws AppError `not_found` */
export async function showCredential(ctx: Context, input: z.output<typeof ShowCredentialInput>) {
  const row = await selectOptionalByHandle(ctx, input.handle)
  if (!row) throw new AppError('not_found', { reason: 'noSuchCredential' })
  if (!row.credential.document) throw new AppError('not_found', { reason: 'credentialErased' })
  const { name, description, criteria, competencies } = achievementOf(row.achievement)
  return {
    ...digestFields(row.credential),
    learnerName: row.learnerName,
    achievement: { name, description, criteria, competencies },
    document: row.credential.document,
    url: `${env().TERAKOYA_URL}/credentials/${row.credential.handle}`,
    verifyUrl: `${env().TERAKOYA_URL}/verify#${row.credential.handle}`,
    isEvaluation: env().TERAKOYA_MODE === 'evaluation',
    isMine: ctx.actor.kind === 'person' && ctx.actor.personId === row.credential.learnerId,
    verdict: await verifyCredential(ctx, input),
  }
}
