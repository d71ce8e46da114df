'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx'
import { type FileEntry, treeOf } from './files.ts'
import { PathDialog } from './path-dialog.tsx'

export interface FileTreeProps {
  files: readonly FileEntry[]
  active: string | null
  isClosed: boolean
  onOpen: (path: string) => void
  onCreate: (path: string) => void
  onRename: (file: FileEntry, path: string) => void
  onDelete: (path: string) => void
  /** Only where there is a starter to go back to. */
  onReset?: (path: string) => void
  /** Said above the verbs, as it comes. */
  note?: ReactNode
  /** Where deleting can be taken back on the spot. */
  deletesAtOnce?: boolean
}

type Ask =
  | { kind: 'create' }
  | { kind: 'rename'; file: FileEntry }
  | { kind: 'delete'; file: FileEntry }
  | { kind: 'reset'; file: FileEntry }
  | null

/** Arrow keys walk the rows, as in any tree. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key] ?? 0
  event.preventDefault()
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
}

export function FileTree(props: FileTreeProps) {
  const { files, active, isClosed, onOpen, onCreate, onRename, onDelete, onReset, note, deletesAtOnce = false } = props
  const t = useTranslations('lab.files')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [ask, setAsk] = useState<Ask>(null)
  const tree = useRef<HTMLDivElement>(null)
  const items = treeOf(files, closed)
  const selected = files.find((file) => file.path === active)
  const mayChange = !isClosed && selected !== undefined && !selected.isReadOnly
  const toggle = (path: string, isOpen: boolean) =>
    setClosed((before) => new Set(isOpen ? [...before].filter((other) => other !== path) : [...before, path]))

  return (
    <div className="lab-tree" data-coach="files">
      <div ref={tree} role="tree" tabIndex={-1} aria-label={t('title')} onKeyDown={walk}>
        {items.map((item) => {
          const indent = { paddingLeft: 16 + 14 * item.depth }
          if (item.kind === 'folder') {
            const isOpen = !closed.has(item.path)
            return (
              <div
                key={item.path}
                role="treeitem"
                aria-level={item.depth + 1}
                aria-expanded={isOpen}
                tabIndex={-1}
                className="tree-row text-ink-3"
                style={indent}
                onClick={() => toggle(item.path, !isOpen)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
                    toggle(item.path, event.key === 'ArrowRight')
                  if (event.key === 'Enter') toggle(item.path, !isOpen)
                }}
              >
                <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {item.name}
              </div>
            )
          }
          const { file } = item
          const isSelected = file.path === active
          return (
            <div
              key={file.path}
              role="treeitem"
              aria-level={item.depth + 1}
              aria-selected={isSelected}
              tabIndex={isSelected || (active === null && item === items[0]) ? 0 : -1}
              className="tree-row"
              style={indent}
              onClick={() => onOpen(file.path)}
              onKeyDown={(event) => event.key === 'Enter' && onOpen(file.path)}
            >
              <span className="truncate">{item.name}</span>
              {file.isChanged && (
                <span className="tree-mark" title={t('changed')}>
                  M<span className="sr"> {t('changed')}</span>
                </span>
              )}
              {file.isReadOnly && <span className="sr">{t('readOnly')}</span>}
            </div>
          )
        })}
      </div>
      <div role="status" className={note ? 'tree-note' : undefined}>
        {note}
      </div>
      <p className="tree-verbs">
        <button type="button" className="link-button" disabled={isClosed} onClick={() => setAsk({ kind: 'create' })}>
          {t('create')}
        </button>
        {mayChange && (
          <>
            <button type="button" className="link-button" onClick={() => setAsk({ kind: 'rename', file: selected })}>
              {t('rename')}
            </button>
            <button
              type="button"
              className="link-button"
              onClick={() => (deletesAtOnce ? onDelete(selected.path) : setAsk({ kind: 'delete', file: selected }))}
            >
              {t('delete')}
            </button>
            {onReset && selected.isChanged && (
              <button type="button" className="link-button" onClick={() => setAsk({ kind: 'reset', file: selected })}>
                {t('reset')}
              </button>
            )}
          </>
        )}
      </p>
      {(ask?.kind === 'create' || ask?.kind === 'rename') && (
        <PathDialog
          title={ask.kind === 'create' ? t('createTitle') : t('renameTitle')}
          start={ask.kind === 'create' ? (active?.replace(/[^/]*$/, '') ?? '') : ask.file.path}
          taken={files.map((file) => file.path)}
          onClose={() => setAsk(null)}
          onDone={(path) => (ask.kind === 'create' ? onCreate(path) : onRename(ask.file, path))}
        />
      )}
      <ConfirmDialog
        isOpen={ask?.kind === 'delete' || ask?.kind === 'reset'}
        onClose={() => setAsk(null)}
        onConfirm={() => {
          if (ask?.kind === 'delete') onDelete(ask.file.path)
          if (ask?.kind === 'reset') onReset?.(ask.file.path)
        }}
        title={
          ask?.kind === 'delete'
            ? t('deleteTitle', { path: ask.file.path })
            : t('resetTitle', { path: ask?.kind === 'reset' ? ask.file.path : '' })
        }
        confirm={ask?.kind === 'delete' ? t('delete') : t('reset')}
        cancel={t('cancel')}
        isDanger
      >
        <p>{ask?.kind === 'delete' ? t('deleteText') : t('resetText')}</p>
      </ConfirmDialog>
    </div>
  )
}
