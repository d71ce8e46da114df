import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { dayExists } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { ENCODINGS } from './inputs.ts'

export type Encoding = (typeof ENCODINGS)[number]

export const ROW_LIMIT = 2000
const COLUMNS = ['name', 'email', 'enrolled_on'] as const
type ColumnName = (typeof COLUMNS)[number]

const HEADINGS: Record<string, ColumnName> = {
  ...{ name: 'name', fullname: 'name', 氏名: 'name', 名前: 'name' },
  ...{ email: 'email', mail: 'email', emailaddress: 'email', メール: 'email', メールアドレス: 'email' },
  ...{ enrolledon: 'enrolled_on', 登録日: 'enrolled_on' },
}

export type FaultKind =
  | 'badQuotes'
  | 'missingColumn'
  | 'unknownColumn'
  | 'columnTwice'
  | 'noRows'
  | 'tooManyRows'
  | 'wrongCellCount'
  | 'missingName'
  | 'badName'
  | 'badEmail'
  | 'noSuchDate'
  | 'dateInFuture'
  | 'duplicateEmail'
  | 'alreadyEnrolled'
  | 'enrolledAndLeft'

/** What is wrong with one line, as a code and what fills its sentence. */
export interface RosterFault {
  line: number
  kind: FaultKind
  value: string
  /** The line that a duplicate repeats, or a number that was expected. */
  other: number | null
}

export interface RosterRow {
  line: number
  name: string
  email: string
  enrolledOn: string | null
}

export interface RosterFile {
  rows: RosterRow[]
  /** Faults of single lines: the others can be imported without them. */
  faults: RosterFault[]
  /** Faults of the file as a whole: nothing of it can be imported. */
  blocking: RosterFault[]
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Reads bytes as the chosen encoding, or finds out: what is valid UTF-8 is UTF-8, for text in Shift_JIS hardly ever is.
 * @throws AppError `invalid_input` (notInEncoding, unknownEncoding)
 */
export function decodeRoster(bytes: Uint8Array, chosen: Encoding | null): { text: string; encoding: Encoding } {
  for (const encoding of chosen ? [chosen] : (['utf-8', 'shift_jis'] as const)) {
    const text = decodeAs(bytes, encoding)
    if (text !== null && !text.includes('\u0000')) return { text, encoding }
  }
  throw new AppError('invalid_input', { reason: chosen ? 'notInEncoding' : 'unknownEncoding' })
}

/** What a spreadsheet was kept from running as a formula comes back as it was. */
const unguarded = (cell: string) => (/^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell)
const headingOf = (cell: string) =>
  HEADINGS[
    cell
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]/g, '')
  ]

/** A day as people and spreadsheets write it: 2026-04-01, 2026/4/1. Null where there is no such day. */
function dayOf(text: string): string | null {
  const [, year, month, date] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.normalize('NFKC')) ?? []
  if (!year) return null
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
  return dayExists(day) ? day : null
}

interface Line {
  line: number
  cells: string[]
}

function linesOf(text: string): Line[] {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  const records = parse(text, {
    bom: true,
    info: true,
    delimiter: first.includes('\t') ? '\t' : ',',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  return records.map(({ record, info }) => ({ line: info.lines, cells: record.map((cell) => unguarded(cell.trim())) }))
}

function readHead({ line, cells }: Line): { columns: (ColumnName | undefined)[]; blocking: RosterFault[] } {
  const columns = cells.map(headingOf)
  const blocking: RosterFault[] = []
  for (const [index, column] of columns.entries()) {
    const value = cells[index]!
    if (!column) blocking.push({ line, kind: 'unknownColumn', value, other: null })
    else if (columns.indexOf(column) < index) blocking.push({ line, kind: 'columnTwice', value, other: null })
  }
  for (const column of ['name', 'email'] as const) {
    if (!columns.includes(column)) blocking.push({ line, kind: 'missingColumn', value: column, other: null })
  }
  return { columns, blocking }
}

const Email = z.email().max(254)

function faultOf(row: { name: string; email: string; on: string }, today: string): [FaultKind, string] | null {
  if (row.name === '') return ['missingName', '']
  if (row.name.length > 120 || /\p{Cc}/u.test(row.name)) return ['badName', row.name.slice(0, 40)]
  if (!Email.safeParse(row.email).success) return ['badEmail', row.email]
  if (row.on === '') return null
  const day = dayOf(row.on)
  if (day === null) return ['noSuchDate', row.on]
  return day > today ? ['dateInFuture', row.on] : null
}

/** Reads a roster: who is in it, and by line what is wrong and was left out. `today` is the day where the cohort is. */
export function parseRoster(text: string, today: string): RosterFile {
  let lines: Line[]
  try {
    lines = linesOf(text)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    return { rows: [], faults: [], blocking: [{ line, kind: 'badQuotes', value: '', other: null }] }
  }
  const [head, ...body] = lines
  const { columns, blocking } = readHead(head ?? { line: 1, cells: [] })
  if (blocking.length === 0 && body.length === 0) blocking.push({ line: 1, kind: 'noRows', value: '', other: null })
  if (body.length > ROW_LIMIT) {
    blocking.push({ line: body[ROW_LIMIT]!.line, kind: 'tooManyRows', value: String(body.length), other: ROW_LIMIT })
  }
  if (blocking.length > 0) return { rows: [], faults: [], blocking }
  const rows: RosterRow[] = []
  const faults: RosterFault[] = []
  const lineOf = new Map<string, number>()
  for (const { line, cells } of body) {
    if (cells.length !== columns.length) {
      faults.push({ line, kind: 'wrongCellCount', value: String(cells.length), other: columns.length })
      continue
    }
    const cell = (column: ColumnName) => cells[columns.indexOf(column)] ?? ''
    const name = cell('name').normalize('NFC')
    const email = cell('email').normalize('NFKC').toLowerCase()
    const on = cell('enrolled_on')
    const fault = faultOf({ name, email, on }, today)
    const before = lineOf.get(email)
    if (fault) faults.push({ line, kind: fault[0], value: fault[1], other: null })
    else if (before) faults.push({ line, kind: 'duplicateEmail', value: email, other: before })
    else rows.push({ line, name, email, enrolledOn: dayOf(on) })
    if (email && !before) lineOf.set(email, line)
  }
  return { rows, faults, blocking: [] }
}
