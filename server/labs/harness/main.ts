// Runs inside the grader sandbox, never beside a learner's code.
import type { RunModel } from './model/index.ts'
import type { CheckOutcome, Feedback, FromHarness, Generated, ToHarness } from './protocol.ts'
import { randomStream } from './random.ts'
import { type CheckBody, type RunningCheck, state } from './state.ts'
import { receiveWire } from './wires.ts'

const LAB = '/workspace/'
const WORLD_STREAM = 'world'

/** What a check prints goes to standard error; standard output carries the protocol alone. */
const protocol = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

const send = (message: FromHarness) => protocol(`${JSON.stringify(message)}\n`)

class Verdict extends Error {}

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
let asked = 0

state.ask = (check, call) => {
  const id = ++asked
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    send({ type: 'call', id, check, call })
  })
}

state.kill = (model) => send({ type: 'kill', model })

async function prepare(message: Extract<ToHarness, { type: 'prepare' }>): Promise<void> {
  const { paramsKey, hiddenKey, paramsModule, checkModules } = message
  state.paramsKey = paramsKey
  state.hiddenKey = hiddenKey
  const world = (await import(LAB + paramsModule)) as { default: (random: unknown) => Generated }
  const generated = world.default(randomStream(paramsKey, WORLD_STREAM))
  state.params = generated.params
  for (const path of checkModules) await import(LAB + path)
  send({ type: 'ready', registered: [...state.checks.keys()], generated })
}

const trace: typeof state.trace = (model, entry) => send({ type: 'trace', model, entry })

async function go({ checks, concurrency, isTraced }: Extract<ToHarness, { type: 'go' }>): Promise<void> {
  if (isTraced) state.trace = trace
  const queue = checks.filter((id) => state.checks.has(id))
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      send({ type: 'started', check: id })
      send({ type: 'finished', check: id, outcome: await judge(id, state.checks.get(id) as CheckBody) })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  send({ type: 'done' })
}

/** The model of a Run: what it is asked and answers is told as it happens. */
async function serve({ module }: Extract<ToHarness, { type: 'serve' }>): Promise<void> {
  const { startModel } = await import('./model/index.ts')
  const { default: describeModel } = (await import(LAB + module)) as { default: RunModel }
  const { plan, world } = describeModel({ params: state.params, key: state.paramsKey })
  state.trace = trace
  startModel(plan, world)
  send({ type: 'served' })
}

async function judge(id: string, body: CheckBody): Promise<CheckOutcome> {
  const running: RunningCheck = { id, outcome: null }
  // The verdict is noted before it is thrown: a check that catches everything cannot lose it.
  const give = (outcome: CheckOutcome): never => {
    running.outcome ??= outcome
    throw new Verdict()
  }
  const context = {
    fail: (feedback: Feedback) => give({ status: 'failed', feedback }),
    partial: (fraction: number, feedback: Feedback) => give({ status: 'partial', fraction, feedback }),
  }
  try {
    await state.current.run(running, async () => body(context))
  } catch (error) {
    if (!(error instanceof Verdict)) return { status: 'crashed', detail: describe(error) }
  }
  return running.outcome ?? { status: 'passed' }
}

const describe = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

/** Not node:readline: it also ends lines at U+2028, which a learner's output may hold. */
async function* lines(): AsyncGenerator<string> {
  let parts: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8')
      parts = []
      rest = rest.subarray(end + 1)
    }
    parts.push(rest)
  }
}

for await (const line of lines()) {
  const message = JSON.parse(line) as ToHarness
  if (message.type === 'prepare') {
    prepare(message).catch((error) => send({ type: 'broken', detail: describe(error) }))
  } else if (message.type === 'go') void go(message)
  else if (message.type === 'serve') {
    serve(message).catch((error) => send({ type: 'broken', detail: describe(error) }))
  } else if (message.type === 'wire') receiveWire(message, send)
  else {
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(new Error(message.reason))
  }
}
