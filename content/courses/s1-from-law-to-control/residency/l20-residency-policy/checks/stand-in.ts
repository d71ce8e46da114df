/**
 * Takes the place of the learner's policy while their tests are tried: it knows no policy and asks one that stays in the
 * grader. `decide` has to answer before it returns, so a thread asks and this one sleeps until the answer is there.
 */
export const standIn = `import { Worker } from 'node:worker_threads'

const shared = new SharedArrayBuffer(1_000_008)
const [state, answer] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)]
const ask = \`
const { parentPort, workerData } = require('node:worker_threads')
const { request } = require('node:http')
const [state, answer] = [new Int32Array(workerData, 0, 2), new Uint8Array(workerData, 8)]
function tell(text) {
  state[1] = Buffer.from(text).copy(answer)
  Atomics.store(state, 0, 1)
  Atomics.notify(state, 0)
}
parentPort.on('message', (body) => {
  const { MODEL_SOCKET: socketPath, MODEL_API_KEY } = process.env
  const headers = { authorization: 'Bearer ' + MODEL_API_KEY, 'content-type': 'application/json' }
  const asked = request({ socketPath, path: '/world/tools/decide', method: 'POST', headers, agent: false }, async (told) => {
    const chunks = []
    for await (const chunk of told) chunks.push(chunk)
    tell(Buffer.concat(chunks).toString())
  })
  asked.on('error', ({ message }) => tell(JSON.stringify({ error: { message } })))
  asked.end(body)
})
\`
const worker = new Worker(ask, { eval: true, workerData: shared })
worker.unref()

export function decide(resource, context) {
  Atomics.store(state, 0, 0)
  worker.postMessage(JSON.stringify({ resource, context }))
  Atomics.wait(state, 0, 0)
  const { result, error } = JSON.parse(new TextDecoder().decode(answer.slice(0, state[1])))
  if (error) throw new Error(error.message)
  return result
}
`
