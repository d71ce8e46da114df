import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeoplePage } from '../../_features/people/people-page.tsx'
import { requireArea } from '../../_features/shell/person.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function ManagePeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  await requireArea('manage')
  return <PeoplePage path="/manage/people" sort={(await searchParams).sort} />
}
