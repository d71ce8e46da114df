import { Link } from '../../_ui/link.tsx'

/** How many things one was told and has not looked at; leads to all of them. */
export function Bell({ unread, text }: { unread: number; text: string }) {
  return (
    <Link href="/account/notifications" className="bell" aria-label={text} title={text}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 fill-none stroke-current" strokeWidth={1.5}>
        <path d="M3 11.5h10c-1-1-1.5-2-1.5-4.5a3.5 3.5 0 0 0-7 0c0 2.5-.5 3.5-1.5 4.5ZM6.5 13.8a1.6 1.6 0 0 0 3 0M8 3.5V2" />
      </svg>
      {unread > 0 && (
        <span aria-hidden="true" className="bell-count">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
