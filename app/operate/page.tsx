import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { forPage } from '../_features/calls/fault.ts'
import { Head } from '../_features/shell/head.tsx'
import { requireArea } from '../_features/shell/person.ts'
import { api } from '../_trpc/server.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { HealthReport } from './_components/health.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operate'))('title') }
}

/** Waits for a runner that may be away, so it stands behind a skeleton. */
async function Health() {
  return <HealthReport health={await forPage((await api()).sovereignty.health())} />
}

export default async function OperatePage() {
  await requireArea('operate')
  const t = await getTranslations('operate')
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <Suspense fallback={<Skeleton label={t('asking')} lines={8} />}>
          <Health />
        </Suspense>
      </main>
    </>
  )
}
