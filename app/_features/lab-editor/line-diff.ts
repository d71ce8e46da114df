export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  text: string
  /** Line numbers from 1, where the line stands in each of the two. */
  before: number | null
  now: number | null
}

/** Pairs of indexes that a longest common subsequence keeps, in order. Past a million cells nothing counts as kept. */
function keptPairs(left: readonly string[], right: readonly string[]): [number, number][] {
  if (left.length * right.length > 1_000_000) return []
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return pairs
}

/** Both texts as one list of lines: what is the same in both, what went and what came, in order. */
export function diffLines(before: string, now: string): DiffLine[] {
  const a = before.split('\n')
  const b = now.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = keptPairs(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const pairs: [number, number][] = [
    ...Array.from({ length: start }, (_, index): [number, number] => [index, index]),
    ...middle.map(([i, j]): [number, number] => [start + i, start + j]),
    ...Array.from({ length: end }, (_, index): [number, number] => [a.length - end + index, b.length - end + index]),
    [a.length, b.length],
  ]
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  for (const [left, right] of pairs) {
    for (; i < left; i++) lines.push({ kind: 'removed', text: a[i]!, before: i + 1, now: null })
    for (; j < right; j++) lines.push({ kind: 'added', text: b[j]!, before: null, now: j + 1 })
    if (i < a.length && j < b.length) lines.push({ kind: 'same', text: a[i]!, before: ++i, now: ++j })
  }
  return lines
}
