import type { AnchorHTMLAttributes } from 'react'

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  /** false: the page stays where it is scrolled to. */
  scroll?: boolean
}

/**
 * A link to another page of ours. It is a plain anchor that `SoftNavigation` follows without a page load: a client
 * component for each link would cost the server as much as the rest of a list's row, and prefetching a request for each.
 */
export function Link({ scroll = true, children, ...rest }: LinkProps) {
  return (
    <a data-soft={scroll ? 'top' : 'still'} {...rest}>
      {children}
    </a>
  )
}
