import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CONNECTIONS = 16

export interface Call {
  path: string
  cookie: string
  /** JSON of a POST; without it the call is a GET. */
  body?: string
}

export interface LoadPlan {
  origin: string
  connections: number
  /** null: every call once. */
  seconds: number | null
  calls: Call[]
}

export interface LoadReport {
  latencies: number[]
  failures: number
  seconds: number
}

/** Asks over 16 kept connections from a process of its own, so that measuring does not slow what asks. */
export async function load(
  origin: string,
  calls: Call[],
  seconds: number | null,
): Promise<{ rps: number; latencies: number[] }> {
  const child = fork(fileURLToPath(new URL('load-generator.ts', import.meta.url)), [], { serialization: 'advanced' })
  const plan: LoadPlan = { origin, connections: CONNECTIONS, seconds, calls }
  child.send(plan)
  const report = await new Promise<LoadReport>((resolve, reject) => {
    child.on('message', (message) => resolve(message as LoadReport))
    child.on('exit', (code) => reject(new Error(`The load generator ended with ${code}`)))
  })
  if (report.failures > 0) throw new Error(`${report.failures} of ${report.latencies.length} requests failed`)
  return { rps: report.latencies.length / report.seconds, latencies: report.latencies }
}
