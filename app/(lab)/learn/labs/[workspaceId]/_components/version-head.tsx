'use client'

import { useTranslations } from 'next-intl'
import { useLocalTime } from '../../../../../_features/lab-editor/use-local-time.ts'
import { Button } from '../../../../../_ui/button.tsx'
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
  const since = () => {
    if (chosen === null) return t('choose')
    if (text === undefined) return t('loading')
    if (text === null) return t('wasDeleted')
    return chosen.kind === 'starter' ? t('sinceStarter') : t('since', { time: timeOf(chosen.at) ?? '' })
  }
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
        <p role="status">{since()}</p>
      )}
      {onRestore && typeof text === 'string' && (
        <Button onPress={() => onRestore(text, t('restored'))}>{t('restore')}</Button>
      )}
    </div>
  )
}
