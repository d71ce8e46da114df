import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RequestsPage } from '../../_features/employers/requests-page.tsx'
import { requireArea } from '../../_features/shell/person.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('employerRequests'))('title') }
}

export default async function EmployersPage() {
  await requireArea('operate')
  return <RequestsPage />
}
