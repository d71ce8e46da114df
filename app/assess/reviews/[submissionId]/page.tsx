import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Words } from '../../../_features/comments/words.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { ReviewLine, ReviewMarks } from '../../../_features/submissions/review-marks.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { ChoiceList } from '../../../_ui/choice-list.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextArea } from '../../../_ui/text-field.tsx'
import { signReview } from '../../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('review'))('title') }
}

type Props = { params: Promise<{ submissionId: string }> }

export default async function ReviewPage(props: Props) {
  const t = await getTranslations('review')
  const assess = await getTranslations('assess')
  const submission = await getTranslations('submission')
  const locale = await getLocale()
  const format = await getFormatter()
  const form = await forPage((await api()).assessment.reviewForm(await props.params))
  return (
    <>
      <Head crumbs={[{ text: assess('title'), href: '/assess' }, { text: t('title') }]} />
      <main id="main" className="page max-w-[1200px]">
        <div className="border-b border-ink pb-6">
          <p className="text-ink-3">
            {form.activity.code} {inLocale(form.activity.title, locale)} · {inLocale(form.cohortNames, locale)} ·{' '}
            {submission(`modes.${form.mode}`)}
          </p>
          <h1>{t('formTitle')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">
            {t('formText', { at: format.dateTime(form.receivedAt, { dateStyle: 'long', timeStyle: 'short' }) })}
          </p>
        </div>
        <div className="grid gap-x-16 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <section className="pt-6">
            <SectionHead title={form.file} />
            {form.text === null ? (
              <p className="text-ink-2">{t('noText', { file: form.file })}</p>
            ) : (
              <>
                <Words text={form.text} className="[overflow-wrap:anywhere]" />
                <details className="mt-6">
                  <summary className="cursor-pointer text-ai">{t('source')}</summary>
                  <pre className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{form.text}</pre>
                </details>
              </>
            )}
          </section>
          <section className="pt-6">
            <SectionHead title={t('marks')} />
            {form.review.recordedAt ? (
              <>
                <ReviewLine review={form.review} />
                <ReviewMarks review={form.review} />
              </>
            ) : (
              <ActionForm action={signReview} className="grid gap-8">
                <input type="hidden" name="reviewId" value={randomUUID()} />
                <input type="hidden" name="submissionId" value={form.submissionId} />
                {form.review.criteria.map(({ id, title, lookFor }) => (
                  <ChoiceList
                    key={id}
                    name={`mark.${id}`}
                    required
                    legend={
                      <>
                        {inLocale(title, locale)}
                        <span className="block text-1 font-regular text-ink-2">{inLocale(lookFor, locale)}</span>
                      </>
                    }
                    choices={[
                      { value: 'met', label: t('met') },
                      { value: 'not_met', label: t('notMet') },
                    ]}
                  />
                ))}
                <TextArea label={t('note')} name="note" description={t('noteHelp')} rows={5} maxLength={4000} />
                <div className="border-t border-ink pt-6">
                  <p className="mb-4">{t('declaration')}</p>
                  <SubmitButton look="go">{t('sign')}</SubmitButton>
                </div>
              </ActionForm>
            )}
          </section>
        </div>
      </main>
    </>
  )
}
