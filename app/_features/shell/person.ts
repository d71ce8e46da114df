import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { readMe } from '../../_trpc/server.ts'
import { type Area, areasOf } from './areas.ts'

/** The person who is signed in; others are sent to sign in and come back to the same page. */
export async function requireMe() {
  const me = await readMe()
  if (me) return me
  const path = (await headers()).get('x-path') ?? '/'
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** The person and their areas; a page of an area that is not theirs does not exist for them. */
export async function requireArea(area: Area) {
  const me = await requireMe()
  const areas = areasOf(me.memberships.map(({ role }) => role))
  if (!areas.some((entry) => entry.area === area)) notFound()
  return { me, areas }
}
