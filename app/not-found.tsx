import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PublicFrame } from './_features/shell/public-frame.tsx'
import { NotFoundText } from './_ui/not-shown.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notFound'))('title') }
}

export default function NotFound() {
  return (
    <PublicFrame>
      <main id="main" className="page mx-auto max-w-[720px]">
        <NotFoundText />
      </main>
    </PublicFrame>
  )
}
