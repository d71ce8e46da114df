'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '../../_ui/button.tsx'
import { EDITOR_OPTIONS, setUpMonaco, sideModel } from './monaco-setup.ts'

export interface ConflictViewProps {
  path: string
  theirs: string
  mine: string
  /** undefined keeps what the server has. */
  onResolve: (content: string | undefined) => void
}

/** Both versions side by side, the right one can be edited; nothing is written until the learner chooses. */
export default function ConflictView({ path, theirs, mine, onResolve }: ConflictViewProps) {
  const t = useTranslations('lab.conflict')
  const host = useRef<HTMLDivElement>(null)
  const merged = useRef(() => mine)

  useEffect(() => {
    const monaco = setUpMonaco()
    const original = sideModel(theirs, 'theirs', path)
    const modified = sideModel(mine, 'mine', path)
    const diff = monaco.editor.createDiffEditor(host.current!, {
      ...EDITOR_OPTIONS,
      originalEditable: false,
      renderOverviewRuler: false,
      renderSideBySide: host.current!.offsetWidth > 560,
      useInlineViewWhenSpaceIsLimited: false,
    })
    diff.setModel({ original, modified })
    merged.current = () => modified.getValue()
    return () => {
      diff.dispose()
      original.dispose()
      modified.dispose()
    }
  }, [path, theirs, mine])

  return (
    <section aria-label={t('title')} className="flex h-full min-h-0 flex-col bg-sheet">
      <div
        role="alert"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-shu bg-shu-wash px-4 py-2"
      >
        <p className="mr-auto">
          <b>{t('title')}</b> {t('text', { path })}
        </p>
        <Button onPress={() => onResolve(undefined)}>{t('theirs')}</Button>
        <Button onPress={() => onResolve(mine)}>{t('mine')}</Button>
        <Button look="go" onPress={() => onResolve(merged.current())}>
          {t('merged')}
        </Button>
      </div>
      <div className="flex justify-between px-4 py-1 text-1 text-ink-3">
        <span>{t('left')}</span>
        <span>{t('right')}</span>
      </div>
      <div ref={host} className="min-h-0 flex-1" />
    </section>
  )
}
