import { codeSpans } from './code-spans.ts'

/** A sentence of an author with what stands between backticks set as code. */
export function WithCode({ text }: { text: string }) {
  return codeSpans(text).map((span, index) =>
    span.isCode ? (
      <code key={index} className="code-chip">
        {span.text}
      </code>
    ) : (
      span.text
    ),
  )
}
