'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useLocalTime } from '../../../../../_features/lab-editor/use-local-time.ts'
import type { RunState } from './lab-state.ts'

const ESCAPES = /\x1b\[[0-9;?]*[ -/]*[@-~]/g

/** What the last Run printed, as text, and how it ended in words. */
export function OutputPanel({ run, command, version }: { run: RunState; command: string; version: number }) {
  const t = useTranslations('lab.output')
  const end = useRef<HTMLDivElement>(null)
  const timeOf = useLocalTime()
  const { output, exit, isRunning, at, isCut } = run
  const time = at === null ? null : timeOf(at)
  useEffect(() => {
    if (output.length > 0 || exit) end.current?.scrollIntoView({ block: 'nearest' })
  }, [output, exit])
  return (
    <div className="h-full overflow-auto px-4 py-3" role="log" aria-label={t('title')} tabIndex={0}>
      {!isRunning && !exit && output.length === 0 && <p className="text-ink-2">{t('nothing', { command })}</p>}
      {(isRunning || exit) && <p className="mono text-1 text-ink-3">$ {command}</p>}
      {isCut && <p className="text-1 text-ink-3">{t('cut')}</p>}
      <pre className="output-text">
        {output.map((part, index) => (
          <span key={index} className={part.stream === 'stderr' ? 'text-shu' : undefined}>
            {part.data.replace(ESCAPES, '')}
          </span>
        ))}
      </pre>
      {isRunning && <p className="text-1 text-ink-3">{t('running')}</p>}
      {exit && (
        <p className={`text-1 ${exit.reason === 'exited' && exit.exitCode === 0 ? 'text-ink-3' : 'text-shu'}`}>
          {exit.reason === 'exited' ? t('exited', { code: exit.exitCode ?? 0, ms: exit.ms }) : t(`ends.${exit.reason}`)}{' '}
          <span className="text-ink-3">
            {time && t('at', { time })} {run.version < version && t('earlier')}
          </span>
        </p>
      )}
      <div ref={end} />
    </div>
  )
}
