import { exportOfAssessment } from '../assessment/index.ts'
import { exportOfAudit } from '../audit/index.ts'
import { exportOfCohorts } from '../cohorts/index.ts'
import { exportOfCredentials } from '../credentials/index.ts'
import { exportOfEmployers } from '../employers/index.ts'
import { exportOfIdentity, listNames, listOrganisationNames } from '../identity/index.ts'
import { exportOfLabs } from '../labs/index.ts'
import { exportOfLearning } from '../learning/index.ts'
import { exportOfNotices } from '../notices/index.ts'
import { exportOfOutcomes } from '../outcomes/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonFile, PersonTables } from '../platform/person-data.ts'
import { exportOfSovereignty } from './export-queries.ts'

export interface GatheredPerson {
  tables: PersonTables
  files: PersonFile[]
  /** Those who acted towards the person, by name alone. */
  people: { id: string; name: string }[]
  organisations: { id: string; names: { en: string; ja: string } }[]
}

type Part = (
  ctx: Context,
  personId: Id<'person'>,
) => Promise<PersonTables | { tables: PersonTables; files: PersonFile[] }>

const PARTS: readonly Part[] = [
  exportOfIdentity,
  exportOfCohorts,
  exportOfLabs,
  exportOfLearning,
  exportOfAssessment,
  exportOfCredentials,
  exportOfEmployers,
  exportOfOutcomes,
  exportOfNotices,
  exportOfAudit,
  exportOfSovereignty,
]

/** Columns that say who acted; the value of each is an opaque id. */
const ACTED = new Set([
  'actor',
  'assessorId',
  'authorId',
  'by',
  'createdBy',
  'decidedBy',
  'identityConfirmedBy',
  'recordedBy',
  'requestedBy',
  'viewerId',
])
const ORGANISATIONS = new Set(['organisationId', 'partnerId', 'recipientId'])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function idsIn(tables: PersonTables, columns: ReadonlySet<string>): string[] {
  const values = Object.values(tables).flatMap((rows) =>
    rows.flatMap((row) => Object.entries(row).flatMap(([column, value]) => (columns.has(column) ? [value] : []))),
  )
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && UUID.test(value)))]
}

/** Asks every domain for what it knows of a person; `onPart` hears how many of the parts are there. */
export async function gatherPerson(
  ctx: Context,
  personId: Id<'person'>,
  onPart: (done: number, parts: number) => Promise<void> = async () => {},
): Promise<GatheredPerson> {
  const tables: Record<string, readonly object[]> = {}
  const files: PersonFile[] = []
  for (const [index, part] of PARTS.entries()) {
    const found = await part(ctx, personId)
    const hasFiles = (value: typeof found): value is { tables: PersonTables; files: PersonFile[] } => 'files' in value
    Object.assign(tables, hasFiles(found) ? found.tables : found)
    if (hasFiles(found)) files.push(...found.files)
    await onPart(index + 1, PARTS.length)
  }
  const acted = idsIn(tables, ACTED).filter((id) => id !== personId)
  return {
    ...{ tables, files },
    people: await listNames(ctx, acted),
    organisations: await listOrganisationNames(ctx, idsIn(tables, ORGANISATIONS)),
  }
}
