import type { Id } from '../platform/ids.ts'

/** The organisation that operators belong to. */
export const SITE_ORGANISATION = '00000000-0000-7000-8000-000000000001' as Id<'organisation'>
