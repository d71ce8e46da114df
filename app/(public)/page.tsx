import { getLocale, getTranslations } from 'next-intl/server'
import { OutcomeTable } from '../_features/outcomes/outcome-table.tsx'
import { homeOf } from '../_features/shell/areas.ts'
import { inLocale } from '../_i18n/locales.ts'
import { api, readMe } from '../_trpc/server.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { SectionHead } from '../_ui/section-head.tsx'

export default async function HomePage() {
  const t = await getTranslations('home')
  const kinds = await getTranslations('activity')
  const published = await getTranslations('outcomes')
  const locale = await getLocale()
  const caller = await api()
  const me = await readMe()
  const [catalogue, outcomes] = await Promise.all([caller.catalog.read(), caller.outcomes.published()])
  return (
    <main id="main" className="page mx-auto max-w-[1136px]">
      <div className="border-b border-ink pb-8">
        <h1 className="max-w-[20em] text-5 tracking-[-0.02em] text-balance">{t('title')}</h1>
        <p className="mt-3 max-w-[620px] text-3 text-ink-2">{t('lede')}</p>
        <p className="mt-6 flex flex-wrap gap-2">
          {me ? (
            <a href={homeOf(me.memberships.map(({ role }) => role)).href} className="btn btn-go btn-tall">
              {t('goOn')}
            </a>
          ) : (
            <a href="/sign-in" className="btn btn-go btn-tall">
              {t('signIn')}
            </a>
          )}
          <a href="/verify" className="btn btn-tall">
            {t('verify')}
          </a>
        </p>
      </div>
      <section className="grid gap-x-16 gap-y-6 border-b border-rule py-6 md:grid-cols-3">
        {(['real', 'proof', 'sovereign'] as const).map((idea) => (
          <div key={idea}>
            <h2>{t(`ideas.${idea}.title`)}</h2>
            <p className="mt-1 text-ink-2">{t(`ideas.${idea}.text`)}</p>
          </div>
        ))}
      </section>
      <section className="py-6">
        <SectionHead title={t('courses')} note={t('coursesNote', { count: catalogue.courses.length })} />
        {catalogue.courses.map((course) => (
          <div key={course.id} className="grid gap-x-16 gap-y-4 border-t border-rule py-4 md:grid-cols-2">
            <div>
              <h3>
                <span className="text-ink-3">{course.code}</span> {inLocale(course.title, locale)}
              </h3>
              <p className="mt-1 text-ink-2">{inLocale(course.summary, locale)}</p>
            </div>
            <ol className="text-1">
              {course.activities.map((activity) => (
                <li key={activity.id} className="grid grid-cols-[72px_1fr_auto] gap-x-2 border-b border-rule py-[6px]">
                  <span className="text-ink-3">{kinds(`kinds.${activity.kind}`)}</span>
                  <span>
                    {activity.code && <b>{activity.code} </b>}
                    {inLocale(activity.title, locale)}
                  </span>
                  <span className="text-ink-3">{kinds('minutes', { minutes: activity.minutes })}</span>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </section>
      <section className="ruled py-6">
        <SectionHead title={t('outcomes')} note={t('outcomesNote')} />
        {outcomes.releases.length === 0 && <EmptyState title={published('none')}>{published('noneNext')}</EmptyState>}
        {outcomes.releases.map((release) => (
          <OutcomeTable key={release.releaseId} release={release} />
        ))}
      </section>
      <section className="ruled py-6">
        <SectionHead title={t('roles')} note={t('rolesNote')} />
        <ul>
          {catalogue.roles.map((role) => (
            <li key={role.slug} className="grid gap-x-16 gap-y-1 border-b border-rule py-3 md:grid-cols-[2fr_3fr_auto]">
              <b>{inLocale(role.name, locale)}</b>
              <span className="text-ink-2">{inLocale(role.mission, locale)}</span>
              <span className="text-1 text-ink-3">{t(`roleStates.${role.status}`)}</span>
            </li>
          ))}
        </ul>
        <p className="mt-4">
          <a href="/verify">{t('verifyLink')}</a>
        </p>
        <p className="mt-2">
          <a href="/employers/join">{t('joinLink')}</a>
        </p>
      </section>
    </main>
  )
}
