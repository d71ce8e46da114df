export interface Span {
  text: string
  isCode: boolean
}

/** A sentence of an author, where backticks in pairs hold code. One without its pair stays a backtick. */
export function codeSpans(text: string): Span[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => ({ text: part, isCode: index % 2 === 1 }))
    .filter((span) => span.text !== '')
}
