import type { CheckOutcome, Graded, KnownOutcome, LabCheck } from '../../../../../_features/lab-editor/checks.ts'
import type { FileEntry, Problem } from '../../../../../_features/lab-editor/files.ts'
import type { ChannelState } from '../../../../../_features/lab-editor/save-state.tsx'
import { type KnownTrace, knownTraces, tracedFirst } from './check-traces.ts'
import type { CheckTrace, ExitReason, ServerMessage, TraceEntry } from './live-channel.ts'

export type Panel = 'terminal' | 'output' | 'trace' | 'checks' | 'problems'
export type View = 'file' | 'diff' | 'history'
export type Fold = 'guide' | 'files' | 'editor' | 'results'

export interface RunState {
  isRunning: boolean
  output: { stream: 'stdout' | 'stderr'; data: string }[]
  exit: { exitCode: number | null; reason: ExitReason; ms: number } | null
  trace: readonly TraceEntry[]
  /** When it began; null before the first. */
  at: number | null
  version: number
  /** The beginning of the output was too long to keep. */
  isCut: boolean
}

export interface LabState {
  files: readonly FileEntry[]
  tabs: readonly string[]
  active: string | null
  /** The file itself, its difference to the starter, or its earlier versions. */
  view: View
  panel: Panel
  fold: Fold
  channel: ChannelState
  run: RunState
  /** Of the last Check, in the order of its checks. */
  traces: readonly KnownTrace[]
  /** The check whose trace is shown; null: the trace of the last Run. */
  traced: string | null
  isChecking: boolean
  /** Counts up with the first edit after something was asked: what is about an earlier one is about earlier files. */
  version: number
  /** The version that the Check or Submit under way is about. */
  asked: number
  outcomes: Readonly<Record<string, KnownOutcome>>
  selectedCheck: string | null
  problems: readonly Problem[]
  graded: Graded | null
  left: number | null
  isClosed: boolean
  /** A sentence about the last verb that could not be done. */
  fault: { reason: string; params: Record<string, string | number | boolean | null> } | null
}

export type LabEvent =
  | { type: 'channel'; state: ChannelState }
  | { type: 'message'; message: ServerMessage }
  | { type: 'open'; path: string }
  | { type: 'close'; path: string }
  | { type: 'view'; view: View }
  | { type: 'panel'; panel: Panel }
  | { type: 'fold'; fold: Fold }
  | { type: 'select'; check: string }
  | { type: 'trace'; check: string | null }
  | { type: 'files'; files: readonly FileEntry[] }
  | { type: 'file.changed'; path: string; isChanged: boolean; exists: boolean }
  | { type: 'edited' }
  | { type: 'problems'; problems: readonly Problem[] }
  | { type: 'run.asked'; at: number }
  | { type: 'check.asked' }
  | { type: 'check.done'; outcomes: readonly CheckOutcome[]; traces: readonly CheckTrace[]; at: number }
  | { type: 'submitted'; submissionId: string; left: number }
  | { type: 'graded'; graded: Graded }
  | { type: 'graded.checks'; outcomes: readonly CheckOutcome[]; at: number }
  | { type: 'closed' }
  | { type: 'fault'; reason: string; params: Record<string, string | number | boolean | null> }

const OUTPUT_LIMIT = 2_000

function startedRun(state: LabState, at: number): RunState {
  return { isRunning: true, output: [], exit: null, trace: [], at, version: state.version, isCut: false }
}

/** The first edit after an outcome makes it one of an earlier version; later ones change nothing more. */
function edited(state: LabState): LabState {
  const newest = Math.max(
    state.asked,
    state.run.at === null ? -1 : state.run.version,
    ...Object.values(state.outcomes).map(({ version }) => version),
  )
  return state.version > newest ? state : { ...state, version: state.version + 1 }
}

function onMessage(state: LabState, message: ServerMessage): LabState {
  switch (message.type) {
    case 'run.started':
      // Another tab may have asked for it.
      return state.run.isRunning ? state : { ...state, run: startedRun(state, Date.now()), traced: null }
    case 'run.output': {
      const output = [...state.run.output, { stream: message.stream, data: message.data }].slice(-OUTPUT_LIMIT)
      return { ...state, run: { ...state.run, output } }
    }
    case 'run.trace':
      return { ...state, run: { ...state.run, trace: [...state.run.trace, message.entry] } }
    case 'run.exited': {
      const { exitCode, reason, ms } = message
      return { ...state, run: { ...state.run, isRunning: false, exit: { exitCode, reason, ms } } }
    }
    case 'fault':
      return {
        ...state,
        fault: { reason: message.code, params: message.params ?? {} },
        run: { ...state.run, isRunning: false },
      }
    case 'files.changed':
    case 'ready':
    case 'terminal.data':
    case 'terminal.exited':
      return state
  }
}

function withOutcomes(state: LabState, outcomes: readonly CheckOutcome[], at: number): LabState {
  const known = outcomes.map((outcome) => [outcome.id, { ...outcome, at, version: state.asked }])
  const all = { ...state.outcomes, ...Object.fromEntries(known) }
  const firstBad = outcomes.find((outcome) => outcome.status !== 'passed')
  const selected = outcomes.find((outcome) => outcome.id === state.selectedCheck && outcome.status !== 'passed')
  return {
    ...state,
    isChecking: false,
    outcomes: all,
    panel: 'checks',
    selectedCheck: selected?.id ?? firstBad?.id ?? outcomes[0]?.id ?? null,
  }
}

/** A check that is looked at brings its trace along. */
function selected(state: LabState, check: string): LabState {
  const isTraced = state.traces.some((trace) => trace.check === check)
  return { ...state, selectedCheck: check, traced: isTraced ? check : state.traced }
}

function closeTab(state: LabState, path: string): LabState {
  const at = state.tabs.indexOf(path)
  const tabs = state.tabs.filter((tab) => tab !== path)
  const active = state.active === path ? (tabs[Math.min(at, tabs.length - 1)] ?? null) : state.active
  return { ...state, tabs, active, view: state.active === path ? 'file' : state.view }
}

function fileChanged(state: LabState, event: Extract<LabEvent, { type: 'file.changed' }>): LabState {
  const others = state.files.filter((file) => file.path !== event.path)
  if (!event.exists) return closeTab({ ...state, files: others }, event.path)
  const known = state.files.find((file) => file.path === event.path)
  if (known?.isChanged === event.isChanged) return state
  const file = known
    ? { ...known, isChanged: event.isChanged }
    : { path: event.path, revision: 0, isReadOnly: false, isChanged: true }
  return { ...state, files: [...others, file] }
}

/** Pure: what the lab screen shows after an event. */
export function reduceLab(state: LabState, event: LabEvent): LabState {
  switch (event.type) {
    case 'channel': {
      const isLost = state.run.isRunning && event.state !== 'open'
      const run: RunState = isLost
        ? { ...state.run, isRunning: false, exit: { exitCode: null, reason: 'lost', ms: 0 } }
        : state.run
      return { ...state, channel: event.state, run }
    }
    case 'message':
      return onMessage(state, event.message)
    case 'open':
      return {
        ...state,
        ...{ active: event.path, fold: 'editor', view: state.active === event.path ? state.view : 'file' },
        tabs: state.tabs.includes(event.path) ? state.tabs : [...state.tabs, event.path],
      }
    case 'close':
      return closeTab(state, event.path)
    case 'view':
      return { ...state, view: event.view }
    case 'panel':
      return { ...state, panel: event.panel, fold: 'results' }
    case 'fold':
      return { ...state, fold: event.fold }
    case 'select':
      return selected(state, event.check)
    case 'trace':
      return { ...state, traced: event.check }
    case 'files':
      return { ...state, files: event.files }
    case 'file.changed':
      return fileChanged(state, event)
    case 'edited':
      return edited(state)
    case 'problems':
      return { ...state, problems: event.problems }
    case 'run.asked':
      return {
        ...state,
        fault: null,
        panel: 'output',
        fold: 'results',
        run: startedRun(state, event.at),
        traced: null,
      }
    case 'check.asked':
      return { ...state, fault: null, isChecking: true, asked: state.version, panel: 'checks', fold: 'results' }
    case 'check.done': {
      const traces = knownTraces(event.outcomes, event.traces, state.asked)
      return { ...withOutcomes(state, event.outcomes, event.at), traces, traced: tracedFirst(traces) }
    }
    case 'submitted': {
      const graded = {
        submissionId: event.submissionId,
        state: 'queued' as const,
        position: null,
        score: null,
        isPassed: null,
      }
      const asked = state.version
      return { ...state, fault: null, left: event.left, asked, panel: 'checks', fold: 'results', graded }
    }
    case 'graded':
      return { ...state, graded: event.graded }
    case 'graded.checks':
      return withOutcomes(state, event.outcomes, event.at)
    case 'closed':
      return { ...state, isClosed: true }
    case 'fault':
      return {
        ...state,
        isChecking: false,
        run: { ...state.run, isRunning: false },
        fault: { reason: event.reason, params: event.params },
      }
  }
}

export interface StepState {
  mark: 'passed' | 'half' | 'open'
  points: number | null
  of: number
}

/** A step passes when all its checks did; it is half done once one was run. */
export function stepState(
  checkIds: readonly string[],
  checks: readonly LabCheck[],
  outcomes: LabState['outcomes'],
): StepState {
  const mine = checks.filter((check) => checkIds.includes(check.id))
  const known = mine.map((check) => outcomes[check.id]).filter((outcome) => outcome !== undefined)
  const of = mine.reduce((sum, check) => sum + check.points, 0)
  if (known.length === 0) return { mark: 'open', points: null, of }
  const isPassed = known.length === mine.length && known.every((outcome) => outcome.status === 'passed')
  return { mark: isPassed ? 'passed' : 'half', points: known.reduce((sum, outcome) => sum + outcome.points, 0), of }
}
