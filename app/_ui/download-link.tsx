export interface DownloadLinkProps {
  name: string
  type: 'text/csv' | 'image/svg+xml' | 'application/json' | 'text/plain'
  content: string
  children: string
}

/** A file that stands in the page itself: needs no script, no other request and no second permission check. */
export function DownloadLink({ name, type, content, children }: DownloadLinkProps) {
  return (
    <a
      href={`data:${type};charset=utf-8,${encodeURIComponent(content)}`}
      download={name}
      className="inline-block min-h-6"
    >
      {children}
      <span className="sr"> {name}</span>
    </a>
  )
}
