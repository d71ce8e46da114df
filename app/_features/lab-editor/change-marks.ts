import { diffLines } from './line-diff.ts'

/** Line numbers (from 1) of `now` that are not as in `before`: what stands between the same beginning and the same end, less what is common. */
export function changedLines(before: string, now: string): number[] {
  return diffLines(before, now).flatMap(({ kind, now: line }) => (kind === 'added' ? [line!] : []))
}
