import type { Metadata } from 'next'
import { getFormatter, getLocale, getNow, getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { Head } from '../_features/shell/head.tsx'
import { inLocale } from '../_i18n/locales.ts'
import { api } from '../_trpc/server.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Link } from '../_ui/link.tsx'
import { LinkButton } from '../_ui/link-button.tsx'
import { SectionHead } from '../_ui/section-head.tsx'
import {
  daysUntil,
  hrefOf,
  modulesOf,
  nextOf,
  type Path,
  type PathActivity,
  passedAssessment,
  type Results,
} from './_components/activities.ts'
import { CurrencyChart, currencyRows } from './_components/currency-chart.tsx'
import { PathLine } from './_components/path-line.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('path'))('title') }
}

function examOf(path: Path, results: Results) {
  const isPassedBy = ({ id }: PathActivity) => passedAssessment(results, id)?.isMarked === true
  const watched = path.activities.filter(({ id, isRequired }) => isRequired && path.certifying.includes(id))
  const lab = watched.find((activity) => !isPassedBy(activity)) ?? watched.at(-1)
  if (!lab) return null
  const tried = results.proctored.find(({ activity }) => activity.id === lab.id)
  const isPassed = isPassedBy(lab)
  return {
    lab,
    tried,
    state: isPassed ? ('completed' as const) : tried ? ('started' as const) : ('open' as const),
    href: `/learn/labs#${lab.id}`,
  }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The programmes of who is in several; the one that is shown is marked. */
async function Programmes({ paths, shown }: { paths: readonly Path[]; shown: Path }) {
  const t = await getTranslations('path')
  const locale = await getLocale()
  return (
    <nav aria-label={t('programmes')} className="path-programmes">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {paths.map((path) => (
          <li key={path.enrolmentId}>
            <Link href={`/learn?enrolment=${path.enrolmentId}`} aria-current={path === shown ? 'page' : undefined}>
              {inLocale(path.programme.title, locale)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export default async function PathPage({ searchParams }: Props) {
  const t = await getTranslations('path')
  const format = await getFormatter()
  const locale = await getLocale()
  const caller = await api()
  const [paths, results, credentials, offers] = await Promise.all([
    forPage(caller.learning.path()),
    caller.assessment.listResults(),
    caller.credentials.listMine(),
    caller.employers.countOffers(),
  ])
  const { enrolment } = await searchParams
  const path = paths.find(({ enrolmentId }) => enrolmentId === enrolment) ?? paths[0]
  if (!path) {
    return (
      <>
        <Head crumbs={[{ text: t('title') }]} />
        <main id="main" className="page">
          <h1 className="mb-4">{t('title')}</h1>
          <EmptyState title={t('noneTitle')}>{t('noneText')}</EmptyState>
        </main>
      </>
    )
  }
  const now = await getNow()
  const required = path.activities.filter(({ isRequired }) => isRequired)
  const beyond = modulesOf(path.activities.filter(({ isRequired }) => !isRequired))
  const next = nextOf(required)
  const exam = examOf(path, results)
  // A course's certificate alone ends no path: what the proctor watches on it is still to come.
  const credential =
    !exam || exam.state === 'completed'
      ? credentials.find(
          ({ revokedAt, achievement }) => revokedAt === null && path.programme.achievements.includes(achievement),
        )
      : undefined
  const done = required.filter((activity) => activity.state === 'completed').length
  const left = required.length - done
  const lapsing = results.evidence.filter(({ expiresAt }) => daysUntil(expiresAt, now) <= 30)
  const needed = required.flatMap((activity) =>
    activity.kind === 'lab'
      ? activity.competencies.map((competency) => ({ ...competency, by: activity.code ?? '' }))
      : [],
  )
  const rows = currencyRows(results.evidence, needed)
  const headline = credential
    ? t('headline.held', { left, name: inLocale(credential.name, locale) })
    : !next
      ? t('headline.exam')
      : done === 0 && next === required[0]
        ? t('headline.start')
        : t('headline.left', { left })

  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page path-page">
        {paths.length > 1 && <Programmes paths={paths} shown={path} />}
        <div className="path-next">
          <div>
            <h1>{headline}</h1>
            <p className="mt-3 max-w-[620px] text-3 text-ink-2">
              {next
                ? t('why', {
                    title: inLocale(next.title, locale),
                    kind: t(`kinds.${next.kind}`),
                    minutes: next.minutes,
                  })
                : credential
                  ? t('whyHeld')
                  : t('whyExam')}
            </p>
            <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
              {next ? (
                <LinkButton href={hrefOf(next)} look="go" tall>
                  {t(next.state === 'started' ? 'continue' : 'begin', { kind: next.kind, name: next.code ?? '' })}
                </LinkButton>
              ) : credential ? (
                <LinkButton href={`/credentials/${credential.handle}`} look="go" tall>
                  {t('openCredential')}
                </LinkButton>
              ) : (
                exam && (
                  <LinkButton href={exam.href} look="go" tall>
                    {t('toExam')}
                  </LinkButton>
                )
              )}
              {next?.kind === 'lab' && next.state === 'started' && <span className="text-ink-2">{t('filesKept')}</span>}
            </p>
          </div>
          <dl className="path-facts">
            {exam && (
              <div>
                <dt>{t('examTerm')}</dt>
                <dd>
                  {exam.lab.code} {inLocale(exam.lab.title, locale)}
                  <span className="block text-ink-2">
                    {exam.tried && !exam.tried.closedAt
                      ? exam.tried.identityConfirmedAt
                        ? t('examReady')
                        : t('examWaiting')
                      : t(`examStates.${exam.state}`)}
                  </span>
                </dd>
              </div>
            )}
            <div>
              <dt>{t('cohort')}</dt>
              <dd>
                {inLocale(path.cohort.names, locale)}
                <span className="block text-ink-2">
                  {t('cohortEnds', {
                    partner: inLocale(path.cohort.partnerNames, locale),
                    date: format.dateTime(new Date(path.cohort.endsOn), { dateStyle: 'long' }),
                  })}
                </span>
              </dd>
            </div>
          </dl>
        </div>
        <div className="min-w-0">
          <section className="pt-6" aria-labelledby="your-path">
            <SectionHead
              id="your-path"
              title={t('yourPath')}
              note={t('yourPathNote', {
                done,
                total: required.length,
                programme: inLocale(path.programme.title, locale),
              })}
            />
            <PathLine
              activities={required}
              next={next?.id ?? null}
              exam={exam}
              credential={
                credential
                  ? {
                      name: inLocale(credential.name, locale),
                      href: `/credentials/${credential.handle}`,
                      digest: credential.digest,
                    }
                  : null
              }
            />
          </section>
          <section className="pt-6" aria-labelledby="currency">
            <SectionHead
              id="currency"
              title={t('currency')}
              note={t('currencyNote', { count: rows.filter((row) => row.expiresAt).length })}
            />
            {rows.length > 0 && <CurrencyChart rows={rows} now={now} />}
          </section>
          {beyond.length > 0 && (
            <section className="pt-6">
              <SectionHead title={t('beyond')} note={t('beyondNote')} />
              <ul className="border-t border-rule">
                {beyond.map(({ key, href, code, title, done, total }) => (
                  <li key={key} className="flex flex-wrap justify-between gap-x-6 border-b border-rule py-2">
                    <Link href={href}>
                      <span className="text-ink-3">{code}</span> {inLocale(title, locale)}
                    </Link>
                    <span className="text-1 text-ink-2">{t('moduleDone', { done, total })}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div>
          {lapsing.length > 0 && (
            <section className="pt-6">
              <h2 className="mb-2">{t('recheck')}</h2>
              {lapsing.map(({ area, level, expiresAt }) => (
                <p key={area + level} className="border-l-2 border-shu pl-4">
                  <b>
                    {t('lapses', {
                      competency: `${area}${level}`,
                      date: format.dateTime(expiresAt, { dateStyle: 'long' }),
                    })}
                  </b>{' '}
                  {t('lapsesHow')}
                </p>
              ))}
            </section>
          )}
          <section className="pt-6">
            <h2 className="mb-2">{t('shortly')}</h2>
            <ul>
              {required
                .filter(
                  (activity) => activity.kind !== 'lab' && activity.state !== 'completed' && activity.id !== next?.id,
                )
                .slice(0, 3)
                .map((activity) => (
                  <li key={activity.id} className="border-b border-rule py-2">
                    <Link href={hrefOf(activity)}>{inLocale(activity.title, locale)}</Link>{' '}
                    <span className="text-ink-3">
                      {t('kindMinutes', { kind: t(`kinds.${activity.kind}`), minutes: activity.minutes })}
                    </span>
                  </li>
                ))}
              {offers > 0 && (
                <li className="border-b border-rule py-2">
                  <Link href="/learn/sharing">{t('openings', { count: offers })}</Link>
                </li>
              )}
              <li className="border-b border-rule py-2">
                <Link href="/learn/results">{t('resultsLink', { count: results.submissions.length })}</Link>
              </li>
            </ul>
          </section>
        </div>
      </main>
    </>
  )
}
