import { request } from 'node:http'
import type { Message, Model, Tool } from './types.ts'

/** Sends JSON to the lab's model server, which listens on a socket that only Run, Check and Submit have. */
export function post(path: string, body: unknown): Promise<{ status: number; body: any }> {
  const { MODEL_SOCKET, MODEL_API_KEY } = process.env
  if (!MODEL_SOCKET) throw new Error('There is no model here: use Run, Check or Submit.')
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${MODEL_API_KEY}`, 'content-type': 'application/json' }
    const sent = request({ socketPath: MODEL_SOCKET, path, method: 'POST', headers }, async (answer) => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk as Buffer)
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) })
      } catch (error) {
        reject(error)
      }
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

/** The model over `/v1/chat/completions`. */
export const model: Model = {
  async ask(messages: readonly Message[], offered: readonly Tool[]) {
    const tools = offered.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    }))
    const { status, body } = await post('/v1/chat/completions', { model: 'terakoya-lab-1', messages, tools })
    if (status !== 200) throw new Error(`The model refused (${status}): ${body.error.message}`)
    return body.choices[0].message
  },
}
