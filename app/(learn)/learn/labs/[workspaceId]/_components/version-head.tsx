'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../../../../../_ui/button.tsx'
import { useLocalTime } from './use-local-time.ts'
import type { Versions } from './use-versions.ts'

export interface VersionHeadProps {
  versions: Versions
  /** null where nothing may be edited any more. */
  onRestore: ((text: string, told: string) => void) | null
}

/** What is being compared, and the way back to it. */
export function VersionHead({ versions, onRestore }: VersionHeadProps) {
  const t = useTranslations('lab.history')
  const timeOf = useLocalTime()
  const { chosen, text, isAway, again } = versions
  const name = chosen?.kind === 'starter' ? t('starter') : chosen ? t('of', { time: timeOf(chosen.at) ?? '' }) : null
  return (
    <div className="version-head">
      {isAway ? (
        <p role="alert">
          {t('away')}{' '}
          <button type="button" className="link-button" onClick={again}>
            {t('again')}
          </button>
        </p>
      ) : (
        <p role="status">
          {name === null
            ? t('choose')
            : text === undefined
              ? t('loading')
              : text === null
                ? t('wasDeleted')
                : t('compare', { name })}
        </p>
      )}
      {onRestore && name !== null && typeof text === 'string' && (
        <Button onPress={() => onRestore(text, t('restored'))}>{t('restore')}</Button>
      )}
    </div>
  )
}
