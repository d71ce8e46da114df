'use client'

import { useEffect, useRef } from 'react'
import { changedLines } from './change-marks.ts'
import type { FileBuffers } from './file-buffers.ts'
import type { Problem } from './files.ts'
import type * as Monaco from './monaco.ts'
import { checkAgain, EDITOR_OPTIONS, pathOf, setUpMonaco, sideModel, uriOf } from './monaco-setup.ts'

export interface EditorHandle {
  format: () => void
  reveal: (line: number) => void
  /** Puts another text in as one edit, which Undo takes back. */
  replace: (text: string) => void
  focus: () => void
}

export interface MonacoEditorProps {
  buffers: FileBuffers
  path: string
  isReadOnly: boolean
  /** Shows how the file differs from this text, instead of the file; undefined shows the file. */
  against: string | undefined
  label: string
  /** Declarations of what the files may import and this browser does not have. */
  declarations?: string
  onEdit: (path: string, text: string) => void
  onProblems: (problems: Problem[]) => void
  onRun: () => void
  onReady: (handle: EditorHandle | null) => void
}

/** Models follow the buffers: one for each loaded file, so that files know each other's types. */
function followBuffers(monaco: typeof Monaco, buffers: FileBuffers): () => void {
  let checking: ReturnType<typeof setTimeout> | undefined
  const checkSoon = () => {
    clearTimeout(checking)
    checking = setTimeout(checkAgain, 300)
  }
  const put = (path: string, text: string) => {
    const model = monaco.editor.getModel(uriOf(path))
    if (!model) {
      const made = monaco.editor.createModel(text, undefined, uriOf(path))
      // Lines end as everywhere here, also of a file that is new on Windows.
      if (!text.includes('\r')) made.setEOL(monaco.editor.EndOfLineSequence.LF)
      checkSoon()
    } else if (model.getValue() !== text) {
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
    }
  }
  for (const path of buffers.paths()) put(path, buffers.get(path)!.text)
  const unlisten = buffers.listen((path, buffer) => {
    if (buffer) return put(path, buffer.text)
    monaco.editor.getModel(uriOf(path))?.dispose()
    checkSoon()
  })
  return () => {
    clearTimeout(checking)
    unlisten()
  }
}

function problemsOf(monaco: typeof Monaco): Problem[] {
  return monaco.editor
    .getModelMarkers({})
    .filter(({ resource, severity }) => resource.scheme === 'file' && severity >= monaco.MarkerSeverity.Warning)
    .map(({ resource, startLineNumber, startColumn, message, severity }) => ({
      path: pathOf(resource),
      line: startLineNumber,
      column: startColumn,
      message,
      isError: severity === monaco.MarkerSeverity.Error,
    }))
}

/** Keyboard commands of the page reach it from inside the editor too. */
function bindKeys(monaco: typeof Monaco, editor: Monaco.editor.IStandaloneCodeEditor, run: () => void): void {
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, run)
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyK, () => window.dispatchEvent(new Event('terakoya:find')))
}

export default function MonacoEditor(props: MonacoEditorProps) {
  const { buffers, path, isReadOnly, against, label } = props
  const isDiff = against !== undefined
  const host = useRef<HTMLDivElement>(null)
  const diffHost = useRef<HTMLDivElement>(null)
  const editor = useRef<Monaco.editor.IStandaloneCodeEditor>(undefined)
  const views = useRef(new Map<string, Monaco.editor.ICodeEditorViewState | null>())
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const monaco = setUpMonaco()
    const unfollow = followBuffers(monaco, buffers)
    const made = monaco.editor.create(host.current!, {
      ...EDITOR_OPTIONS,
      model: null,
      ariaLabel: latest.current.label,
    })
    editor.current = made
    bindKeys(monaco, made, () => latest.current.onRun())
    const markers = monaco.editor.onDidChangeMarkers(() => latest.current.onProblems(problemsOf(monaco)))
    const marks = made.createDecorationsCollection()
    const paint = () => {
      const model = made.getModel()
      const starter = model && buffers.get(pathOf(model.uri))?.starter
      if (!model || starter === null || starter === undefined) return marks.clear()
      marks.set(
        changedLines(starter, model.getValue()).map((line) => ({
          range: new monaco.Range(line, 1, line, 1),
          options: { isWholeLine: true, linesDecorationsClassName: 'changed-line' },
        })),
      )
    }
    let painting: ReturnType<typeof setTimeout> | undefined
    const paintSoon = () => {
      clearTimeout(painting)
      painting = setTimeout(paint, 60)
    }
    const typed = made.onDidChangeModelContent(() => {
      const model = made.getModel()
      if (!model) return
      const text = model.getValue()
      const file = pathOf(model.uri)
      if (buffers.get(file)?.text !== text) latest.current.onEdit(file, text)
      paintSoon()
    })
    const moved = made.onDidChangeModel(paintSoon)
    latest.current.onReady({
      format: () => void made.getAction('editor.action.formatDocument')?.run(),
      focus: () => made.focus(),
      replace: (text) => {
        const model = made.getModel()
        if (!model) return
        made.pushUndoStop()
        made.executeEdits('history', [{ range: model.getFullModelRange(), text }])
        made.pushUndoStop()
      },
      reveal: (line) => {
        made.revealLineInCenter(line)
        made.setPosition({ lineNumber: line, column: 1 })
        made.focus()
      },
    })
    return () => {
      latest.current.onReady(null)
      clearTimeout(painting)
      for (const thing of [markers, typed, moved]) thing.dispose()
      unfollow()
      made.dispose()
      editor.current = undefined
      for (const model of monaco.editor.getModels()) model.dispose()
    }
  }, [buffers])

  useEffect(() => {
    const monaco = setUpMonaco()
    const show = () => {
      const model = monaco.editor.getModel(uriOf(path))
      if (!editor.current || editor.current.getModel() === model) return
      const before = editor.current.getModel()
      if (before) views.current.set(pathOf(before.uri), editor.current.saveViewState())
      editor.current.setModel(model)
      editor.current.restoreViewState(views.current.get(path) ?? null)
    }
    show()
    return buffers.listen(show)
  }, [buffers, path])

  const { declarations } = props
  useEffect(() => {
    if (!declarations) return
    const library = setUpMonaco().typescript.typescriptDefaults.addExtraLib(declarations, 'file:///declarations.d.ts')
    checkAgain()
    return () => library.dispose()
  }, [declarations])

  useEffect(() => {
    editor.current?.updateOptions({ readOnly: isReadOnly, ariaLabel: label })
  }, [isReadOnly, label])

  useEffect(() => {
    if (against === undefined || !diffHost.current) return
    const monaco = setUpMonaco()
    const original = sideModel(against, 'before', path)
    const diff = monaco.editor.createDiffEditor(diffHost.current, {
      ...EDITOR_OPTIONS,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      readOnly: true,
      originalEditable: false,
      renderOverviewRuler: false,
    })
    diff.setModel({ original, modified: monaco.editor.getModel(uriOf(path))! })
    return () => {
      diff.dispose()
      original.dispose()
    }
  }, [against, path])

  return (
    <div className="relative h-full min-h-0 bg-sheet">
      <div ref={host} className="absolute inset-0" hidden={isDiff} />
      {isDiff && <div ref={diffHost} className="absolute inset-0" />}
    </div>
  )
}
