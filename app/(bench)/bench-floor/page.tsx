import { notFound } from 'next/navigation'
import { api, isBench } from '../../_trpc/server.ts'

/** The barest page there can be here: the root layout and one query, that of the session. Only `npm run bench` sees it. */
export default async function BenchFloorPage() {
  if (!isBench()) notFound()
  const { name } = await (await api()).site.show()
  return <main id="main">{name}</main>
}
