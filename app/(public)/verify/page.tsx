import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { VerifyForm } from './_components/verify-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('verify'))('title') }
}

export default async function VerifyPage() {
  const t = await getTranslations('verify')
  return (
    <main id="main" className="page mx-auto max-w-[820px]">
      <h1>{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-[620px] text-ink-2">{t('text')}</p>
      <VerifyForm
        texts={{
          paste: t('paste'),
          pasteHelp: t('pasteHelp'),
          upload: t('upload'),
          submit: t('submit'),
          waiting: t('waiting'),
          empty: t('empty'),
          tooLarge: t('tooLarge'),
          offline: t('offline'),
        }}
      />
    </main>
  )
}
