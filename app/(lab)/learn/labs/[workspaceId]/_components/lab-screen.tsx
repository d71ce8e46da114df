'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { ChecksPanel } from '../../../../../_features/lab-editor/checks-panel.tsx'
import { FileTree } from '../../../../../_features/lab-editor/file-tree.tsx'
import type { EditorHandle } from '../../../../../_features/lab-editor/monaco-editor.tsx'
import { usePanes } from '../../../../../_features/lab-editor/panes.ts'
import { ProblemsPanel } from '../../../../../_features/lab-editor/problems-panel.tsx'
import { ResultPanels } from '../../../../../_features/lab-editor/result-panels.tsx'
import { SaveState } from '../../../../../_features/lab-editor/save-state.tsx'
import { ConfirmDialog } from '../../../../../_ui/confirm-dialog.tsx'
import { Coach } from './coach.tsx'
import { EditorPane } from './editor-pane.tsx'
import { Guide } from './guide.tsx'
import { TimeLeft, Verbs } from './lab-head.tsx'
import type { Fold, Panel } from './lab-state.ts'
import type { LabProps } from './lab-types.ts'
import { OutputPanel } from './output-panel.tsx'
import { TracePanel } from './trace-panel.tsx'
import { useLab } from './use-lab.ts'

const Terminal = dynamic(() => import('./terminal.tsx'), { ssr: false })
const PANELS: readonly Panel[] = ['terminal', 'output', 'trace', 'checks', 'problems']
const FOLDS: readonly Fold[] = ['guide', 'files', 'editor', 'results']

export function LabScreen(props: LabProps) {
  const t = useTranslations('lab')
  const lab = useLab(props)
  const { state, dispatch, engine, outbox } = lab
  const { sizes, separator } = usePanes()
  const [handle, setHandle] = useState<EditorHandle | null>(null)
  const [goTo, setGoTo] = useState<{ path: string; line: number } | null>(null)
  const [isSubmitting, setIsSubmitting] = useState(false)
  const [hasTerminal, setHasTerminal] = useState(false)

  const { run } = lab
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      void run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [run])
  useEffect(() => {
    if (goTo && handle && state.active === goTo.path) {
      handle.reveal(goTo.line)
      setGoTo(null)
    }
  }, [goTo, handle, state.active])
  useEffect(() => {
    if (state.panel === 'terminal') setHasTerminal(true)
  }, [state.panel])

  const open = (path: string, line?: number) => {
    dispatch({ type: 'open', path })
    if (line) setGoTo({ path, line })
  }
  const onOver = useCallback(() => dispatch({ type: 'closed' }), [dispatch])
  const visible = props.checks.filter((check) => check.visibility === 'visible')
  const known = visible.filter((check) => state.outcomes[check.id])
  const points = known.reduce((sum, check) => sum + (state.outcomes[check.id]?.points ?? 0), 0)
  const panels = PANELS.filter((panel) => panel !== 'trace' || props.hasModel || state.traces.length > 0)
  const traced = state.traces.find(({ check }) => check === state.traced)?.entries ?? state.run.trace
  const counts: Record<Panel, string | null> = {
    terminal: null,
    output: state.run.isRunning ? t('runningShort') : null,
    trace: traced.length > 0 ? String(traced.length) : null,
    checks:
      known.length > 0
        ? t('passedOf', {
            passed: known.filter((check) => state.outcomes[check.id]?.status === 'passed').length,
            of: visible.length,
          })
        : null,
    problems: String(state.problems.length),
  }

  return (
    <div
      className="lab"
      data-fold={state.fold}
      style={
        { '--guide': `${sizes.guide}px`, '--tree': `${sizes.tree}px`, '--low': `${sizes.low}px` } as React.CSSProperties
      }
    >
      {props.spine}
      <header className="head lab-head">
        {props.brand}
        {props.crumbs}
        <p className="state" role="status">
          {props.site}
          <SaveState outbox={outbox} channel={state.channel} path={`/learn/labs/${props.workspaceId}`} />
        </p>
        {props.closesAt && !state.isClosed && <TimeLeft closesAt={props.closesAt} onOver={onOver} />}
        <Verbs
          state={state}
          max={props.max}
          onRun={() => void lab.run()}
          onStop={() => lab.stop()}
          onCheck={() => void lab.check()}
          onSubmit={() => setIsSubmitting(true)}
        />
      </header>
      <nav className="lab-folds" aria-label={t('parts')}>
        {FOLDS.map((fold) => (
          <button
            key={fold}
            type="button"
            aria-current={state.fold === fold ? 'true' : undefined}
            onClick={() => dispatch({ type: 'fold', fold })}
          >
            {t(`folds.${fold}`)}
          </button>
        ))}
      </nav>
      <main id="main" className="lab-body">
        <Guide lab={props} state={state} />
        <div {...separator('guide', t('separators.guide'))} className="lab-split is-upright" />
        <section className="lab-work" aria-label={t('workspace')}>
          <h2 className="lab-tabs lab-files-title">{t('files.title')}</h2>
          <FileTree
            files={state.files}
            active={state.active}
            isClosed={state.isClosed}
            onOpen={open}
            onCreate={lab.create}
            onRename={(file, path) => void lab.rename(file, path)}
            onDelete={(path) => engine?.edit(path, null)}
            onReset={(path) => void lab.reset([path])}
          />
          <div {...separator('tree', t('separators.tree'))} className="lab-split is-upright lab-split-tree" />
          <EditorPane lab={lab} props={props} handle={handle} onHandle={setHandle} />
          <div {...separator('low', t('separators.low'))} className="lab-split lab-split-low" />
          <ResultPanels
            panels={panels}
            active={state.panel}
            label={t('results')}
            nameOf={(panel) => t(`panels.${panel}`)}
            counts={counts}
            onSelect={(panel) => dispatch({ type: 'panel', panel })}
            end={
              state.panel === 'checks' &&
              t('visiblePoints', {
                points,
                of: visible.reduce((sum, check) => sum + check.points, 0),
                hidden: props.checks.reduce(
                  (sum, check) => sum + (check.visibility === 'hidden' ? check.points : 0),
                  0,
                ),
              })
            }
            alert={
              <>
                {state.fault && (
                  <p className="lab-fault">
                    {t.has(`faults.${state.fault.reason}`)
                      ? t(`faults.${state.fault.reason}`, state.fault.params as Record<string, string | number>)
                      : t('faults.other')}
                  </p>
                )}
                {state.isClosed && !state.graded && <p className="lab-fault">{t('faults.workspaceClosed')}</p>}
              </>
            }
          >
            {(panel) => (
              <>
                {panel === 'terminal' && hasTerminal && engine && (
                  <Terminal
                    label={t('terminal.label')}
                    exited={t('terminal.exited')}
                    send={engine.send}
                    listen={engine.onTerminal}
                  />
                )}
                {panel === 'output' && <OutputPanel run={state.run} command={props.run} version={state.version} />}
                {panel === 'trace' && (
                  <TracePanel
                    checks={props.checks}
                    state={state}
                    onSelect={(check) => dispatch({ type: 'trace', check })}
                  />
                )}
                {panel === 'checks' && (
                  <ChecksPanel
                    lab={props}
                    state={state}
                    onSelect={(check) => dispatch({ type: 'select', check })}
                    onWhere={open}
                  />
                )}
                {panel === 'problems' && <ProblemsPanel problems={state.problems} onOpen={open} />}
              </>
            )}
          </ResultPanels>
        </section>
      </main>
      <ConfirmDialog
        isOpen={isSubmitting}
        onClose={() => setIsSubmitting(false)}
        onConfirm={() => void lab.submit()}
        title={t('submitTitle')}
        confirm={t('submit')}
        cancel={t('submitNotYet')}
      >
        <p>{t('submitWhat', { checks: props.checks.length, passScore: props.passScore })}</p>
        <p>
          {props.mode === 'proctored'
            ? t('submitProctored')
            : state.left === null
              ? t('submitPractice')
              : t('submitCounts', { left: state.left })}
        </p>
        {props.reviewFile && <p>{t('reviewed', { file: props.reviewFile })}</p>}
      </ConfirmDialog>
      <Coach />
    </div>
  )
}
