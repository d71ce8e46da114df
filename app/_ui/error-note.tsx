import type { ReactNode } from 'react'

/** What went wrong and what to do, beside the thing it is about; announced when it appears. */
export function ErrorNote({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="live">
      {children && <div className="border-l-2 border-shu bg-shu-wash px-4 py-2 text-ink">{children}</div>}
    </div>
  )
}
