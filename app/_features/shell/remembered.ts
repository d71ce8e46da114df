const known = new Map<string, unknown>()

/**
 * Words that every page carries, remembered by all that they depend on, so that not every request makes them and the
 * platform's formatters for them anew. For few keys: nothing is ever forgotten, but what could not be written. In
 * development nothing is remembered, since words change.
 */
export function remembered<Words>(key: string, write: () => Words): Words {
  if (process.env.NODE_ENV === 'development') return write()
  if (known.has(key)) return known.get(key) as Words
  const words = write()
  known.set(key, words)
  if (words instanceof Promise) words.catch(() => known.delete(key))
  return words
}
