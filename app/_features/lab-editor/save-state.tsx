'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { OutboxView } from './outbox.ts'

/** How the line to the server is. */
export type ChannelState =
  | 'connecting'
  | 'open'
  | 'away'
  | 'signedOut'
  | 'closed'
  | 'otherSession'
  | 'refused'
  | 'ownLabsFull'
  | 'labsFull'

/** What is saved, what waits and why: always a sentence, never a spinner alone. */
export function SaveState({ outbox, channel, path }: { outbox: OutboxView; channel: ChannelState; path: string }) {
  const t = useTranslations('lab.save')
  const format = useFormatter()
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => setNow(Date.now()), [])
  const count = outbox.edits.length
  const refusal = Object.entries(outbox.refusals)[0]
  const time = (at: number) => (
    <b>
      {format.dateTime(at, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      })}
    </b>
  )

  if (outbox.hold === 'signedOut' || channel === 'signedOut') {
    return (
      <span className="text-shu">
        {t('signedOut', { count })} <a href={`/sign-in?next=${encodeURIComponent(path)}`}>{t('signInAgain')}</a>
      </span>
    )
  }
  if (outbox.hold === 'otherSession' || channel === 'otherSession')
    return <span className="text-shu">{t('otherSession', { count })}</span>
  if (outbox.hold === 'closed' && count > 0) return <span className="text-shu">{t('closed', { count })}</span>
  if (Object.keys(outbox.conflicts).length > 0) return <span className="text-shu">{t('conflict')}</span>
  if (refusal) return <span className="text-shu">{t('refused', { path: refusal[0] })}</span>
  if (count > 0 && outbox.failures > 0)
    return <span className="text-shu">{outbox.isKept ? t('waiting', { count }) : t('waitingHere', { count })}</span>
  if (count > 0) return <span>{t('saving')}</span>
  if (channel === 'ownLabsFull' || channel === 'labsFull')
    return <span className="text-shu">{t(`full.${channel}`)}</span>
  if (channel === 'away') return <span className="text-shu">{t('away')}</span>
  if (channel === 'connecting') return <span>{t('connecting')}</span>
  const at = outbox.savedAt ?? now
  return <span>{at ? t.rich('saved', { time: () => time(at) }) : t('savedAll')}</span>
}
