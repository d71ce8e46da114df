import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../_i18n/locales.ts'
import type { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { openLab, startOver } from '../actions.ts'

type Caller = Awaited<ReturnType<typeof api>>
type Labs = Awaited<ReturnType<Caller['learning']['instructorLabs']>>

/** Practice that the organisation which teaches one's cohort made: opened like any lab, counted toward nothing. */
export async function InstructorLabs({ labs }: { labs: Labs }) {
  const t = await getTranslations('labs')
  const kinds = await getTranslations('activity')
  const locale = await getLocale()
  return (
    <section className="pt-10" aria-labelledby="own-labs">
      <SectionHead id="own-labs" title={t('ownTitle')} note={t('ownNote')} />
      <ul className="ruled">
        {labs.map((lab) => (
          <li key={lab.id} id={lab.id} className="border-b border-rule py-4">
            <h3>
              <span className="text-ink-3">{lab.code}</span> {inLocale(lab.title, locale)}
            </h3>
            <p className="text-1 text-ink-3">
              {t('ownBy', { organisation: inLocale(lab.ownerNames, locale) })} ·{' '}
              {kinds('minutes', { minutes: lab.minutes })} · {kinds(`states.${lab.state}`)}
            </p>
            <ActionForm action={openLab} className="mt-3 grid justify-items-start gap-2">
              <input type="hidden" name="activityId" value={lab.id} />
              <SubmitButton>{lab.state === 'open' ? t('open') : t('continue')}</SubmitButton>
            </ActionForm>
            {lab.state !== 'open' && (
              <details className="mt-3">
                <summary className="cursor-pointer text-ai">{t('startOver')}</summary>
                <ActionForm action={startOver} className="mt-2 grid justify-items-start gap-2">
                  <input type="hidden" name="activityId" value={lab.id} />
                  <p className="text-ink-2">{t('startOverText')}</p>
                  <SubmitButton look="danger">{t('startOverDo')}</SubmitButton>
                </ActionForm>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
