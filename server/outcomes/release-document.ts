import { canonicalJson } from '../platform/canonical.ts'
import { digestOf } from '../platform/ids.ts'
import { STAGES } from './funnel.ts'
import type { CohortCounts } from './rollup-queries.ts'
import type { Stage } from './schema.ts'
import type { PartnerFigures } from './suppression.ts'
import { type PublishedTable, TOTAL, type Withheld } from './suppression-bounds.ts'

interface Names {
  en: string
  ja: string
}

export interface ReleaseFigure {
  row: string
  stage: Stage
  /** Null: withheld, for a reason that `suppression` names. */
  value: number | null
}

/** When the people of a cohort were fixed, and how many were taken off its roster before that. */
export interface FrozenRoster {
  row: string
  startsOn: string
  frozenOn: string
  /** Null: from one to nine people, who could be told apart. */
  leftBefore: number | null
}

const FEWEST_TOLD = 10

/** In an order that says nothing of which cohort is which. */
export function rostersOf(
  frozen: readonly { partnerId: string; startsOn: string; frozenOn: string; leftBefore: number }[],
): FrozenRoster[] {
  const rosters = frozen.map(({ partnerId, startsOn, frozenOn, leftBefore }) => ({
    row: partnerId,
    startsOn,
    frozenOn,
    leftBefore: leftBefore === 0 || leftBefore >= FEWEST_TOLD ? leftBefore : null,
  }))
  const name = ({ row, startsOn, frozenOn }: FrozenRoster) => `${row} ${startsOn} ${frozenOn}`
  return rosters.toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
}

/** What is published, signed as canonical JSON. A row is a delivery partner's id, or `total`. */
export interface ReleaseDocument {
  type: 'terakoya/outcomes-release/v1'
  releaseId: string
  programme: { id: string; slug: string; title: Names; isEvaluation: boolean }
  ownerId: string
  dataCut: string
  factsDigest: string
  query: string
  rows: { row: string; names: Names | null; cohorts: number }[]
  /** When each counted roster was frozen. Releases from before this was printed have none. */
  rosters?: FrozenRoster[]
  figures: ReleaseFigure[]
  suppression: readonly Withheld[]
}

/** A release as it leaves the house: whoever has the public key checks it without us. */
export interface ReleaseFile {
  document: ReleaseDocument
  digest: string
  signature: string | null
  keyId: string | null
}

/** Counts of cohorts, added up by the partner who delivered them. */
export function figuresByPartner(counts: readonly CohortCounts[]): PartnerFigures {
  const byPartner = Map.groupBy(counts, ({ partnerId }) => partnerId)
  return Object.fromEntries(
    [...byPartner].map(([partnerId, rows]) => [
      partnerId,
      STAGES.map((stage) => rows.reduce((sum, row) => sum + row[stage], 0)),
    ]),
  )
}

/** The cells of a gated table in the order in which they are read: row by row, the total last. */
export function figuresOf({ cells }: PublishedTable): ReleaseFigure[] {
  const rows = Object.keys(cells).filter((row) => row !== TOTAL)
  return [...rows.toSorted(), TOTAL].flatMap((row) =>
    STAGES.map((stage, index) => ({ row, stage, value: cells[row]![index]! })),
  )
}

/** The table that readers of a document have. */
export function tableOf({ figures, suppression }: ReleaseDocument): PublishedTable {
  const byRow = Map.groupBy(figures, ({ row }) => row)
  const cells = [...byRow].map(([row, list]) => [row, list.map(({ value }) => value)] as const)
  return { cells: Object.fromEntries(cells), withheld: suppression }
}

export interface FigureCheck extends ReleaseFigure {
  recomputed: number | null
  isSame: boolean
}

/** Stored figures beside those of `recomputed`; a figure that only one of them has is a difference. */
export function compareFigures(stored: readonly ReleaseFigure[], recomputed: readonly ReleaseFigure[]): FigureCheck[] {
  const name = ({ row, stage }: ReleaseFigure) => `${row} ${stage}`
  const again = new Map(recomputed.map((figure) => [name(figure), figure]))
  const known = new Set(stored.map(name))
  const checks = stored.map((figure) => {
    const other = again.get(name(figure))
    return { ...figure, recomputed: other?.value ?? null, isSame: other !== undefined && other.value === figure.value }
  })
  const unknown = recomputed.filter((figure) => !known.has(name(figure)))
  return [...checks, ...unknown.map((figure) => ({ ...figure, value: null, recomputed: figure.value, isSame: false }))]
}

export type FileVerdict = 'holds' | 'digestDiffers' | 'notSigned' | 'signatureWrong'

/** Whether a release's file is what was signed: digest and signature over the canonical document. */
export function verifyReleaseFile(
  file: ReleaseFile,
  check: (keyId: string, message: string, signature: string) => boolean,
): FileVerdict {
  const statement = canonicalJson(file.document)
  if (digestOf(statement) !== file.digest) return 'digestDiffers'
  if (!file.signature || !file.keyId) return 'notSigned'
  return check(file.keyId, statement, file.signature) ? 'holds' : 'signatureWrong'
}
