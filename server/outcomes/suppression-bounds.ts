import { STAGES } from './funnel.ts'
import type { Stage } from './schema.ts'

export const TOTAL = 'total'
export const LEAST_CELL = 10

/** Figures by row, a partner or the total, in the order of the stages; null is withheld. */
export type Cells = Record<string, (number | null)[]>

export type Reason = 'small' | 'change' | 'complement'

export interface Withheld {
  row: string
  stage: Stage
  reason: Reason
}

export interface PublishedTable {
  cells: Cells
  withheld: readonly Withheld[]
}

/** A table being judged also knows on which side a small cell is small. */
export interface JudgedTable extends PublishedTable {
  values?: Record<string, readonly number[]>
}

interface Range {
  low: number
  high: number
}

export type Ranges = Record<string, Range[]>

/** Narrows a range; what contradicts it is ignored, for facts that were corrected may break what a reader would assume. */
function narrow(range: Range, low: number, high: number): boolean {
  const next = { low: Math.max(range.low, low), high: Math.min(range.high, high) }
  if (next.low > next.high || (next.low === range.low && next.high === range.high)) return false
  Object.assign(range, next)
  return true
}

/** What a reader knows of each cell before looking at sums: the log says why a cell is withheld. */
function firstRanges({ cells, withheld, values }: JudgedTable): Ranges {
  const reasons = new Map(withheld.map(({ row, stage, reason }) => [`${row} ${stage}`, reason]))
  return Object.fromEntries(
    Object.entries(cells).map(([row, figures]) => [
      row,
      figures.map((figure, index) => {
        if (figure !== null) return { low: figure, high: figure }
        if (reasons.get(`${row} ${STAGES[index]}`) !== 'small') return { low: LEAST_CELL, high: Infinity }
        const isLow = (values?.[row]?.[index] ?? 0) < LEAST_CELL
        return { low: 0, high: values && isLow ? LEAST_CELL - 1 : Infinity }
      }),
    ]),
  )
}

function narrowSums(ranges: Ranges): boolean {
  const total = ranges[TOTAL]!
  const partners = Object.entries(ranges).filter(([row]) => row !== TOTAL)
  let isNarrower = false
  for (const index of STAGES.keys()) {
    const column = partners.map(([, row]) => row[index]!)
    const low = column.reduce((sum, range) => sum + range.low, 0)
    const high = column.reduce((sum, range) => sum + range.high, 0)
    isNarrower = narrow(total[index]!, low, high) || isNarrower
    for (const range of column) {
      const othersHigh = column.reduce((sum, other) => sum + (other === range ? 0 : other.high), 0)
      const othersLow = low - range.low
      isNarrower = narrow(range, total[index]!.low - othersHigh, total[index]!.high - othersLow) || isNarrower
    }
  }
  return isNarrower
}

/** Nobody comes further than everybody enrolled; a reader may also expect each stage to hold no more than the one before. */
function narrowRows(ranges: Ranges, withheld: readonly Withheld[], isNested: boolean): boolean {
  const isPlain = new Set(
    withheld.filter(({ reason }) => reason !== 'small').map(({ row, stage }) => `${row} ${stage}`),
  )
  let isNarrower = false
  for (const [row, figures] of Object.entries(ranges)) {
    for (let index = 1; index < figures.length; index++) {
      const [enrolled, before, range] = [figures[0]!, figures[index - 1]!, figures[index]!]
      const room = isPlain.has(`${row} ${STAGES[index]}`) ? LEAST_CELL : 0
      isNarrower = narrow(range, 0, enrolled.high - room) || isNarrower
      isNarrower = narrow(enrolled, range.low + room, Infinity) || isNarrower
      if (!isNested) continue
      isNarrower = narrow(range, 0, before.high) || isNarrower
      isNarrower = narrow(before, range.low, Infinity) || isNarrower
    }
  }
  return isNarrower
}

/** Later releases count more facts, so figures grow; deployable alone may shrink. */
function narrowTime(all: readonly Ranges[]): boolean {
  let isNarrower = false
  for (let late = 1; late < all.length; late++) {
    for (const [row, figures] of Object.entries(all[late]!)) {
      const before = all.slice(0, late).findLast((ranges) => ranges[row])?.[row]
      for (const [index, range] of figures.entries()) {
        if (!before || STAGES[index] === 'S4') continue
        isNarrower = narrow(range, before[index]!.low, Infinity) || isNarrower
        isNarrower = narrow(before[index]!, 0, range.high) || isNarrower
      }
    }
  }
  return isNarrower
}

const ROUNDS = 200

/** What a reader takes for granted beyond sums. Facts may break it, so that one wrong belief must not hide what another tells. */
export interface Beliefs {
  isNested: boolean
  isGrowing: boolean
}

/** Between which values a reader of all these tables, oldest first, can place each cell. */
export function rangesOf(tables: readonly JudgedTable[], { isNested, isGrowing }: Beliefs): Ranges[] {
  const all = tables.map(firstRanges)
  for (let round = 0; round < ROUNDS; round++) {
    const narrowed = tables.map((table, index) => {
      const bySums = narrowSums(all[index]!)
      return narrowRows(all[index]!, table.withheld, isNested) || bySums
    })
    const byTime = isGrowing && narrowTime(all)
    if (!byTime && !narrowed.includes(true)) break
  }
  return all
}
