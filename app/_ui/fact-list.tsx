import type { ReactNode } from 'react'

/** Small facts: a grey word, then what is so. */
export function FactList({ facts }: { facts: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="text-1">
      {facts.map(({ term, value }) => (
        <div key={term} className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-2 border-b border-rule py-[6px]">
          <dt className="text-ink-3">{term}</dt>
          <dd className="text-ink-2">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
