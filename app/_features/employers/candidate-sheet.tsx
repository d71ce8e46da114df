import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { Link } from '../../_ui/link.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'
import { SealImage } from '../../_ui/seal-image.tsx'

export type CandidateView = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['candidate']>>['view']
type Validity = NonNullable<CandidateView['observation']>['state']

const ITEMS = ['name', 'email', 'credentials', 'evidence', 'observation'] as const
const MARKS: Record<Validity, MarkKind> = { current: 'passed', lapsing: 'half', lapsed: 'failed', missing: 'open' }

interface PartProps {
  state: Validity
  until: Date | null
  isShort: boolean
  children: ReactNode
}

/** One requirement: a row of its own, or one of several in a line. */
async function Part({ state, until, isShort, children }: PartProps) {
  const t = await getTranslations('roles')
  const format = await getFormatter()
  const date = until ? format.dateTime(until, { dateStyle: 'long' }) : ''
  const colour = state === 'lapsing' || state === 'lapsed' ? 'text-shu' : 'text-ink-2'
  if (isShort)
    return (
      <li className="grid grid-cols-[16px_1fr] items-center gap-x-2">
        <Mark kind={MARKS[state]} label={t(`states.${state}`)} />
        <span>
          {children} <span className={colour}>{t(`until.${state}`, { date })}</span>
        </span>
      </li>
    )
  return (
    <li className="grid grid-cols-[16px_1fr] gap-x-4 border-b border-rule py-2 sm:grid-cols-[16px_1fr_auto]">
      <span className="mt-1">
        <Mark kind={MARKS[state]} label={t(`states.${state}`)} />
      </span>
      <span>{children}</span>
      <span className={`text-1 max-sm:col-start-2 ${colour}`}>{t(`until.${state}`, { date })}</span>
    </li>
  )
}

/** Which requirement of the role is shown and until when: the reasons, and nothing that would rank one. */
export async function Reasons({
  view,
  role,
  isShort = false,
}: {
  view: CandidateView
  role: string
  isShort?: boolean
}) {
  const t = await getTranslations('candidate')
  const roles = await getTranslations('roles')
  const areas = await getTranslations('path')
  const format = await getFormatter()
  const { evidence, observation } = view
  if (!evidence && !observation) return null
  const date = evidence?.validUntil ? format.dateTime(evidence.validUntil, { dateStyle: 'long' }) : ''
  return (
    <>
      {evidence && <p className="font-strong">{t(`standing.${evidence.state}`, { role, date })}</p>}
      <ul className={isShort ? 'mt-1 flex flex-wrap gap-x-6 gap-y-1 text-1' : 'mt-2 border-t border-rule'}>
        {evidence?.competencies.map(({ area, level, state, until }) => (
          <Part key={area} state={state} until={until} isShort={isShort}>
            {area}
            {level} {areas(`areas.${area}`)}
          </Part>
        ))}
        {evidence?.evidence.map(({ mode, activities, need, state, until }) => (
          <Part key={mode + activities.join()} state={state} until={until} isShort={isShort}>
            {roles(`evidence.${mode}`, {
              labs: format.list(activities),
              need,
              all: need === activities.length ? 'yes' : 'no',
            })}
          </Part>
        ))}
        {observation && (
          <Part state={observation.state} until={observation.until} isShort={isShort}>
            {t('observationRow')}
          </Part>
        )}
      </ul>
    </>
  )
}

async function Credentials({ credentials }: { credentials: NonNullable<CandidateView['credentials']> }) {
  const t = await getTranslations('candidate')
  const words = await getTranslations('credentials')
  const format = await getFormatter()
  const locale = await getLocale()
  const day = (at: Date) => format.dateTime(at, { dateStyle: 'long' })
  if (credentials.length === 0) return <p className="border-t border-rule py-2 text-ink-2">{t('noCredentials')}</p>
  return (
    <ul className="border-t border-rule">
      {credentials.map(({ handle, digest, name, issuedAt, expiresAt, revokedAt }) => (
        <li key={handle} className="grid grid-cols-[48px_1fr] gap-4 border-b border-rule py-3">
          <SealImage digest={digest} size={48} label={words('seal', { digest: digest.slice(0, 8) })} />
          <div>
            {inLocale(name, locale)}
            <span className="block text-1 text-ink-2">
              {t('credentialDates', { issued: day(issuedAt), expires: day(expiresAt) })}
            </span>
            {revokedAt && <span className="block text-1 text-shu">{t('revoked', { at: day(revokedAt) })}</span>}
            <Link href={`/credentials/${handle}`} className="text-1">
              {t('verify')}
              <span className="sr"> {t('verifyOf', { name: inLocale(name, locale) })}</span>
            </Link>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What an employer sees of somebody. The learner's preview is this very part, given the same view. */
export async function CandidateSheet({ view, role }: { view: CandidateView; role: string }) {
  const t = await getTranslations('candidate')
  const format = await getFormatter()
  const kept = ITEMS.filter((item) => !view.items.includes(item))
  return (
    <div className="grid gap-6">
      <div>
        <h2 className="text-4">{view.name ?? t('unnamed')}</h2>
        {view.email && (
          <p className="break-all text-ink-2">
            <span className="sr">{t('email')}: </span>
            {view.email}
          </p>
        )}
      </div>
      {(view.evidence || view.observation) && (
        <section>
          <h3 className="mb-1">{t(view.evidence ? 'items.evidence' : 'items.observation')}</h3>
          <Reasons view={view} role={role} />
        </section>
      )}
      {view.credentials && (
        <section>
          <h3 className="mb-1">{t('items.credentials')}</h3>
          <Credentials credentials={view.credentials} />
        </section>
      )}
      {kept.length > 0 && (
        <p className="text-1 text-ink-3">
          {t('kept', {
            items: format.list(
              kept.map((item) => t(`items.${item}`)),
              { type: 'unit' },
            ),
          })}
        </p>
      )}
    </div>
  )
}
