import { Agent, request } from 'node:http'
import type { Call, LoadPlan, LoadReport } from './load.ts'

/** Reads the answer whole, as a browser would, and gives its status. */
function send(agent: Agent, origin: string, call: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(call.path, origin),
      {
        agent,
        method: call.body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: call.cookie,
          'accept-encoding': 'gzip',
          ...(call.body === undefined ? {} : { origin, 'content-type': 'application/json' }),
        },
      },
      (response) => {
        response.on('end', () => resolve(response.statusCode!))
        response.on('error', reject)
        response.resume()
      },
    )
    outgoing.on('error', reject)
    outgoing.end(call.body)
  })
}

async function generate(plan: LoadPlan): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.connections })
  const latencies: number[] = []
  const startedAt = performance.now()
  const endsAt = plan.seconds === null ? Number.POSITIVE_INFINITY : startedAt + plan.seconds * 1000
  let next = 0
  let failures = 0
  const connection = async () => {
    while (performance.now() < endsAt && (plan.seconds !== null || next < plan.calls.length)) {
      const call = plan.calls[next++ % plan.calls.length]!
      const sentAt = performance.now()
      const status = await send(agent, plan.origin, call)
      latencies.push(performance.now() - sentAt)
      if (status !== 200) failures++
    }
  }
  await Promise.all(Array.from({ length: plan.connections }, connection))
  agent.destroy()
  return { latencies, failures, seconds: (performance.now() - startedAt) / 1000 }
}

process.once('message', (plan: LoadPlan) => {
  void generate(plan).then((report) => process.send!(report, () => process.disconnect()))
})
