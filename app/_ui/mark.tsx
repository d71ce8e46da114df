export type MarkKind = 'passed' | 'failed' | 'hidden' | 'open' | 'half' | 'partial'

/** Tick, cross, dash and circles: drawn, not typed, and named for those who do not see them. Drawn in mark.css. */
export function Mark({ kind, label }: { kind: MarkKind; label: string }) {
  return <span role="img" aria-label={label} className={`mark mark-${kind}`} />
}
