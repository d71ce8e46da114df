import type { Act, Budget, Governor, Spent, Used, Worst } from './types.ts'

/** Lets calls through as long as their worst case fits into what is free. `now`: milliseconds, only ever forward. */
export function createGovernor(budget: Budget, now: () => number): Governor {
  const free: Used = { tokens: budget.tokens, rin: budget.rin }
  return {
    left: () => ({ ...free }),
    async spend<T>(worst: Worst, act: Act<T>): Promise<Spent<T>> {
      // This lets everything through, and keeps no books.
      const { value } = await act(new AbortController().signal)
      return { status: 'done', value }
    },
  }
}
