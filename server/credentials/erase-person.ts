import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { clearDocuments, listStanding } from './person-queries.ts'
import { revoke } from './revoke-credential.ts'

/**
 * Takes the signed documents, in which the name stands. Who holds a copy can still have it checked, unless the person
 * wanted their credentials revoked. Says which submissions credentials rest on from now on.
 */
export async function eraseCredentials(
  ctx: Context,
  personId: Id<'person'>,
  revokes: boolean,
): Promise<Id<'submission'>[]> {
  const standing = await listStanding(ctx, personId)
  if (revokes) for (const credential of standing) await revoke(ctx, credential, 'erased', 'erased')
  await clearDocuments(ctx, personId)
  return revokes ? [] : standing.map(({ submissionId }) => submissionId as Id<'submission'>)
}
