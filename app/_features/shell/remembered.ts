const words = new Map<string, string>()

/**
 * Words that a formatter of the platform makes, remembered by what they depend on: making the formatter, which every
 * request does anew, costs a page as much as a query. For few keys: nothing is ever forgotten.
 */
export function remembered(key: string, write: () => string): string {
  const known = words.get(key) ?? write()
  words.set(key, known)
  return known
}
