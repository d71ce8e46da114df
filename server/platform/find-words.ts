import { z } from 'zod'

/** What somebody types to find a thing by its name. */
export const FindInput = z.object({
  text: z.string().trim().min(1).max(80),
  limit: z.int().min(1).max(20).default(8),
})

/** Full width and half width, capital and small are the same when one looks for something. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The words of what was typed: each has to occur somewhere. */
export function wordsOf(text: string): string[] {
  return folded(text).split(/\s+/).filter(Boolean)
}

/**
 * How well `texts` answer `words`: 3 one of them is what was typed, 2 one begins so, 1 all words occur, 0 not at all.
 */
export function matchOf(words: readonly string[], texts: readonly (string | null)[]): 0 | 1 | 2 | 3 {
  const all = texts.flatMap((text) => (text === null ? [] : [folded(text)]))
  const typed = words.join(' ')
  if (!words.every((word) => all.some((text) => text.includes(word)))) return 0
  if (all.includes(typed)) return 3
  return all.some((text) => text.startsWith(typed)) ? 2 : 1
}

/** A pattern for `like` in which nothing typed is a wildcard. */
export function likePattern(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}
