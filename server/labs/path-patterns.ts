/**
 * Whether a path fits a pattern of `lab.yaml`: `*` stands for part of one name, `**` for anything. Linear in both, where
 * a regular expression made from a pattern could be written to take for ever.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  const tokens = pattern.match(/\*+|[^*]/gsu) ?? []
  const letters = Array.from(path)
  let reached = new Set([0])
  for (const token of tokens) {
    const next = new Set<number>()
    if (!token.startsWith('*')) {
      for (const at of reached) if (letters[at] === token) next.add(at + 1)
    } else {
      const isPart = token === '*'
      let from = -1
      for (const at of [...reached].toSorted((a, b) => a - b)) {
        if (at <= from) continue
        const slash = isPart ? letters.indexOf('/', at) : -1
        const end = slash < 0 ? letters.length : slash
        for (let to = at; to <= end; to++) next.add(to)
        from = end
      }
    }
    reached = next
  }
  return reached.has(letters.length)
}
