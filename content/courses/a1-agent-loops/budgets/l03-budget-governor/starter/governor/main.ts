import { readFileSync } from 'node:fs'
import { perform } from './client.ts'
import { worstOf } from './estimate.ts'
import { createGovernor } from './governor.ts'
import type { Job, Plan } from './types.ts'

const { budget, prices, lanes, jobs } = JSON.parse(readFileSync('plan.json', 'utf8')) as Plan

// A clock that only goes forward, whatever happens to the one on the wall.
const governor = createGovernor(budget, () => performance.now())
const queue = [...jobs]
const results: object[] = []

async function work(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) results.push(await resultOf(job))
}

async function resultOf(job: Job): Promise<object> {
  const spent = await governor.spend(worstOf(job, prices), (signal) => perform(job, prices, signal))
  return spent.status === 'done' ? { id: job.id, status: 'done' } : { id: job.id, ...spent }
}

await Promise.all(Array.from({ length: lanes }, work))
console.log(JSON.stringify({ jobs: results, left: governor.left() }))
