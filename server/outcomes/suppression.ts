import { STAGES } from './funnel.ts'
import {
  type Beliefs,
  type Cells,
  type JudgedTable,
  LEAST_CELL,
  type PublishedTable,
  type Reason,
  rangesOf,
  TOTAL,
  type Withheld,
} from './suppression-bounds.ts'

/** Figures of a programme before the gate: partner by stage, without the total. */
export type PartnerFigures = Record<string, readonly number[]>

function withTotal(partners: PartnerFigures): Record<string, readonly number[]> {
  const rows = Object.values(partners)
  return { ...partners, [TOTAL]: STAGES.map((_, index) => rows.reduce((sum, row) => sum + row[index]!, 0)) }
}

/** Fewer than ten people in the cell or, of those enrolled, outside it: so also nobody and everybody. */
function isSmall(row: readonly number[], index: number): boolean {
  const value = row[index]!
  return value < LEAST_CELL || (index > 0 && row[0]! - value < LEAST_CELL)
}

/** A change that a reader of both releases sees and that is about fewer than ten people, in the cell or outside it. */
function isSmallChange(now: readonly number[], before: readonly (number | null)[], index: number): boolean {
  const earlier = before[index]
  if (earlier === null || earlier === undefined) return false
  const change = Math.abs(now[index]! - earlier)
  if (change !== 0 && change < LEAST_CELL) return true
  const enrolled = before[0]
  if (index === 0 || enrolled === null || enrolled === undefined || now[0] === enrolled) return false
  const outside = Math.abs(now[0]! - enrolled - (now[index]! - earlier))
  return change < LEAST_CELL || outside < LEAST_CELL
}

const BELIEFS: readonly Beliefs[] = [
  { isNested: false, isGrowing: false },
  { isNested: false, isGrowing: true },
  { isNested: true, isGrowing: false },
  { isNested: true, isGrowing: true },
]

class Gate {
  readonly values: Record<string, readonly number[]>
  readonly cells: Cells
  readonly withheld: Withheld[] = []
  readonly earlier: readonly PublishedTable[]

  constructor(partners: PartnerFigures, earlier: readonly PublishedTable[]) {
    this.values = withTotal(partners)
    this.cells = Object.fromEntries(Object.entries(this.values).map(([row, figures]) => [row, [...figures]]))
    this.earlier = earlier
  }

  withhold(row: string, index: number, reason: Reason): void {
    this.cells[row]![index] = null
    this.withheld.push({ row, stage: STAGES[index]!, reason })
  }

  withholdPrimary(): void {
    for (const [row, figures] of Object.entries(this.values)) {
      for (const index of STAGES.keys()) {
        const hasSmallChange = this.earlier.some(({ cells }) => isSmallChange(figures, cells[row] ?? [], index))
        if (isSmall(figures, index)) this.withhold(row, index, 'small')
        else if (hasSmallChange) this.withhold(row, index, 'change')
      }
    }
  }

  /** The withheld of a column together, which the total gives away: they too have to be ten, and to leave ten out. */
  hasSmallRest(index: number): boolean {
    if (this.cells[TOTAL]![index] === null) return false
    const rows = Object.keys(this.cells).filter((row) => row !== TOTAL && this.cells[row]![index] === null)
    if (rows.length === 0) return false
    const sumOf = (figures: Record<string, readonly (number | null)[]>, at: number) =>
      rows.reduce<number | null>((sum, row) => {
        const figure = figures[row]?.[at] ?? null
        return sum === null || figure === null ? null : sum + figure
      }, 0)
    const together = STAGES.map((_, at) => sumOf(this.values, at)!)
    const knownEarlier = this.earlier.map(({ cells }) => STAGES.map((_, at) => sumOf(cells, at)))
    return isSmall(together, index) || knownEarlier.some((before) => isSmallChange(together, before, index))
  }

  /** A place where a reader could tell a withheld figure, or that of a few people; null when there is none. */
  findWeak(): { row: string; index: number } | null {
    for (const index of STAGES.keys()) if (this.hasSmallRest(index)) return { row: TOTAL, index }
    const tables: JudgedTable[] = [...this.earlier, this]
    for (const beliefs of BELIEFS) {
      for (const [position, ranges] of rangesOf(tables, beliefs).entries()) {
        for (const [row, figures] of Object.entries(ranges)) {
          const { cells } = tables[position]!
          const index = figures.findIndex(({ low, high }, at) => low === high && cells[row]![at] === null)
          if (index >= 0) return { row, index }
        }
      }
    }
    return null
  }

  /** What to withhold next: the smallest partner of the column, then its total, then the row, then anything left. */
  nextFor({ row, index }: { row: string; index: number }): { row: string; index: number } | null {
    const shown = (name: string, at: number) => this.cells[name]?.[at] != null
    const partners = Object.keys(this.values).filter((name) => name !== TOTAL && shown(name, index))
    partners.sort((a, b) => this.values[a]![index]! - this.values[b]![index]! || (a < b ? -1 : 1))
    if (partners[0]) return { row: partners[0], index }
    if (shown(TOTAL, index)) return { row: TOTAL, index }
    const inRow = STAGES.findIndex((_, at) => shown(row, at))
    if (inRow >= 0) return { row, index: inRow }
    const left = Object.keys(this.cells).flatMap((name) =>
      STAGES.flatMap((_, at) => (shown(name, at) ? [{ row: name, index: at }] : [])),
    )
    return left[0] ?? null
  }

  judge(): PublishedTable {
    this.withholdPrimary()
    for (let weak = this.findWeak(); weak; weak = this.findWeak()) {
      const next = this.nextFor(weak)
      if (!next) break
      this.withhold(next.row, next.index, 'complement')
    }
    return { cells: this.cells, withheld: this.withheld }
  }
}

/**
 * The publish gate: which figures of a programme may be shown. It withholds cells of fewer than ten people, or that leave
 * fewer than ten out; figures that differ from an earlier release by fewer than ten; and then as many more as it takes for
 * nobody to compute a withheld one from totals, rows, neighbouring stages or earlier releases, given oldest first.
 */
export function passGate(partners: PartnerFigures, earlier: readonly PublishedTable[]): PublishedTable {
  return new Gate(partners, earlier).judge()
}
