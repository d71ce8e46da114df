export type MarkKind = 'passed' | 'failed' | 'hidden' | 'open' | 'half' | 'partial'

const COLOURS: Record<MarkKind, string> = {
  passed: 'text-ai',
  failed: 'text-shu',
  partial: 'text-ink-2',
  hidden: 'text-ink-3',
  open: 'text-ink-3',
  half: 'text-ai',
}

/** Tick, cross, dash and circles: drawn, not typed, and named for those who do not see them. */
export function Mark({ kind, label }: { kind: MarkKind; label: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      role="img"
      aria-label={label}
      className={`size-4 flex-none fill-none stroke-current ${COLOURS[kind]}`}
      strokeWidth={1.75}
    >
      {kind === 'passed' && <path d="M2.5 8.8 6.2 12.4 13.5 3.8" />}
      {kind === 'failed' && <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />}
      {kind === 'partial' && <path d="M2.5 8h11" />}
      {kind === 'hidden' && <path d="M2.5 8h11" strokeDasharray="2.5 2.5" />}
      {kind === 'open' && <circle cx="8" cy="8" r="5" />}
      {kind === 'half' && (
        <>
          <circle cx="8" cy="8" r="7" />
          <path d="M8 1a7 7 0 0 0 0 14z" className="fill-current" stroke="none" />
        </>
      )}
    </svg>
  )
}
