const DEEPEST = 40

/**
 * Whether every text in a value is one that can be stored and shown: no half of a pair of code units, and no NUL, which
 * PostgreSQL has no room for. The content of a file may hold NUL: it is stored as bytes.
 */
export function hasSoundTexts(value: unknown, name = '', depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && (name === 'content' || !value.includes('\0'))
  if (typeof value !== 'object' || value === null) return true
  if (depth > DEEPEST) return false
  return Object.entries(value).every(([key, child]) => hasSoundTexts(key) && hasSoundTexts(child, key, depth + 1))
}
