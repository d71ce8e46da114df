import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { api, readMe } from '../../_trpc/server.ts'
import { remembered } from './remembered.ts'

/** How many notices are new, and that in words; null for nobody. One question a request. */
export const readBell = cache(async () => {
  if (!(await readMe())) return null
  const unread = await (await api()).notices.unread()
  const t = await getTranslations('notices')
  return { unread, text: remembered(`bell/${await getLocale()}/${unread}`, () => t('bell', { unread })) }
})
