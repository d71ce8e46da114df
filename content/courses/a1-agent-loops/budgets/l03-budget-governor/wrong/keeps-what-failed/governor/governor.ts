import { type Act, type Budget, type Governor, type Spent, type Used, type Worst } from './types.ts'

type Bound = { [amount in keyof Worst]: number }

/** Lets calls through as long as their worst case fits into what is free. `now`: milliseconds, only ever forward. */
export function createGovernor(budget: Budget, now: () => number): Governor {
  const deadline = now() + budget.ms
  const free: Used = { tokens: budget.tokens, rin: budget.rin }

  const inTheWay = (worst: Bound): keyof Worst | null => {
    if (worst.tokens > free.tokens) return 'tokens'
    if (worst.rin > free.rin) return 'rin'
    return now() + worst.ms > deadline ? 'ms' : null
  }

  return {
    left: () => ({ ...free }),
    async spend<T>(worst: Worst, act: Act<T>): Promise<Spent<T>> {
      if (!isBound(worst)) return { status: 'refused', limit: 'unknown' }
      const limit = inTheWay(worst)
      if (limit !== null) return { status: 'refused', limit }
      // No await between looking and taking.
      free.tokens -= worst.tokens
      free.rin -= worst.rin
      let used: Used = worst
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(), worst.ms)
      try {
        const done = await act(late.signal)
        used = done.used
        return { status: 'done', value: done.value }
      } catch (error) {
        return { status: 'failed', reason: error instanceof Error ? error.message : String(error) }
      } finally {
        clearTimeout(timer)
        free.tokens += worst.tokens - used.tokens
        free.rin += worst.rin - used.rin
      }
    },
  }
}

function isBound(worst: Worst): worst is Bound {
  const isAmount = (amount: number | null) => Number.isSafeInteger(amount) && (amount as number) >= 0
  return isAmount(worst.tokens) && isAmount(worst.rin) && isAmount(worst.ms)
}
