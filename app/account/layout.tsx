import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { areasOf } from '../_features/shell/areas.ts'
import { Frame } from '../_features/shell/frame.tsx'
import { Head } from '../_features/shell/head.tsx'
import { requireMe } from '../_features/shell/person.ts'
import { PublicFrame } from '../_features/shell/public-frame.tsx'

/** The rail of the person's first area; who is in no organisation any more has none. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('account')
  const me = await requireMe()
  const [home] = areasOf(me.memberships.map(({ role }) => role))
  if (!home) return <PublicFrame>{children}</PublicFrame>
  return (
    <Frame area={home.area}>
      <Head crumbs={[{ text: t('title') }]} />
      {children}
    </Frame>
  )
}
