import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { distinct, type PathActivity, passedAssessment, type Results } from '../_components/activities.ts'
import { InstructorLabs } from './_components/instructor-labs.tsx'
import { openLab, requestProctored, startOver, startProctored } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('labs'))('title') }
}

async function Request({ lab, isAgain }: { lab: PathActivity; isAgain: boolean }) {
  const t = await getTranslations('labs')
  return (
    <ActionForm action={requestProctored} className="grid justify-items-start gap-2">
      <input type="hidden" name="activityId" value={lab.id} />
      <p className="text-ink-2">
        {lab.kind === 'exam' ? t('proctoredExamText', { minutes: lab.minutes }) : t('proctoredText')}{' '}
        {isAgain && t('againText')}
      </p>
      <SubmitButton>{t('request')}</SubmitButton>
    </ActionForm>
  )
}

async function Passed({
  lab,
  passed,
}: {
  lab: PathActivity
  passed: NonNullable<ReturnType<typeof passedAssessment>>
}) {
  const t = await getTranslations('labs')
  const format = await getFormatter()
  const date = format.dateTime(passed.at, { dateStyle: 'long' })
  return (
    <>
      <p>
        {passed.isMarked ? t('passedOn', { date }) : t('checksPassedOn', { date })}{' '}
        <Link href={`/learn/results/${passed.id}`}>{t('toResult')}</Link>
      </p>
      <details className="mt-3">
        <summary className="cursor-pointer text-ai">{t('sitAgain')}</summary>
        <div className="mt-2">
          <Request lab={lab} isAgain />
        </div>
      </details>
    </>
  )
}

async function Proctored({ lab, results }: { lab: PathActivity; results: Results }) {
  const t = await getTranslations('labs')
  const format = await getFormatter()
  const live = results.proctored.find((attempt) => attempt.activity.id === lab.id && !attempt.closedAt)
  if (!live) {
    const passed = passedAssessment(results, lab.id)
    return passed ? <Passed lab={lab} passed={passed} /> : <Request lab={lab} isAgain={false} />
  }
  if (!live.identityConfirmedAt) {
    return (
      <p className="text-ink-2">
        {t('waiting', { at: format.dateTime(live.requestedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
      </p>
    )
  }
  return (
    <ActionForm action={startProctored} className="grid justify-items-start gap-2">
      <input type="hidden" name="attemptId" value={live.attemptId} />
      <p className="text-ink-2">
        {live.closesAt
          ? t('closesAt', {
              at: format.dateTime(live.closesAt, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }),
            })
          : t('confirmed', { minutes: lab.minutes })}
      </p>
      <SubmitButton look="go">{live.openedAt ? t('returnProctored') : t('startProctored')}</SubmitButton>
    </ActionForm>
  )
}

export default async function LabsPage() {
  const t = await getTranslations('labs')
  const kinds = await getTranslations('activity')
  const locale = await getLocale()
  const caller = await api()
  const [paths, results, own] = await Promise.all([
    forPage(caller.learning.path()),
    caller.assessment.listResults(),
    forPage(caller.learning.instructorLabs()),
  ])
  const labs = distinct(paths.flatMap((path) => path.activities)).filter(
    ({ kind }) => kind === 'lab' || kind === 'exam',
  )
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[1100px]">
        <h1 className="mb-4">{t('title')}</h1>
        {labs.length === 0 && <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>}
        <ul className="ruled">
          {labs.map((lab) => (
            <li key={lab.id} id={lab.id} className="border-b border-rule py-5">
              <h2>
                <span className="text-ink-3">{lab.code}</span> {inLocale(lab.title, locale)}
              </h2>
              <p className="text-1 text-ink-3">
                {kinds('minutes', { minutes: lab.minutes })} · {kinds(`states.${lab.state}`)}
                {lab.bestScore !== null && ` · ${kinds('best', { score: lab.bestScore })}`}
              </p>
              <div className="mt-4 grid gap-x-16 gap-y-6 md:grid-cols-2">
                {lab.kind === 'exam' ? (
                  <section>
                    <h3 className="mb-1">{t('exam')}</h3>
                    <p className="text-ink-2">{t('examText')}</p>
                  </section>
                ) : (
                  <section>
                    <h3 className="mb-1">{t('practice')}</h3>
                    <ActionForm action={openLab} className="grid justify-items-start gap-2">
                      <input type="hidden" name="activityId" value={lab.id} />
                      <p className="text-ink-2">{t('practiceText')}</p>
                      <SubmitButton look={lab.state === 'completed' ? 'plain' : 'go'}>
                        {lab.state === 'open' ? t('open') : t('continue')}
                      </SubmitButton>
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
                  </section>
                )}
                <section>
                  <h3 className="mb-1">{t('proctored')}</h3>
                  <Proctored lab={lab} results={results} />
                </section>
              </div>
            </li>
          ))}
        </ul>
        {own.length > 0 && <InstructorLabs labs={own} />}
      </main>
    </>
  )
}
