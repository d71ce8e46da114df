export type MarkKind = 'passed' | 'failed' | 'hidden' | 'open' | 'half' | 'partial'

const COLOURS: Record<MarkKind, string> = {
  passed: 'text-ai',
  failed: 'text-shu',
  partial: 'text-ink-2',
  hidden: 'text-ink-3',
  open: 'text-ink-3',
  half: 'text-ai',
}

const LINES: Record<MarkKind, string> = {
  passed: 'M2.5 8.8 6.2 12.4 13.5 3.8',
  failed: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  partial: 'M2.5 8h11',
  hidden: 'M2.5 8h11',
  open: 'M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0',
  half: 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0',
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
      <path d={LINES[kind]} strokeDasharray={kind === 'hidden' ? '2.5 2.5' : undefined} />
      {kind === 'half' && <path d="M8 1a7 7 0 0 0 0 14z" className="fill-current" stroke="none" />}
    </svg>
  )
}
