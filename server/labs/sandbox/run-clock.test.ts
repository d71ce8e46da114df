import { describe, expect, test } from 'vitest'
import { RunClock, type RunSample } from './run-clock.ts'

const LIMIT_MS = 5_000

/** Looks ten times a second until there is a verdict. `cpu`: the share of a processor that the program gets. */
function live(program: Partial<RunSample> & { cpu: number }, patience = 1) {
  const clock = new RunClock(LIMIT_MS, patience)
  const { cpu, ...seen } = program
  for (let wallMs = 100; wallMs < 3_600_000; wallMs += 100) {
    const sample: RunSample = {
      wallMs,
      cpuMs: wallMs * cpu,
      activity: 'runnable',
      isOwed: false,
      given: 1,
      ...seen,
    }
    const verdict = clock.look(sample)
    if (verdict) return { verdict, seconds: Math.round(wallMs / 1000) }
  }
  throw new Error('it ran for an hour')
}

describe('the clock of a run', () => {
  test('a loop that ends never is over when it used its processor time', () => {
    expect(live({ cpu: 1 })).toEqual({ verdict: 'cpu', seconds: 5 })
  })

  test('under load the same loop gets the same processor time', () => {
    expect(live({ cpu: 0.1, given: 0.1 })).toEqual({ verdict: 'cpu', seconds: 50 })
  })

  test('a program that sleeps is over as soon as one that computes, whatever the load', () => {
    expect(live({ cpu: 0, activity: 'asleep' })).toEqual({ verdict: 'idle', seconds: 5 })
    expect(live({ cpu: 0, activity: 'asleep', given: 0.1 })).toEqual({ verdict: 'idle', seconds: 5 })
  })

  test('a program that only ticks is idle', () => {
    expect(live({ cpu: 0.02, activity: 'asleep' }).verdict).toBe('idle')
  })

  test('waiting for an answer that we owe is borne longer, and longest under load', () => {
    expect(live({ cpu: 0, activity: 'asleep', isOwed: true })).toEqual({ verdict: 'idle', seconds: 10 })
    expect(live({ cpu: 0, activity: 'asleep', isOwed: true, given: 0.1 }).seconds).toBe(100)
  })

  test('a program that is given next to nothing is stopped by load, later when tried again', () => {
    expect(live({ cpu: 0.001, given: 0.1 })).toEqual({ verdict: 'load', seconds: 160 })
    expect(live({ cpu: 0.001, given: 0.1 }, 3)).toEqual({ verdict: 'load', seconds: 480 })
  })

  test('a program cannot make itself a victim of load by writing to disk for ever', () => {
    expect(live({ cpu: 0.01, activity: 'on-disk' }).verdict).toBe('idle')
  })
})
