'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { EditedFiles } from './edited-files.ts'
import type { FileEntry, Problem } from './files.ts'
import type { EditorHandle } from './monaco-editor.tsx'
import type { OutboxView } from './outbox.ts'

const MonacoEditor = dynamic(() => import('./monaco-editor.tsx'), { ssr: false, loading: () => <EditorWaiting /> })
// Begins with the page, not only once the first file is there.
if (typeof window !== 'undefined') void import('./monaco-editor.tsx')

const ConflictView = dynamic(() => import('./conflict-view.tsx'), { ssr: false })

const PRELOAD = /\.(ts|js|mjs|json|tsx)$/

function EditorWaiting() {
  const t = useTranslations('lab.editor')
  return (
    <p role="status" className="waiting px-4 py-3 text-1 text-ink-3">
      {t('loading')}
    </p>
  )
}

export interface EditorBodyProps {
  /** null until the page is alive. */
  engine: EditedFiles | null
  outbox: OutboxView
  files: readonly Pick<FileEntry, 'path'>[]
  active: string | null
  isReadOnly: boolean
  view?: string
  /** Shows how the file differs from this text, instead of the file. */
  against?: string | undefined
  declarations?: string
  onProblems: (problems: Problem[]) => void
  onRun: () => void
  onHandle: (handle: EditorHandle | null) => void
  /** Beside the editor. */
  children?: ReactNode
}

/** The editor on one file, or why it cannot be shown, or the two versions between which one has to choose. */
export function EditorBody(props: EditorBodyProps) {
  const t = useTranslations('lab.editor')
  const { engine, outbox, files, active } = props
  const [loaded, setLoaded] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState<string | null>(null)

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
    for (const file of files) if (PRELOAD.test(file.path)) void load(file.path)
  }, [files, load])

  const conflict = active ? outbox.conflicts[active] : undefined
  if (!active) return <p className="px-4 py-3 text-ink-2">{t('noFile')}</p>
  if (failed === active)
    return (
      <p className="px-4 py-3" role="alert">
        {t('failed', { path: failed })}{' '}
        <button type="button" className="link-button" onClick={() => void load(failed)}>
          {t('again')}
        </button>
      </p>
    )
  if (conflict)
    return (
      <ConflictView
        path={active}
        theirs={conflict.content ?? ''}
        mine={outbox.edits.findLast((edit) => edit.path === active)?.content ?? ''}
        onResolve={(content) => engine?.resolve(active, content)}
      />
    )
  if (!engine || !loaded.has(active)) return <EditorWaiting />
  return (
    <div className="lab-editor" data-view={props.view ?? 'file'}>
      {props.children}
      <MonacoEditor
        buffers={engine.buffers}
        path={active}
        isReadOnly={props.isReadOnly}
        against={props.against}
        label={t('label', { path: active })}
        declarations={props.declarations}
        onEdit={(path, text) => engine.edit(path, text)}
        onProblems={props.onProblems}
        onRun={props.onRun}
        onReady={props.onHandle}
      />
    </div>
  )
}
