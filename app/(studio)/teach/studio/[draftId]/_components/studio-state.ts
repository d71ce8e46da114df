import type { FileEvent } from '../../../../../_features/lab-editor/edited-files.ts'
import type { FileEntry, Problem } from '../../../../../_features/lab-editor/files.ts'
import type { DraftView } from './studio-types.ts'

export type Panel = 'results' | 'proof' | 'problems'
export type Fold = 'guide' | 'files' | 'editor' | 'results'

export interface Fault {
  reason: string
  params: Record<string, string | number | boolean | null>
}

export interface StudioState {
  /** What the server said last. */
  view: DraftView
  files: readonly FileEntry[]
  tabs: readonly string[]
  active: string | null
  panel: Panel
  fold: Fold
  /** Which of the two gradings the results show. */
  shown: 'starter' | 'solution'
  selectedCheck: string | null
  problems: readonly Problem[]
  /** A file that was deleted here and can be put back. */
  deleted: { path: string; text: string } | null
  /** Something was asked of the server and not answered yet. */
  isAsking: boolean
  fault: Fault | null
}

export type StudioEvent =
  | FileEvent
  | { type: 'view'; view: DraftView; waiting: readonly string[] }
  | { type: 'open'; path: string }
  | { type: 'close'; path: string }
  | { type: 'panel'; panel: Panel }
  | { type: 'fold'; fold: Fold }
  | { type: 'show'; kind: 'starter' | 'solution' }
  | { type: 'select'; check: string }
  | { type: 'problems'; problems: readonly Problem[] }
  | { type: 'deleted'; file: StudioState['deleted'] }
  | { type: 'asked'; kind: DraftView['jobs'][number]['kind'] | null }
  | { type: 'answered' }
  | { type: 'fault'; fault: Fault }

const entry = (path: string): FileEntry => ({ path, revision: 0, isReadOnly: false, isChanged: false })

export function firstState(view: DraftView): StudioState {
  const newestFirst = view.jobs.toSorted((a, b) => b.queuedAt.localeCompare(a.queuedAt))
  const run = newestFirst.find(({ kind }) => kind !== 'prove')
  const worked = newestFirst[0]?.kind === 'prove' ? 'proof' : 'results'
  return {
    ...{ view, tabs: ['lab.yaml'], active: 'lab.yaml', fold: 'guide', selectedCheck: null, problems: [] },
    ...{ deleted: null, isAsking: false, fault: null },
    files: view.files.map(({ path }) => entry(path)),
    panel: view.problems.length > 0 ? 'problems' : worked,
    shown: run?.kind === 'starter' ? 'starter' : 'solution',
  }
}

function closeTab(state: StudioState, path: string): StudioState {
  const at = state.tabs.indexOf(path)
  const tabs = state.tabs.filter((tab) => tab !== path)
  return {
    ...state,
    tabs,
    active: state.active === path ? (tabs[Math.min(at, tabs.length - 1)] ?? null) : state.active,
  }
}

/** The server's list of files, but for those where something of this browser is still on its way. */
function withView(state: StudioState, view: DraftView, waiting: readonly string[]): StudioState {
  const there = new Set(view.files.map(({ path }) => path))
  const here = new Set(state.files.map(({ path }) => path))
  const isWaiting = (path: string) => waiting.includes(path)
  const gone = [...here].filter((path) => !there.has(path) && !isWaiting(path))
  const come = [...there].filter((path) => !here.has(path) && !isWaiting(path))
  if (gone.length + come.length === 0) return { ...state, view }
  const files = [...state.files.filter(({ path }) => !gone.includes(path)), ...come.map(entry)]
  return gone.reduce(closeTab, { ...state, view, files })
}

function fileChanged(state: StudioState, path: string, exists: boolean): StudioState {
  const others = state.files.filter((file) => file.path !== path)
  if (!exists) return closeTab({ ...state, files: others }, path)
  return others.length < state.files.length ? state : { ...state, files: [...others, entry(path)] }
}

/** Pure: what the studio shows after an event. */
export function reduceStudio(state: StudioState, event: StudioEvent): StudioState {
  switch (event.type) {
    case 'edited':
      return state
    case 'file.changed':
      return fileChanged(state, event.path, event.exists)
    case 'view':
      return withView(state, event.view, event.waiting)
    case 'open': {
      const tabs = state.tabs.includes(event.path) ? state.tabs : [...state.tabs, event.path]
      return { ...state, tabs, active: event.path, fold: 'editor' }
    }
    case 'close':
      return closeTab(state, event.path)
    case 'panel':
      return { ...state, panel: event.panel, fold: 'results' }
    case 'fold':
      return { ...state, fold: event.fold }
    case 'show':
      return { ...state, shown: event.kind, selectedCheck: null, panel: 'results', fold: 'results' }
    case 'select':
      return { ...state, selectedCheck: event.check }
    case 'problems':
      return { ...state, problems: event.problems }
    case 'deleted':
      return { ...state, deleted: event.file }
    case 'asked': {
      const asked = { ...state, isAsking: true, fault: null }
      if (event.kind === null) return asked
      if (event.kind === 'prove') return { ...asked, panel: 'proof', fold: 'results' }
      return { ...asked, shown: event.kind, selectedCheck: null, panel: 'results', fold: 'results' }
    }
    case 'answered':
      return { ...state, isAsking: false }
    case 'fault':
      return {
        ...{ ...state, isAsking: false, fault: event.fault },
        panel: event.fault.reason === 'draftHasProblems' ? 'problems' : state.panel,
      }
  }
}
