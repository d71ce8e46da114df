import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Link } from './link.tsx'

export interface LinkButtonProps {
  href: string
  look?: 'plain' | 'go'
  tall?: boolean
  children: ReactNode
}

/** A link that looks like a button; needs no script. */
export function LinkButton({ href, look = 'plain', tall = false, children }: LinkButtonProps) {
  return (
    <Link href={href} className={classes('btn', look === 'go' && 'btn-go', tall && 'btn-tall')}>
      {children}
    </Link>
  )
}
