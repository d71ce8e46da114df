const MAX_DEPTH = 32

export type JsonFault = 'notJson' | 'deepJson' | 'doubleKeys'

/** Counts keys in a value that was parsed: a key that stands twice is there once. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce<number>((sum, child) => sum + keysIn(child), own)
}

/**
 * Reads JSON that somebody shows. A document of which two readers see different halves, because a key stands twice, is
 * refused, as is one nested deeper than any that we check.
 */
export function readJson(text: string): { value: unknown } | { fault: JsonFault } {
  let depth = 0
  let keys = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (token.endsWith(':')) keys++
    if (depth > MAX_DEPTH) return { fault: 'deepJson' }
  }
  try {
    const value: unknown = JSON.parse(text)
    return keysIn(value) === keys ? { value } : { fault: 'doubleKeys' }
  } catch {
    return { fault: 'notJson' }
  }
}
