import type { LabParts } from './lab-parts.ts'

/** Shorter lines are found in any program. */
const DISTINCTIVE = 36
const ORACLES = /^checks\/(.*\/)?[^/]*(oracle|mutant)[^/]*\.ts$/

/** As a line is compared: taking types out of a program leaves blanks where they stood. */
export const plainLine = (line: string) => line.replace(/\s+/g, ' ').trim()

/**
 * Lines that only the reference solution, an oracle or a mutant has. None of them may reach a learner's sandbox, or a
 * submission could hand them in.
 */
export function solutionLines({ lab, starter, solution }: LabParts): string[] {
  const oracles = [...lab.files].filter(([path]) => ORACLES.test(path) && !path.endsWith('.test.ts'))
  const given = new Set([...starter].flatMap(([, bytes]) => linesOf(bytes)))
  const own = [...solution, ...oracles].flatMap(([, bytes]) => linesOf(bytes))
  return [...new Set(own)].filter((line) => line.length >= DISTINCTIVE && !given.has(line))
}

const linesOf = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString()
    .split('\n')
    .filter((line) => !/^\s*(import|export \{|#|\/\/|\/?\*)/.test(line))
    .map(plainLine)
