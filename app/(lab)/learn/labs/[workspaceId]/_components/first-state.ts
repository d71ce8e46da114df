import type { KnownOutcome } from '../../../../../_features/lab-editor/checks.ts'
import { knownTraces, tracedFirst } from './check-traces.ts'
import type { LabState } from './lab-state.ts'
import type { LabProps, Remembered } from './lab-types.ts'

const versionOf = ({ isCurrent }: { isCurrent: boolean }) => (isCurrent ? 0 : -1)

/** Outcomes by check: the newer of Check and Submit where both looked. */
function outcomesOf({ check, submission }: Remembered): Record<string, KnownOutcome> {
  const sources = [check, submission].filter((source) => source !== null).toSorted((a, b) => a.at - b.at)
  return Object.fromEntries(
    sources.flatMap((source) =>
      source.checks.map((outcome) => [outcome.id, { ...outcome, at: source.at, version: versionOf(source) }]),
    ),
  )
}

/** What the lab screen shows before the first event: as it was left. */
export function firstState(props: LabProps): LabState {
  const open = props.open.filter((path) => props.files.some((file) => file.path === path))
  const { run, check, submission } = props.remembered
  const outcomes = outcomesOf(props.remembered)
  const traces = check ? knownTraces(check.checks, check.traces, versionOf(check)) : []
  const checked = Math.max(check?.at ?? 0, submission?.at ?? 0)
  return {
    files: props.files,
    tabs: open,
    active: open[0] ?? null,
    view: 'file',
    panel: run && run.at > checked ? 'output' : 'checks',
    fold: 'guide',
    channel: 'connecting',
    run: run
      ? { ...run, isRunning: false, version: versionOf(run) }
      : { isRunning: false, output: [], exit: null, trace: [], at: null, version: 0, isCut: false },
    traces,
    traced: (run?.at ?? 0) > (check?.at ?? 0) ? null : tracedFirst(traces),
    isChecking: false,
    version: 0,
    // A submission that is still being graded says what its checks will be about.
    asked: submission ? versionOf(submission) : -1,
    outcomes,
    selectedCheck: Object.values(outcomes).find(({ status }) => status !== 'passed')?.id ?? null,
    problems: [],
    graded: submission?.graded ?? null,
    left: props.left,
    isClosed: props.isClosed,
    fault: null,
  }
}
