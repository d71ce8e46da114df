import { getFormatter, getTranslations } from 'next-intl/server'
import { SignOutButton } from '../../_features/session/sign-out-button.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { endSession, signOutEverywhere } from '../_actions.ts'

interface Session {
  id: string
  createdAt: Date
  expiresAt: Date
  device: string | null
  isThis: boolean
}

export async function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const t = await getTranslations('account')
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section className="py-6">
      <SectionHead title={t('sessions')} note={t('sessionsNote', { count: sessions.length })} />
      <ul className="mb-4">
        {sessions
          .toSorted((a, b) => Number(b.isThis) - Number(a.isThis) || +b.createdAt - +a.createdAt)
          .map(({ id, createdAt, expiresAt, device, isThis }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-rule py-2"
            >
              <span>
                <b>
                  {isThis ? t('thisSession') : t('otherSession')}
                  {device && ` · ${device}`}
                </b>
                <span className="block text-1 text-ink-2">
                  {t('session', { from: at(createdAt), until: at(expiresAt) })}
                </span>
              </span>
              {!isThis && (
                <AskButton
                  label={
                    <>
                      {t('endSession')}
                      <span className="sr"> {t('session', { from: at(createdAt), until: at(expiresAt) })}</span>
                    </>
                  }
                  look="link"
                  title={t('endSessionTitle')}
                  action={endSession}
                  confirm={t('endSession')}
                  cancel={t('cancel')}
                >
                  <p>{t('endSessionText', { device: device ?? t('otherSession'), from: at(createdAt) })}</p>
                  <input type="hidden" name="sessionId" value={id} />
                </AskButton>
              )}
            </li>
          ))}
      </ul>
      <p className="flex flex-wrap gap-2">
        <SignOutButton label={t('signOut')} className="btn" />
        <AskButton
          label={t('signOutEverywhere')}
          title={t('everywhereTitle')}
          action={signOutEverywhere}
          confirm={t('everywhereDo')}
          cancel={t('cancel')}
        >
          <p>{t('everywhereText', { count: sessions.length })}</p>
        </AskButton>
      </p>
    </section>
  )
}
