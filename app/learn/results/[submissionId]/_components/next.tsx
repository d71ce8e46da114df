import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../../_i18n/locales.ts'
import { Link } from '../../../../_ui/link.tsx'
import { LinkButton } from '../../../../_ui/link-button.tsx'
import type { NextStep } from './next-step.ts'

/** Where a result leads, as one link. */
export async function Next({ step, name }: { step: NextStep; name: string }) {
  const t = await getTranslations('results')
  const path = await getTranslations('path')
  const locale = await getLocale()
  return (
    <p className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
      <LinkButton href={step.href} look="go" tall>
        {step.kind === 'credential' && path('openCredential')}
        {step.kind === 'activity' &&
          path(step.activity.state === 'started' ? 'continue' : 'begin', {
            kind: step.activity.kind,
            name: step.activity.code ?? '',
          })}
        {step.kind === 'path' && t('toPath')}
        {step.kind === 'again' && t('again', { name })}
      </LinkButton>
      {step.kind === 'credential' && <span className="text-ink-2">{inLocale(step.name, locale)}</span>}
      {step.kind === 'activity' && <span className="text-ink-2">{inLocale(step.activity.title, locale)}</span>}
      {(step.kind === 'activity' || step.kind === 'path') && <Link href="/learn/credentials">{t('toGoals')}</Link>}
      {step.kind === 'again' && step.lessons && (
        <Link href={step.lessons.href}>{t('lessons', { title: inLocale(step.lessons.title, locale) })}</Link>
      )}
    </p>
  )
}
