'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import type { View } from './lab-state.ts'
import type { LabProps } from './lab-types.ts'
import type { EditorHandle } from './monaco-editor.tsx'
import type { Lab } from './use-lab.ts'
import { useVersions } from './use-versions.ts'
import { VersionHead } from './version-head.tsx'
import { VersionList } from './version-list.tsx'

const MonacoEditor = dynamic(() => import('./monaco-editor.tsx'), { ssr: false, loading: () => <EditorWaiting /> })
// Begins with the page, not only once the first file is there.
if (typeof window !== 'undefined') void import('./monaco-editor.tsx')

const ConflictView = dynamic(() => import('./conflict-view.tsx'), { ssr: false })

function EditorWaiting() {
  const t = useTranslations('lab.editor')
  return (
    <p role="status" className="waiting px-4 py-3 text-1 text-ink-3">
      {t('loading')}
    </p>
  )
}

const VIEWS = ['diff', 'history'] as const
const PRELOAD = /\.(ts|js|mjs|json|tsx)$/

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
  const [loaded, setLoaded] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState<string | null>(null)
  const { active } = state

  const load = useCallback(
    async (path: string) => {
      if (!engine || engine.buffers.get(path)) return setLoaded((before) => new Set([...before, path]))
      try {
        await engine.load(path)
        setFailed(null)
        setLoaded((before) => new Set([...before, path]))
      } catch {
        setFailed(path)
      }
    },
    [engine],
  )
  useEffect(() => {
    if (active) void load(active)
  }, [active, load])
  useEffect(() => {
    // The others come in the background, so that types are known across files.
    for (const file of props.files) if (PRELOAD.test(file.path)) void load(file.path)
  }, [props.files, load])

  const file = state.files.find((entry) => entry.path === active)
  const conflict = active ? outbox.conflicts[active] : undefined
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
      <div className="lab-tabs lab-file-tabs">
        <div role="tablist" aria-label={t('openFiles')} className="flex min-w-0 overflow-x-auto">
          {state.tabs.map((path) => {
            const isWaiting = outbox.edits.some((edit) => edit.path === path)
            return (
              <button
                key={path}
                type="button"
                role="tab"
                className="lab-tab-button"
                aria-selected={path === active}
                title={path}
                onClick={() => dispatch({ type: 'open', path })}
                onAuxClick={(event) => event.button === 1 && dispatch({ type: 'close', path })}
                onKeyDown={(event) => event.key === 'Delete' && dispatch({ type: 'close', path })}
              >
                {path.split('/').at(-1)}
                {isWaiting && (
                  <span className="lab-dot">
                    <span className="sr">{t('unsaved')}</span>
                  </span>
                )}
              </button>
            )
          })}
        </div>
        <span className="lab-tabs-end">
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
        </span>
      </div>
      <div className="min-h-0" data-coach="editor">
        {failed !== null && failed === active ? (
          <p className="px-4 py-3" role="alert">
            {t('failed', { path: failed })}{' '}
            <button type="button" className="link-button" onClick={() => void load(failed)}>
              {t('again')}
            </button>
          </p>
        ) : conflict && active ? (
          <ConflictView
            path={active}
            theirs={conflict.content ?? ''}
            mine={outbox.edits.findLast((edit) => edit.path === active)?.content ?? ''}
            onResolve={(content) => {
              engine?.buffers.setRevision(active, conflict.revision)
              engine?.outbox.resolve(active, content)
              const text = content ?? conflict.content ?? ''
              engine?.buffers.put(active, {
                text,
                starter: engine.buffers.get(active)?.starter ?? null,
                revision: conflict.revision,
              })
            }}
          />
        ) : active && engine && loaded.has(active) ? (
          <div className="lab-editor" data-view={state.view}>
            {state.view === 'history' && <VersionList versions={versions} hasStarter={hasStarter} />}
            {state.view === 'history' && <VersionHead versions={versions} onRestore={isReadOnly ? null : restore} />}
            <MonacoEditor
              buffers={engine.buffers}
              path={active}
              isReadOnly={isReadOnly}
              against={against}
              label={t('label', { path: active })}
              onEdit={(path, text) => engine.edit(path, text)}
              onProblems={(problems) => dispatch({ type: 'problems', problems })}
              onRun={() => void lab.run()}
              onReady={onHandle}
            />
          </div>
        ) : active ? (
          <EditorWaiting />
        ) : (
          <p className="px-4 py-3 text-ink-2">{t('noFile')}</p>
        )}
      </div>
    </>
  )
}
