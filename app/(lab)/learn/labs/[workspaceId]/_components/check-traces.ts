import type { CheckOutcome } from '../../../../../_features/lab-editor/checks.ts'
import type { CheckTrace } from './live-channel.ts'

/** A trace of a check with what the check found, and the version of the files that it is about. */
export interface KnownTrace extends CheckTrace {
  isPassed: boolean
  version: number
}

export const knownTraces = (
  outcomes: readonly CheckOutcome[],
  traces: readonly CheckTrace[],
  version: number,
): KnownTrace[] =>
  traces.map((trace) => {
    const isPassed = outcomes.some(({ id, status }) => id === trace.check && status === 'passed')
    return { ...trace, isPassed, version }
  })

/** The check whose trace is shown after a Check: the first that did not pass. */
export const tracedFirst = (traces: readonly KnownTrace[]): string | null =>
  (traces.find(({ isPassed }) => !isPassed) ?? traces[0])?.check ?? null
