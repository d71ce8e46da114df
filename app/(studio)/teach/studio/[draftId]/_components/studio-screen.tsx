'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { EditorBody } from '../../../../../_features/lab-editor/editor-body.tsx'
import { EditorTabs } from '../../../../../_features/lab-editor/editor-tabs.tsx'
import { FileTree } from '../../../../../_features/lab-editor/file-tree.tsx'
import type { EditorHandle } from '../../../../../_features/lab-editor/monaco-editor.tsx'
import { usePanes } from '../../../../../_features/lab-editor/panes.ts'
import { ResultPanels } from '../../../../../_features/lab-editor/result-panels.tsx'
import { SaveState } from '../../../../../_features/lab-editor/save-state.tsx'
import { Button } from '../../../../../_ui/button.tsx'
import { ConfirmDialog } from '../../../../../_ui/confirm-dialog.tsx'
import { DraftProblems } from './draft-problems.tsx'
import { HARNESS_TYPES } from './harness-types.ts'
import { ProofPanel } from './proof-panel.tsx'
import { ResultsPanel } from './results-panel.tsx'
import { StudioGuide } from './studio-guide.tsx'
import type { Fold, Panel } from './studio-state.ts'
import type { StudioProps } from './studio-types.ts'
import { useStudio } from './use-studio.ts'

const PANELS: readonly Panel[] = ['results', 'proof', 'problems']
const FOLDS: readonly Fold[] = ['guide', 'files', 'editor', 'results']

/** Folders hold files of the same name, so a tab says which. */
const nameOf = (path: string) => path.split('/').slice(-2).join('/')

/** The studio on one draft: what is left to do, every file, and what a runner found. */
export function StudioScreen(props: StudioProps) {
  const t = useTranslations('studio')
  const lab = useTranslations('lab')
  const studio = useStudio(props)
  const { state, dispatch, engine, outbox } = studio
  const { view, active } = state
  const { sizes, separator } = usePanes()
  const [handle, setHandle] = useState<EditorHandle | null>(null)
  const [goTo, setGoTo] = useState<{ path: string; line: number } | null>(null)
  const [isPublishing, setIsPublishing] = useState(false)

  const { start } = studio
  const live = view.jobs.find((job) => job.state !== 'finished')
  const isSaved = outbox.edits.length === 0
  const isBusy = live !== undefined || state.isAsking
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      if (!isBusy) void start('solution')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [start, isBusy])
  useEffect(() => {
    if (goTo && handle && active === goTo.path) {
      handle.reveal(goTo.line)
      setGoTo(null)
    }
  }, [goTo, handle, active])

  const open = (path: string, line?: number) => {
    if (!state.files.some((file) => file.path === path)) return
    dispatch({ type: 'open', path })
    if (line) setGoTo({ path, line })
  }
  const refusal = Object.entries(outbox.refusals)[0]
  const fault = state.fault ?? (refusal && { reason: refusal[1].reason, params: refusal[1].params })
  const problems = view.problems.length + state.problems.length
  const counts: Record<Panel, string | null> = { results: null, proof: null, problems: String(problems) }

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
          <SaveState outbox={outbox} channel="open" path={`/teach/studio/${view.draftId}`} />
        </p>
        <div className="flex items-center gap-2" data-coach="verbs">
          {live ? (
            <Button onPress={() => void studio.cancel(live.id)}>{t('cancel')}</Button>
          ) : (
            <>
              <Button onPress={() => void start('solution')} isDisabled={isBusy}>
                {t('verbs.solution')} <kbd className="max-xl:hidden">Ctrl Enter</kbd>
              </Button>
              <Button onPress={() => void start('prove')} isDisabled={isBusy}>
                {t('verbs.prove')}
              </Button>
            </>
          )}
          <Button
            look="go"
            onPress={() => setIsPublishing(true)}
            isDisabled={isBusy || !isSaved || view.state !== 'proven'}
          >
            {t('verbs.publish')}
          </Button>
        </div>
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
        <StudioGuide studio={studio} locale={props.locale} isBusy={isBusy} isSaved={isSaved} />
        <div {...separator('guide', t('separators.guide'))} className="lab-split is-upright" />
        <section className="lab-work" aria-label={lab('workspace')}>
          <h2 className="lab-tabs lab-files-title">{lab('files.title')}</h2>
          <FileTree
            files={state.files}
            active={active}
            isClosed={false}
            deletesAtOnce
            onOpen={open}
            onCreate={studio.create}
            onRename={(file, path) => void studio.rename(file.path, path)}
            onDelete={(path) => void studio.remove(path)}
            note={
              state.deleted && (
                <>
                  {t('deleted', { path: state.deleted.path })}{' '}
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => state.deleted && studio.restore(state.deleted)}
                  >
                    {t('undo')}
                  </button>
                </>
              )
            }
          />
          <div {...separator('tree', lab('separators.tree'))} className="lab-split is-upright lab-split-tree" />
          <EditorTabs
            tabs={state.tabs}
            active={active}
            outbox={outbox}
            nameOf={nameOf}
            onOpen={open}
            onClose={(path) => dispatch({ type: 'close', path })}
          >
            {active && (
              <button type="button" className="link-quiet min-h-6 max-md:hidden" onClick={() => handle?.format()}>
                {lab('editor.format')}
              </button>
            )}
            {active && state.tabs.length > 1 && (
              <button
                type="button"
                className="link-quiet min-h-6"
                aria-label={lab('editor.close', { path: active })}
                onClick={() => dispatch({ type: 'close', path: active })}
              >
                {lab('editor.closeShort')}
              </button>
            )}
          </EditorTabs>
          <div className="min-h-0">
            <EditorBody
              engine={engine}
              outbox={outbox}
              files={props.draft.files}
              active={active}
              isReadOnly={false}
              declarations={HARNESS_TYPES}
              onProblems={(found) => dispatch({ type: 'problems', problems: found })}
              onRun={() => void start('solution')}
              onHandle={setHandle}
            />
          </div>
          <div {...separator('low', lab('separators.low'))} className="lab-split lab-split-low" />
          <ResultPanels
            panels={PANELS}
            active={state.panel}
            label={lab('results')}
            nameOf={(panel) => t(`panels.${panel}`)}
            counts={counts}
            onSelect={(panel) => dispatch({ type: 'panel', panel })}
            alert={
              fault && (
                <p className="lab-fault">
                  {t.has(`faults.${fault.reason}`)
                    ? t(`faults.${fault.reason}`, fault.params as Record<string, string | number>)
                    : lab('faults.other')}
                </p>
              )
            }
          >
            {(panel) => (
              <>
                {panel === 'results' && (
                  <ResultsPanel studio={studio} locale={props.locale} isSaved={isSaved} onOpen={open} />
                )}
                {panel === 'proof' && <ProofPanel studio={studio} isSaved={isSaved} />}
                {panel === 'problems' && (
                  <DraftProblems problems={view.problems} found={state.problems} onOpen={open} />
                )}
              </>
            )}
          </ResultPanels>
        </section>
      </main>
      <ConfirmDialog
        isOpen={isPublishing}
        onClose={() => setIsPublishing(false)}
        onConfirm={() => void studio.publish(view.manifestDigest)}
        title={t('publishTitle', { number: (view.number ?? 0) + 1 })}
        confirm={t('publishDo')}
        cancel={t('publishNotYet')}
      >
        <p>{t('publishWhat')}</p>
        <p>{t('publishForEver')}</p>
      </ConfirmDialog>
    </div>
  )
}
