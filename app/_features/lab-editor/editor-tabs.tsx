'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { OutboxView } from './outbox.ts'

export interface EditorTabsProps {
  tabs: readonly string[]
  active: string | null
  outbox: OutboxView
  /** What the tab says; default: the last part of the path. */
  nameOf?: (path: string) => string
  onOpen: (path: string) => void
  onClose: (path: string) => void
  /** What can be done with the file that is shown. */
  children: ReactNode
}

/** Open files, with a dot while one is not saved. */
export function EditorTabs({ tabs, active, outbox, nameOf, onOpen, onClose, children }: EditorTabsProps) {
  const t = useTranslations('lab.editor')
  return (
    <div className="lab-tabs lab-file-tabs">
      <div role="tablist" aria-label={t('openFiles')} className="flex min-w-0 overflow-x-auto">
        {tabs.map((path) => (
          <button
            key={path}
            type="button"
            role="tab"
            className="lab-tab-button"
            aria-selected={path === active}
            title={path}
            onClick={() => onOpen(path)}
            onAuxClick={(event) => event.button === 1 && onClose(path)}
            onKeyDown={(event) => event.key === 'Delete' && onClose(path)}
          >
            {nameOf ? nameOf(path) : path.split('/').at(-1)}
            {outbox.edits.some((edit) => edit.path === path) && (
              <span className="lab-dot">
                <span className="sr">{t('unsaved')}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <span className="lab-tabs-end">{children}</span>
    </div>
  )
}
