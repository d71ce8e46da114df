import type { Question } from '../world/params.ts'
import type { Cell, Room } from '../world/room.ts'
import type { Decision, Looks, Released } from './visit.ts'

const COLUMNS = ['caller', 'month', 'ward', 'topic', 'age'] as const

export type Row = Record<(typeof COLUMNS)[number], string>

const keyOf = ({ month, ward, topic, age }: Cell) => JSON.stringify([month, ward, topic, age])

/** Rows of a release; null: not a table of these columns. None of them holds a comma or a quote. */
export function rowsOf(files: readonly Released[]): Row[] | null {
  const text = files.find(({ name }) => name === 'rows.csv')?.bytes.toString('utf8')
  if (text === undefined) return null
  const [head, ...lines] = text
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line !== '')
  if (head !== COLUMNS.join(',')) return null
  const rows = lines.slice(0, 5_000).map((line) => line.split(','))
  if (rows.some((fields) => fields.length !== COLUMNS.length)) return null
  return rows.map((fields) => Object.fromEntries(COLUMNS.map((name, at) => [name, fields[at]])) as Row)
}

/** Different callers by cell. */
function peopleBy(room: Room): Map<string, Set<string>> {
  const people = new Map<string, Set<string>>()
  for (const { truth } of room.calls) {
    const key = keyOf(truth.cell)
    people.set(key, (people.get(key) ?? new Set()).add(truth.number))
  }
  return people
}

/** What each caller may be seen with, whatever they are called: the release has to be this, to the row. */
export function expectedRows(room: Room): string[] {
  const people = peopleBy(room)
  const shown = room.calls.filter(({ truth }) => people.get(keyOf(truth.cell))!.size >= room.policy.minimum)
  return byCaller(shown.map(({ truth }) => ({ caller: truth.number, ...truth.cell })))
}

/** The rows of each caller as one text, without the caller. */
export function byCaller(rows: readonly Row[]): string[] {
  const grouped = new Map<string, string[]>()
  for (const row of rows) grouped.set(row.caller, [...(grouped.get(row.caller) ?? []), keyOf(row)])
  return [...grouped.values()].map((keys) => keys.toSorted().join()).toSorted()
}

export const sameRows = (room: Room, rows: readonly Row[]): boolean =>
  JSON.stringify(byCaller(rows)) === JSON.stringify(expectedRows(room))

/** The smallest number of callers that share a combination in these rows. */
export function smallestCell(rows: readonly Row[]): number {
  const callers = new Map<string, Set<string>>()
  for (const row of rows) callers.set(keyOf(row), (callers.get(keyOf(row)) ?? new Set()).add(row.caller))
  return Math.min(Number.POSITIVE_INFINITY, ...[...callers.values()].map(({ size }) => size))
}

/** Decides questions in their order, as the README says. */
export class Oracle {
  readonly #room: Room
  readonly #answered: Set<string>[] = []

  constructor(room: Room) {
    this.#room = room
  }

  decide({ where }: Question): { answer: number } | { refused: string } {
    const { policy, calls } = this.#room
    const lists: Record<string, string[]> = {
      ...{ month: policy.months, ward: Object.keys(policy.wards), topic: policy.topics, age: Object.keys(policy.ages) },
    }
    const conditions = Object.entries(where) as [keyof Cell, string[]][]
    const isAllowed = conditions.every(
      ([name, values]) => lists[name] && values.every((value) => [...lists[name]!, 'other'].includes(value)),
    )
    if (!isAllowed) return { refused: 'not-allowed' }
    const matching = calls.filter(({ truth }) =>
      conditions.every(([name, values]) => values.includes(truth.cell[name])),
    )
    const people = new Set(matching.map(({ truth }) => truth.number))
    if (people.size < policy.minimum) return { refused: 'small' }
    const differences = this.#answered.map((earlier) => without(people, earlier) + without(earlier, people))
    if (differences.includes(0)) return { answer: people.size }
    if (differences.some((size) => size < policy.minimum)) return { refused: 'difference' }
    if (this.#answered.length >= policy.budget) return { refused: 'budget' }
    this.#answered.push(people)
    return { answer: people.size }
  }
}

const without = (some: Set<string>, others: Set<string>) => [...some].filter((person) => !others.has(person)).length

/** Whether a decision is the expected one, with the tolerance of the policy for numbers. */
export function agrees(room: Room, expected: ReturnType<Oracle['decide']>, { answer, refused }: Decision): boolean {
  if ('refused' in expected) return refused === expected.refused && answer === undefined
  return (
    refused === undefined && typeof answer === 'number' && Math.abs(answer - expected.answer) <= room.policy.tolerance
  )
}

/** Names of the released media, in the order in which they were handed in; null: another number of them. */
export function mediaOf(room: Room, files: readonly Released[]): string[] | null {
  const names = room.media.map(
    ({ name }, index) => `media-${String(index + 1).padStart(3, '0')}.${name.split('.').at(-1)}`,
  )
  return names.every((name) => files.some((file) => file.name === name)) ? names : null
}

const NEAR = 25
const isNear = (seen: readonly number[], wanted: readonly number[]) =>
  wanted.every((value, at) => Math.abs(value - Number(seen[at])) <= NEAR)

/** Which quarter a cell of the grid of four by four lies in. */
const quarterOf = (cell: number) => (cell >= 8 ? 2 : 0) + (cell % 4 >= 2 ? 1 : 0)

/** Whether the media still show what they showed. */
export const stillShow = (room: Room, looks: readonly (Looks | null)[]): boolean =>
  room.media.every(({ looks: wanted }, index) => {
    const seen = looks[index]
    if (!seen || seen.kind !== wanted.kind || seen.pages !== wanted.pages) return false
    const isSize = Math.abs(seen.width - wanted.width) <= 2 && Math.abs(seen.height - wanted.height) <= 2
    return isSize && seen.grid.every((colour, cell) => isNear(colour, wanted.quarters[quarterOf(cell)]!))
  })
