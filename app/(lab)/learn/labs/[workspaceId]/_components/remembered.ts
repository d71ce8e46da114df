import type { CheckOutcome } from '../../../../../_features/lab-editor/checks.ts'
import type { api } from '../../../../../_trpc/server.ts'
import type { Remembered } from './lab-types.ts'
import type { ExitReason } from './live-channel.ts'

type Caller = Awaited<ReturnType<typeof api>>
type Outcomes = Awaited<ReturnType<Caller['assessment']['outcomes']>>
type Submission = Awaited<ReturnType<Caller['assessment']['submission']>>

const outcomeOf = ({ id, status, points, of, feedback, reason, ms }: CheckOutcome): CheckOutcome => ({
  ...{ id, status, points, of, feedback, reason, ms },
})

function submittedOf({ id, state, checks }: Submission) {
  const isGraded = state.state === 'graded'
  return {
    graded: {
      submissionId: id,
      state: state.state,
      position: state.state === 'queued' ? state.position : null,
      score: isGraded ? state.score : null,
      isPassed: isGraded ? state.isPassed : null,
    },
    checks: checks.flatMap(({ status, points, ...check }) =>
      status === null ? [] : [outcomeOf({ ...check, status, points: points ?? 0 })],
    ),
  }
}

/** The server's memory of a lab as the screen takes it. */
export function rememberedOf({ check, run, submission }: Outcomes, submitted: Submission | null): Remembered {
  return {
    check: check && {
      ...{ at: check.at.getTime(), isCurrent: check.isCurrent, traces: check.traces },
      checks: check.checks.map(outcomeOf),
    },
    run: run && {
      ...{ at: run.at.getTime(), isCurrent: run.isCurrent, output: run.output, isCut: run.isCut, trace: run.trace },
      exit: { ...run.exit, reason: run.exit.reason as ExitReason },
    },
    submission: submission &&
      submitted && { at: submission.at.getTime(), isCurrent: submission.isCurrent, ...submittedOf(submitted) },
  }
}
