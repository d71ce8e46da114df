import { describe, expect, test } from 'vitest'
import { COHORTS, LEARNERS_PER_COHORT, openingAfter, planLearners } from './plan.ts'

const all = COHORTS.flatMap((cohort) => planLearners(cohort).map((learner) => ({ cohort, learner })))

describe('the past of the evaluation programme', () => {
  test('has 96 people with names and addresses of their own, the same at every start', () => {
    expect(LEARNERS_PER_COHORT).toBe(32)
    expect(new Set(all.map(({ learner }) => learner.slug)).size).toBe(96)
    expect(new Set(all.map(({ learner }) => learner.name)).size).toBe(96)
    expect(COHORTS.flatMap(planLearners)).toEqual(all.map(({ learner }) => learner))
  })

  test('nobody is seen before they sat, taken on before they were seen, or sits after they left', () => {
    for (const { cohort, learner } of all) {
      const { sitsAfter, observedAfter, hiredAfter, withdraws, passes } = learner
      if (observedAfter !== null) expect(passes && sitsAfter! < observedAfter).toBe(true)
      if (hiredAfter !== null) expect(hiredAfter).toBeGreaterThan(Math.max(observedAfter!, openingAfter(cohort)))
      if (withdraws && sitsAfter !== null) expect(sitsAfter).toBeLessThan(withdraws.after)
      for (const day of [sitsAfter, observedAfter]) expect(day ?? 0).toBeLessThan(cohort.startsAgo)
    }
  })

  test.each(COHORTS)('$slug has somebody at every stage', (cohort) => {
    const learners = planLearners(cohort)
    const has = (is: (learner: (typeof learners)[number]) => boolean) => learners.filter(is).length
    expect(has(({ sitsAfter }) => sitsAfter === null)).toBeGreaterThan(0)
    expect(has(({ sitsAfter, passes }) => sitsAfter !== null && !passes)).toBeGreaterThan(0)
    expect(has(({ observedAfter }) => observedAfter !== null)).toBeGreaterThan(5)
    expect(has(({ hiredAfter }) => hiredAfter !== null)).toBeGreaterThan(3)
    expect(has(({ withdraws }) => withdraws !== null)).toBeGreaterThan(0)
  })
})
