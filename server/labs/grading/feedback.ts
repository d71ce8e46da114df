import type { Feedback, Text } from '../harness/protocol.ts'

const TEXT_MAX = 1_000
const QUOTE_MAX = 2_000
const QUOTE_LINES = 40
const FILE_MAX = 300

/** C0 except tab and line feed, DEL, C1, invisible direction and joining marks, tags, line separators. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is shown by name
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** More accents than any script puts on a letter: they would cover the lines around. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * A learner's bytes as text that can be stored and shown: what cannot be seen is named as ⟨U+001B⟩, so that it neither
 * steers a terminal nor reorders a line, and what is long ends in "…".
 */
export function cleanText(value: unknown, maxLength: number): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  const cut = text.slice(0, maxLength * 2)
  const named = cut
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(UNSEEN, (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .replace(PILED_MARKS, '$1')
  const characters = [...named]
  return characters.length > maxLength || cut.length < text.length
    ? `${characters.slice(0, maxLength - 1).join('')}…`
    : named
}

function cleanQuote(value: unknown): string {
  const lines = cleanText(value, QUOTE_MAX).split('\n')
  return lines.length > QUOTE_LINES ? `${lines.slice(0, QUOTE_LINES).join('\n')}\n…` : lines.join('\n')
}

const cleanBoth = (text: Text | undefined): Text => ({
  en: cleanText(text?.en, TEXT_MAX),
  ja: cleanText(text?.ja, TEXT_MAX),
})

/** The only shape in which feedback leaves the engine. */
export function cleanFeedback(feedback: Feedback): Feedback {
  const { text, expected, seen, where } = feedback ?? {}
  return {
    text: cleanBoth(text),
    ...(expected === undefined ? {} : { expected: cleanQuote(expected) }),
    ...(seen === undefined ? {} : { seen: cleanQuote(seen) }),
    ...(where === undefined
      ? {}
      : {
          where: {
            file: cleanText(where.file, FILE_MAX),
            ...(Number.isSafeInteger(where.line) && (where.line as number) > 0 ? { line: where.line } : {}),
          },
        }),
  }
}
