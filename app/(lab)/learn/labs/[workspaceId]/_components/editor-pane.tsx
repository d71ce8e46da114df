'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { EditorBody } from '../../../../../_features/lab-editor/editor-body.tsx'
import { EditorTabs } from '../../../../../_features/lab-editor/editor-tabs.tsx'
import type { EditorHandle } from '../../../../../_features/lab-editor/monaco-editor.tsx'
import type { View } from './lab-state.ts'
import type { LabProps } from './lab-types.ts'
import type { Lab } from './use-lab.ts'
import { useVersions } from './use-versions.ts'
import { VersionHead } from './version-head.tsx'
import { VersionList } from './version-list.tsx'

const VIEWS = ['diff', 'history'] as const

export interface EditorPaneProps {
  lab: Lab
  props: LabProps
  handle: EditorHandle | null
  onHandle: (handle: EditorHandle | null) => void
}

/** Tabs, the editor itself, and what it says when it cannot show a file. */
export function EditorPane({ lab, props, handle, onHandle }: EditorPaneProps) {
  const t = useTranslations('lab.editor')
  const { state, dispatch, engine, outbox } = lab
  const { active } = state

  const file = state.files.find((entry) => entry.path === active)
  const isReadOnly = state.isClosed || (file?.isReadOnly ?? false)
  const starter = (active && engine?.buffers.get(active)?.starter) ?? null
  const hasStarter = starter !== null
  const hasHistory = active !== null && !file?.isReadOnly
  const versions = useVersions({
    ...{ workspaceId: props.workspaceId, starter, savedAt: outbox.savedAt },
    path: active ?? '',
    isShown: state.view === 'history',
  })
  // While a version is on its way the file is compared with nothing: an empty side would look like a great change.
  const compared = { file: undefined, diff: starter ?? undefined, history: versions.text ?? undefined }
  const against = compared[state.view]
  const [restored, setRestored] = useState<{ path: string; told: string } | null>(null)
  // Once the editor is there to be seen again, so that Undo reaches it.
  useEffect(() => {
    if (restored) handle?.focus()
  }, [restored, handle])
  const show = (view: View) => {
    setRestored(null)
    dispatch({ type: 'view', view })
  }
  const restore = (text: string, told: string) => {
    handle?.replace(text)
    show('file')
    if (active) setRestored({ path: active, told })
  }

  return (
    <>
      <EditorTabs
        tabs={state.tabs}
        active={active}
        outbox={outbox}
        onOpen={(path) => dispatch({ type: 'open', path })}
        onClose={(path) => dispatch({ type: 'close', path })}
      >
        <span role="status">{restored?.path === active && restored.told}</span>
        {isReadOnly && active && <span className="text-ink-3">{t('readOnly')}</span>}
        {VIEWS.filter((view) => (view === 'diff' ? hasStarter : hasHistory)).map((view) => (
          <button
            key={view}
            type="button"
            className={`link-quiet min-h-6 ${state.view === 'file' || state.view === view ? '' : 'max-md:hidden'}`}
            aria-pressed={state.view === view}
            onClick={() => show(state.view === view ? 'file' : view)}
          >
            {state.view === view ? t('backToFile') : t(`views.${view}`)}
          </button>
        ))}
        {!isReadOnly && active && state.view === 'file' && (
          <button type="button" className="link-quiet min-h-6 max-md:hidden" onClick={() => handle?.format()}>
            {t('format')}
          </button>
        )}
        {active && state.tabs.length > 1 && (
          <button
            type="button"
            className={`link-quiet min-h-6 ${state.view === 'file' ? '' : 'max-md:hidden'}`}
            aria-label={t('close', { path: active })}
            onClick={() => dispatch({ type: 'close', path: active })}
          >
            {t('closeShort')}
          </button>
        )}
      </EditorTabs>
      <div className="min-h-0" data-coach="editor">
        <EditorBody
          engine={engine}
          outbox={outbox}
          files={props.files}
          active={active}
          isReadOnly={isReadOnly}
          view={state.view}
          against={against}
          onProblems={(problems) => dispatch({ type: 'problems', problems })}
          onRun={() => void lab.run()}
          onHandle={onHandle}
        >
          {state.view === 'history' && <VersionList versions={versions} hasStarter={hasStarter} />}
          {state.view === 'history' && <VersionHead versions={versions} onRestore={isReadOnly ? null : restore} />}
        </EditorBody>
      </div>
    </>
  )
}
