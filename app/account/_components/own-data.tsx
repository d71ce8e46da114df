import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '../../_ui/action-form.tsx'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { Progress } from '../../_ui/progress.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { requestExport } from '../_actions.ts'

interface Export {
  id: string
  percent: number
  readyAt: Date | null
  expiresAt: Date | null
  size: number | null
}

function Making({ percent, label, text }: { percent: number; label: string; text: string }) {
  return (
    <div className="border-t border-rule py-3">
      <KeepFresh />
      <Progress value={percent} max={100} label={label} text={text} />
    </div>
  )
}

/** A copy of everything about oneself: asked for with one press, made by the worker, fetched for a day. */
export async function OwnData({ newest }: { newest: Export | null }) {
  const t = await getTranslations('account')
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const size = (bytes: number) =>
    format.number(Math.max(1, Math.round(bytes / 1024)), { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' })
  const isMaking = newest !== null && newest.readyAt === null
  return (
    <section className="py-6">
      <SectionHead title={t('data')} />
      <p className="border-t border-rule pt-2 pb-3 text-ink-2">{t('dataNote')}</p>
      {isMaking && (
        <Making
          percent={newest.percent}
          label={t('exportMaking')}
          text={t('exportPercent', { percent: newest.percent })}
        />
      )}
      {newest?.readyAt && (
        <p className="border-t border-rule py-3">
          <a href={`/account/export/${newest.id}`} className="btn btn-go">
            {t('exportReady')}
          </a>
          <span className="mt-2 block text-1 text-ink-2">
            {t('exportSize', { size: size(newest.size ?? 0), until: at(newest.expiresAt!) })}
          </span>
        </p>
      )}
      {!isMaking && (
        <ActionForm action={requestExport} label={t('data')}>
          <p>
            <SubmitButton look={newest ? 'plain' : 'go'}>{newest ? t('exportAgain') : t('export')}</SubmitButton>
          </p>
        </ActionForm>
      )}
    </section>
  )
}
