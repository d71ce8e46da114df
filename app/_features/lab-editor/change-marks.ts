/** Line numbers (from 1) of `now` that are not as in `before`: what stands between the same beginning and the same end, less what is common. */
export function changedLines(before: string, now: string): number[] {
  const a = before.split('\n')
  const b = now.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const kept = commonLines(left, right)
  return right.flatMap((_, index) => (kept.has(index) ? [] : [start + index + 1]))
}

/** Indexes of `right` that a longest common subsequence keeps. Past a million cells everything counts as changed. */
function commonLines(left: readonly string[], right: readonly string[]): Set<number> {
  const kept = new Set<number>()
  if (left.length * right.length > 1_000_000) return kept
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      kept.add(j)
      i++
      j++
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return kept
}
