import { join } from 'node:path'
import { insertAuditKey, selectOptionalActiveAuditKey } from '../audit/index.ts'
import { insertIssuerKey, selectOptionalActiveIssuerKey } from '../credentials/index.ts'
import type { Context } from '../platform/context.ts'
import { KeyStore } from '../sovereignty/index.ts'

/** Makes the public halves of this site's first keys known to those who verify; later ones the worker makes known itself. */
export async function publishKeys(ctx: Context, dataFolder: string): Promise<void> {
  const { issuers, audits } = new KeyStore(join(dataFolder, 'keys')).listUsable()
  if (issuers[0] && !(await selectOptionalActiveIssuerKey(ctx))) await insertIssuerKey(ctx, issuers[0])
  if (audits[0] && !(await selectOptionalActiveAuditKey(ctx))) await insertAuditKey(ctx, audits[0])
}
