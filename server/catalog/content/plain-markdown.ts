import type { ContentProblem } from './problem.ts'

const MOST_MARKS = 1_000
const MOST_FENCES = 100
const MOST_NESTED = 8

/**
 * Whether a text can be given to the Markdown parser, which takes seconds for a few kilobytes that nest on purpose
 * (measured: 1 300 open directives, 8.6 s; 5 000 quotation marks on one line, half a second). For texts of people whom
 * the site's operator does not answer for; what passes is parsed in milliseconds.
 */
export function checkPlain(text: string, file: string): ContentProblem[] {
  const at = (line: number, expected: string, found: string) => [{ file, line, expected, found }]
  const marks = text.match(/[[\]<>*_~&|`]/g)?.length ?? 0
  if (marks > MOST_MARKS) return at(1, `at most ${MOST_MARKS} marks such as * and [`, String(marks))
  const lines = text.split('\n')
  const fences = lines.filter((line) => line.includes(':::')).length
  if (fences > MOST_FENCES) return at(1, `at most ${MOST_FENCES} lines with ":::"`, String(fences))
  const nested = lines.findIndex((line) => containersOf(line) > MOST_NESTED)
  return nested < 0 ? [] : at(nested + 1, `at most ${MOST_NESTED} lists and quotations inside each other`, 'more')
}

/** Markers of lists and quotations at the beginning of a line, and the indentation that stands for them. */
function containersOf(line: string): number {
  const start = /^(?:\s|>|[-+*](?=\s)|\d{1,9}[.)](?=\s))*/.exec(line)![0]
  const markers = start.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
  return markers + Math.floor((/^ */.exec(start)![0].length ?? 0) / 4)
}
