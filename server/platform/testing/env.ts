import { afterAll, beforeAll } from 'vitest'
import { forgetEnv } from '../env.ts'

/** Variables that hold for one test file: set before its tests, put back after them. */
export function useEnv(variables: () => Record<string, string>): void {
  const before = new Map<string, string | undefined>()
  beforeAll(() => {
    for (const [name, value] of Object.entries(variables())) {
      before.set(name, process.env[name])
      process.env[name] = value
    }
    forgetEnv()
  })
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    forgetEnv()
  })
}
