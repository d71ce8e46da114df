const known = new Map<string, unknown>()

/**
 * Words that every page carries, remembered by all that they depend on: making them anew, and the platform's formatters
 * for them, costs a page as much as a query. For few keys: nothing is ever forgotten, but what could not be written,
 * and everything while one writes the words.
 */
export function remembered<Words>(key: string, write: () => Words): Words {
  if (process.env.NODE_ENV === 'development') return write()
  if (known.has(key)) return known.get(key) as Words
  const words = write()
  known.set(key, words)
  if (words instanceof Promise) words.catch(() => known.delete(key))
  return words
}
