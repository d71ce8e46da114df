import type { ReactNode } from 'react'

/** What an empty list says: why it is empty, and the next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="max-w-[620px] border-t border-rule py-6">
      <p className="font-strong">{title}</p>
      {children && <p className="mt-1 text-ink-2">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
