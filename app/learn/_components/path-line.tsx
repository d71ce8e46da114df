import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { Link } from '../../_ui/link.tsx'
import { SealImage } from '../../_ui/seal-image.tsx'
import { hrefOf, modulesOf, type PathActivity } from './activities.ts'

export interface PathLineProps {
  activities: readonly PathActivity[]
  next: string | null
  exam: { state: 'open' | 'started' | 'completed'; href: string } | null
  credential: { name: string; href: string; digest: string } | null
}

interface Stop {
  key: string
  href: string
  name: string
  text: string
  state: 'open' | 'started' | 'completed' | 'current'
}

/** More than these do not fit side by side: then each module is one. */
const MOST_STOPS = 9

function stateOfModule(activities: readonly PathActivity[], next: string | null): Stop['state'] {
  if (activities.every(({ state }) => state === 'completed')) return 'completed'
  if (activities.some(({ state }) => state !== 'open')) return 'started'
  return activities.some(({ id }) => id === next) ? 'current' : 'open'
}

/** The path as stops on a line; the last is the seal one works for. On a phone it runs downwards. */
export async function PathLine({ activities, next, exam, credential }: PathLineProps) {
  const t = await getTranslations('path')
  const locale = await getLocale()
  const stops: Stop[] =
    activities.length > MOST_STOPS
      ? modulesOf(activities).map(({ key, href, code, title, done, total, activities }) => ({
          ...{ key, href, name: `${code} · ${t('moduleDone', { done, total })}`, text: inLocale(title, locale) },
          state: stateOfModule(activities, next),
        }))
      : activities.map((activity) => ({
          key: activity.id,
          href: hrefOf(activity),
          name: activity.code ?? t(`kinds.${activity.kind}`),
          text: inLocale(activity.title, locale),
          state: activity.id === next && activity.state === 'open' ? 'current' : activity.state,
        }))
  if (exam) stops.push({ key: 'exam', href: exam.href, name: t('exam'), text: t('examText'), state: exam.state })
  return (
    <ol className="path-line">
      {stops.map((stop) => (
        <li key={stop.key} data-state={stop.state}>
          <Link href={stop.href}>
            <span className="path-stop" aria-hidden="true" />
            <b>{stop.name}</b>
            <span>{stop.text}</span>
            <span className="sr">{t(`states.${stop.state}`)}</span>
          </Link>
        </li>
      ))}
      <li data-state={credential ? 'completed' : 'seal'}>
        {credential ? (
          <Link href={credential.href}>
            <span className="path-seal is-held">
              <SealImage digest={credential.digest} size={40} label={t('sealHeld')} />
            </span>
            <b>{t('seal')}</b>
            <span>{credential.name}</span>
          </Link>
        ) : (
          <div>
            <span className="path-seal" aria-hidden="true" />
            <b>{t('seal')}</b>
            <span>{t('sealText')}</span>
          </div>
        )}
      </li>
    </ol>
  )
}
