import 'server-only'
import { cache } from 'react'
import { api } from '../../_trpc/server.ts'

/** Name, residency region and mode of this installation. */
export const readSite = cache(async () => (await api()).site.show())
