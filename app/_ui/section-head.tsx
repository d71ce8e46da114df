import type { ReactNode } from 'react'

/** A section's title with its exports at the right and its denominator beneath. */
export function SectionHead({
  title,
  links,
  note,
  id,
}: {
  title: string
  links?: ReactNode
  note?: ReactNode
  id?: string
}) {
  return (
    <>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-4">
        <h2 id={id} className="mr-auto">
          {title}
        </h2>
        {links && <span className="flex gap-3 text-1 text-ink-3">{links}</span>}
      </div>
      {note && <p className="mb-2 text-1 text-ink-2">{note}</p>}
    </>
  )
}
