import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { insertAuditKey } from '../audit/index.ts'
import { insertIssuerKey } from '../credentials/index.ts'
import type { Context } from '../platform/context.ts'
import type { StoredKey } from '../standards/open-badges/index.ts'

/** Makes the public halves of this site's keys known to those who verify. */
export async function publishKeys(ctx: Context, dataFolder: string): Promise<void> {
  const issuer = JSON.parse(readFileSync(join(dataFolder, 'keys', 'issuer.json'), 'utf8')) as StoredKey
  await insertIssuerKey(ctx, {
    keyId: issuer.id,
    issuer: issuer.controller,
    publicKeyMultibase: issuer.publicKeyMultibase,
    addedAt: ctx.now,
  })
  const keyId = readFileSync(join(dataFolder, 'keys', 'audit.id'), 'utf8').trim()
  await insertAuditKey(ctx, {
    keyId,
    publicKeyPem: readFileSync(join(dataFolder, 'keys', 'audit.pub'), 'utf8'),
    addedAt: ctx.now,
  })
}
