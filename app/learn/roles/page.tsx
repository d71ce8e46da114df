import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { Link } from '../../_ui/link.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('roles'))('title') }
}

type RoleState = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['readiness']>>[number]
type Validity = RoleState['competencies'][number]['state']

const MARKS: Record<Validity, MarkKind> = { current: 'passed', lapsing: 'half', lapsed: 'failed', missing: 'open' }

/** One thing that a role asks for: whether it is there, until when, and where to get it. */
async function Part({ state, until, children }: { state: Validity; until: Date | null; children: React.ReactNode }) {
  const t = await getTranslations('roles')
  const format = await getFormatter()
  const date = until ? format.dateTime(until, { dateStyle: 'long' }) : ''
  return (
    <li className="grid grid-cols-[16px_1fr] gap-x-4 border-b border-rule py-3 sm:grid-cols-[16px_1fr_auto]">
      <span className="mt-1">
        <Mark kind={MARKS[state]} label={t(`states.${state}`)} />
      </span>
      <span>{children}</span>
      <span
        className={
          state === 'lapsing' || state === 'lapsed'
            ? 'text-1 text-shu max-sm:col-start-2'
            : 'text-1 text-ink-2 max-sm:col-start-2'
        }
      >
        {t(`until.${state}`, { date })}
      </span>
    </li>
  )
}

async function Role({ entry }: { entry: RoleState }) {
  const t = await getTranslations('roles')
  const path = await getTranslations('path')
  const locale = await getLocale()
  const format = await getFormatter()
  const { role, observation } = entry
  const until = entry.validUntil && format.dateTime(entry.validUntil, { dateStyle: 'long' })
  return (
    <section className="border-t border-ink pt-6 pb-10">
      <h2 className="text-4">{inLocale(role.name, locale)}</h2>
      <p className="mt-1 max-w-[640px] text-ink-2">{inLocale(role.mission, locale)}</p>
      <p className={entry.state === 'lapsed' ? 'mt-3 font-strong text-shu' : 'mt-3 font-strong'}>
        {t(`standing.${entry.state}`, { date: until ?? '' })}
      </p>
      <ul className="mt-3 border-t border-rule">
        {entry.competencies.map(({ area, level, state, until }) => (
          <Part key={area} state={state} until={until}>
            {area}
            {level} {path(`areas.${area}`)}
          </Part>
        ))}
        {entry.evidence.map(({ mode, activities, need, state, until }) => (
          <Part key={mode + activities.join()} state={state} until={until}>
            {t(`evidence.${mode}`, {
              labs: format.list(activities),
              need,
              all: need === activities.length ? 'yes' : 'no',
            })}
          </Part>
        ))}
        <Part state={observation.state} until={observation.until}>
          {observation.id ? (
            <Link href={`/learn/observations/${observation.id}`}>{t('observation')}</Link>
          ) : (
            t('observation')
          )}
          <span className="block text-1 text-ink-3">{t('observationHow')}</span>
        </Part>
      </ul>
      {role.recheck && <p className="mt-2 text-1 text-ink-3">{inLocale(role.recheck, locale)}</p>}
    </section>
  )
}

export default async function RolesPage() {
  const t = await getTranslations('roles')
  const locale = await getLocale()
  const entries = await forPage((await api()).assessment.readiness())
  const open = entries.filter(({ role }) => role.status === 'open')
  const preparing = entries.filter(({ role }) => role.status !== 'open')
  const ready = open.filter(({ state }) => state === 'ready').length
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page max-w-[860px]">
        <div className="pb-6">
          <h1>{t('lede', { ready })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        {open.map((entry) => (
          <Role key={entry.role.code} entry={entry} />
        ))}
        <section className="border-t border-ink pt-6">
          <SectionHead title={t('preparing')} note={t('preparingNote')} />
          <ul className="border-t border-rule">
            {preparing.map(({ role }) => (
              <li key={role.code} className="border-b border-rule py-3">
                {inLocale(role.name, locale)}
                <span className="block text-1 text-ink-3">{inLocale(role.mission, locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  )
}
