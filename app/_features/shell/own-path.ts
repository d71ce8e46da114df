const HERE = 'https://site.invalid'

/** Where somebody goes after signing in: an address of this site as a browser reads it, else null. Never a way out of it. */
export function ownPath(next: unknown): string | null {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return null
  const { origin, pathname, search, hash } = new URL(next, HERE)
  if (origin !== HERE || pathname.startsWith('//') || pathname === '/sign-in') return null
  return `${pathname}${search}${hash}`
}
