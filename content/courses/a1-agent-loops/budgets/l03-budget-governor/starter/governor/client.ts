import { request } from 'node:http'
import { type Ask, type Buy, CallFailed, type Job, type Prices, type Used } from './types.ts'

const NOTHING: Used = { tokens: 0, rin: 0 }

/** Asks the model or buys from a service. Says what it knows of the cost, also when it fails. @throws CallFailed */
export function perform(job: Job, prices: Prices, signal: AbortSignal): Promise<{ value: string; used: Used }> {
  return job.kind === 'ask' ? ask(job, prices, signal) : buy(job, signal)
}

async function ask({ messages, maxOutput, wantsJson }: Ask, prices: Prices, signal: AbortSignal) {
  const limit = maxOutput === null ? {} : { max_completion_tokens: maxOutput }
  const body = await post('/v1/chat/completions', { model: 'terakoya-lab-1', messages, ...limit }, signal)
  const { prompt_tokens: input, completion_tokens: output } = body.usage
  const used = { tokens: input + output, rin: input * prices.input + output * prices.output }
  const value: string = body.choices[0].message.content ?? ''
  if (wantsJson && !isJson(value)) throw new CallFailed('The answer is not JSON.', used)
  return { value, used }
}

async function buy({ id, service }: Buy, signal: AbortSignal) {
  const { result } = await post('/world/tools/order', { job: id, service }, signal)
  return { value: String(result.receipt), used: { tokens: 0, rin: result.charged as number } }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A refusal by the service costs nothing. Where the line breaks, or we stop waiting, nobody knows. */
function post(path: string, sent: unknown, signal: AbortSignal): Promise<any> {
  const { MODEL_SOCKET, MODEL_API_KEY } = process.env
  if (!MODEL_SOCKET) throw new CallFailed('There is no model here: use Run, Check or Submit.', NOTHING)
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${MODEL_API_KEY}`, 'content-type': 'application/json' }
    const lost = (error: Error) => reject(new CallFailed(error.message, null))
    const call = request({ socketPath: MODEL_SOCKET, path, method: 'POST', headers, signal }, async (answer) => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk as Buffer)
        const body = JSON.parse(Buffer.concat(chunks).toString())
        if (answer.statusCode === 200) resolve(body)
        else reject(new CallFailed(`${answer.statusCode}: ${body.error.message}`, NOTHING))
      } catch (error) {
        lost(error as Error)
      }
    })
    call.on('error', lost)
    call.end(JSON.stringify(sent))
  })
}
