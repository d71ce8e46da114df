import { dayAfter, hasCome } from './days.ts'
import type { PlacementFactKind } from './schema.ts'

type Fact = {
  kind: PlacementFactKind
  answer: 'employed' | 'not_employed' | 'left' | null
  leftOn: string | null
  at: Date
}

export const CONFIRMED_DAYS = [90, 180] as const
/** How long the question can be answered. */
export const LINK_DAYS = 60

/** Whether somebody was still employed on a day: told so, or left later than that. */
export function wasEmployed(answer: Fact['answer'], leftOn: string | null, day: string): boolean {
  return answer === 'employed' || (answer === 'left' && leftOn !== null && leftOn > day)
}

export interface PlacementState {
  state: 'planned' | 'started' | 'cancelled'
  learner: 'unanswered' | 'agreed' | 'disputed'
  startedAt: Date | null
  mayConfirmStart: boolean
  days: { day: 90 | 180; on: string; state: 'not_yet_due' | 'asked' | 'unanswered' | 'employed' | 'gone' }[]
}

/** What a placement stands at, from what was said of it. */
export function placementState(startsOn: string, facts: readonly Fact[], now: Date): PlacementState {
  const of = (kind: PlacementFactKind) => facts.find((fact) => fact.kind === kind)
  const started = of('started')
  const state = of('cancelled') ? 'cancelled' : started ? 'started' : 'planned'
  const learner = of('disputed') ? 'disputed' : of('agreed') ? 'agreed' : 'unanswered'
  return {
    ...{ state, learner, startedAt: started?.at ?? null },
    mayConfirmStart: state === 'planned' && learner !== 'disputed' && hasCome(startsOn, now),
    days: CONFIRMED_DAYS.map((day) => {
      const on = dayAfter(startsOn, day)
      const fact = of(`day_${day}`)
      if (fact) return { day, on, state: wasEmployed(fact.answer, fact.leftOn, on) ? 'employed' : 'gone' }
      // Who said that they are gone is not asked again.
      if (facts.some(({ answer }) => answer === 'left' || answer === 'not_employed')) return { day, on, state: 'gone' }
      if (!hasCome(on, now)) return { day, on, state: 'not_yet_due' }
      return { day, on, state: hasCome(dayAfter(on, LINK_DAYS + 1), now) ? 'unanswered' : 'asked' }
    }),
  }
}
