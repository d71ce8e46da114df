import { type Readiness, readStandings } from '../assessment/index.ts'
import { listCredentialsBy } from '../credentials/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { listContacts } from './consent-queries.ts'
import type { ConsentItem } from './schema.ts'

/** What one employer is shown of one learner; null stands for what the consent leaves out. */
export interface CandidateView {
  items: ConsentItem[]
  name: string | null
  email: string | null
  credentials: Omit<Awaited<ReturnType<typeof listCredentialsBy>>[number], 'learnerId' | 'id' | 'competencies'>[] | null
  evidence: Pick<Readiness, 'state' | 'validUntil' | 'competencies' | 'evidence'> | null
  observation: Pick<Readiness['observation'], 'state' | 'until'> | null
}

export interface Subject {
  learnerId: Id<'person'>
  items: readonly ConsentItem[]
}

/**
 * Exactly what is shown under a consent: the learner's preview and the employer's page both come from here. Facts about
 * a learner are asked for only where an item needs them.
 */
export async function viewCandidates(
  ctx: Context,
  roleCode: string,
  subjects: readonly Subject[],
): Promise<CandidateView[]> {
  const who = (...items: ConsentItem[]) =>
    subjects.filter((subject) => items.some((item) => subject.items.includes(item))).map(({ learnerId }) => learnerId)
  // One after the other: the employer's view is a transaction, which asks one thing at a time.
  const contacts = await listContacts(ctx, who('name', 'email'))
  const credentials = await listCredentialsBy(ctx, who('credentials'))
  const standings = await readStandings(ctx, who('evidence', 'observation'), roleCode)
  const contactOf = new Map(contacts.map((row) => [row.id, row]))
  return subjects.map(({ learnerId, items }) => {
    const may = (item: ConsentItem) => items.includes(item)
    const contact = contactOf.get(learnerId)
    const standing = standings.get(learnerId)
    return {
      items: [...items],
      name: may('name') ? (contact?.name ?? null) : null,
      email: may('email') ? (contact?.email ?? null) : null,
      credentials: may('credentials')
        ? credentials
            .filter((row) => row.learnerId === learnerId)
            .map(({ handle, digest, issuedAt, expiresAt, revokedAt, name }) => ({
              ...{ handle, digest, issuedAt, expiresAt, revokedAt, name },
            }))
        : null,
      evidence: may('evidence') && standing ? evidenceOf(standing) : null,
      observation:
        may('observation') && standing
          ? { state: standing.observation.state, until: standing.observation.until }
          : null,
    }
  })
}

function evidenceOf({ state, validUntil, competencies, evidence }: Readiness): CandidateView['evidence'] {
  return { state, validUntil, competencies, evidence }
}
