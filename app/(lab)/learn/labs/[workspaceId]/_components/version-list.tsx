'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLocalTime } from '../../../../../_features/lab-editor/use-local-time.ts'
import type { Chosen, Versions } from './use-versions.ts'
import type { Save } from './versions.ts'

function Row({ isChosen, onChoose, children }: { isChosen: boolean; onChoose: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className="version-row" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {children}
    </button>
  )
}

/** Stretches of work, newest first, with what was saved on the way behind a count; the starter at the end. */
export function VersionList({ versions, hasStarter }: { versions: Versions; hasStarter: boolean }) {
  const t = useTranslations('lab.history')
  const timeOf = useLocalTime()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const { groups, chosen, choose } = versions

  const toggle = (revision: number) =>
    setOpen(
      (before) => new Set(before.has(revision) ? [...before].filter((it) => it !== revision) : [...before, revision]),
    )

  const row = (save: Save, isNewest: boolean) => {
    const { revision, savedAt: at } = save
    const isChosen = chosen?.kind === 'save' && chosen.revision === revision
    return (
      <Row isChosen={isChosen} onChoose={() => choose({ kind: 'save', revision, at } satisfies Chosen)}>
        {timeOf(at)}
        <small>
          {save.digest === null ? t('deleted') : t(`sources.${save.source}`)}
          {isNewest && ` · ${t('newest')}`}
        </small>
      </Row>
    )
  }

  return (
    <div className="version-list">
      {groups?.length === 0 && <p className="px-4 py-2 text-1 text-ink-2">{t('none')}</p>}
      <ol aria-label={t('title')}>
        {groups?.map(({ newest, earlier }, index) => (
          <li key={newest.revision}>
            {row(newest, index === 0)}
            {earlier.length > 0 && (
              <button
                type="button"
                className="version-more"
                aria-expanded={open.has(newest.revision)}
                onClick={() => toggle(newest.revision)}
              >
                {t('onTheWay', { count: earlier.length })}
              </button>
            )}
            {open.has(newest.revision) && (
              <ol className="pl-3">
                {earlier.map((save) => (
                  <li key={save.revision}>{row(save, false)}</li>
                ))}
              </ol>
            )}
          </li>
        ))}
        {hasStarter && (
          <li>
            <Row isChosen={chosen?.kind === 'starter'} onChoose={() => choose({ kind: 'starter' })}>
              {t('starter')}
              <small>{t('starterNote')}</small>
            </Row>
          </li>
        )}
      </ol>
    </div>
  )
}
