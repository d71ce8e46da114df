import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { API_KEY, MODEL, startModel, ticketWorld } from './fixture.ts'
import type { ModelPlan } from './service.ts'
import type { World } from './world.ts'

let running: Awaited<ReturnType<typeof startModel>> | null = null
afterEach(async () => {
  await running?.stop()
  running = null
})

async function start(plan: Partial<ModelPlan> = {}, world?: World) {
  running = await startModel(plan, world)
  return running
}

const openai = (url: string) => new OpenAI({ apiKey: API_KEY, baseURL: `${url}/v1`, maxRetries: 0 })
const anthropic = (url: string) => new Anthropic({ apiKey: API_KEY, baseURL: url, maxRetries: 0 })

async function useTool(url: string, name: string, written: string): Promise<string> {
  const answer = await fetch(`${url}/world/tools/${name}`, {
    method: 'POST',
    headers: { 'x-api-key': API_KEY },
    body: written,
  })
  return JSON.stringify(((await answer.json()) as { result: unknown }).result)
}

async function runWithOpenAi(url: string, stream: boolean): Promise<string | null> {
  const client = openai(url)
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Close what is open.' }]
  for (let turn = 0; turn < 8; turn++) {
    const request = { model: MODEL, messages }
    const answer = stream
      ? await client.chat.completions
          .stream({ ...request, stream_options: { include_usage: true } })
          .finalChatCompletion()
      : await client.chat.completions.create(request)
    expect(answer.usage!.total_tokens).toBeGreaterThan(0)
    const { message, finish_reason } = answer.choices[0]!
    if (finish_reason === 'stop') return message.content
    messages.push(message)
    for (const call of message.tool_calls ?? []) {
      if (call.type !== 'function') throw new Error('expected a function')
      const content = await useTool(url, call.function.name, call.function.arguments)
      messages.push({ role: 'tool', tool_call_id: call.id, content })
    }
  }
  return null
}

async function runWithAnthropic(url: string, stream: boolean): Promise<string | null> {
  const client = anthropic(url)
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'Close what is open.' }]
  for (let turn = 0; turn < 8; turn++) {
    const request = { model: MODEL, max_tokens: 500, messages }
    const answer = stream ? await client.messages.stream(request).finalMessage() : await client.messages.create(request)
    expect(answer.usage.output_tokens).toBeGreaterThan(0)
    if (answer.stop_reason === 'end_turn')
      return answer.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
    messages.push({ role: 'assistant', content: answer.content })
    const results: Anthropic.ToolResultBlockParam[] = []
    for (const block of answer.content)
      if (block.type === 'tool_use') {
        const content = await useTool(url, block.name, JSON.stringify(block.input))
        results.push({ type: 'tool_result', tool_use_id: block.id, content })
      }
    messages.push({ role: 'user', content: results })
  }
  return null
}

describe.each([
  ['openai', runWithOpenAi],
  ['@anthropic-ai/sdk', runWithAnthropic],
])('the client of %s', (_name, run) => {
  test.each([false, true])('does the task (stream: %s), and the world shows it', async (stream) => {
    const { url, world, service } = await start()
    expect(await run(url, stream)).toBe('Closed.')
    expect(world.effects).toEqual([{ seq: 0, tool: 'close_ticket', args: { id: 't-71' }, result: { closed: 't-71' } }])
    expect(service.journal.filter(({ kind }) => kind === 'model')).toHaveLength(3)
  })

  test('twice, the journal is the same to the byte', async () => {
    const journals: string[] = []
    for (let round = 0; round < 2; round++) {
      const { url, service, stop } = await start({ policy: 'sloppy' }, ticketWorld())
      await run(url, false).catch(() => null)
      journals.push(service.journalText())
      await stop()
    }
    expect(journals[0]).toBe(journals[1])
    expect(journals[0]!.length).toBeGreaterThan(500)
  })
})

describe('what the clients make of refusals', () => {
  const say = (url: string) =>
    openai(url).chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'x' }] })
  const tell = (url: string) =>
    anthropic(url).messages.create({ model: MODEL, max_tokens: 9, messages: [{ role: 'user', content: 'x' }] })

  test('a wrong key is 401', async () => {
    const { url } = await start()
    const wrong = new OpenAI({ apiKey: 'other', baseURL: `${url}/v1`, maxRetries: 0 })
    await expect(wrong.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
    const wrongToo = new Anthropic({ apiKey: 'other', baseURL: url, maxRetries: 0 })
    await expect(wrongToo.models.list()).rejects.toBeInstanceOf(Anthropic.AuthenticationError)
  })

  test('a storm of 429 with Retry-After, then 529, then the answer', async () => {
    const storm = { adversary: 'rate-limit-storm', at: [0], times: 2 } as const
    const { url } = await start({ adversaries: [storm, { adversary: 'overload', at: [0] }] })
    await expect(say(url)).rejects.toMatchObject({ status: 429, headers: expect.any(Headers) })
    await expect(tell(url)).rejects.toBeInstanceOf(Anthropic.RateLimitError)
    await expect(tell(url)).rejects.toMatchObject({ status: 529 })
    expect((await say(url)).choices[0]!.finish_reason).toBe('tool_calls')
  })

  test('an unknown model is 404; the known ones are listed', async () => {
    const { url } = await start()
    const other = openai(url).chat.completions.create({ model: 'gpt-0', messages: [{ role: 'user', content: 'x' }] })
    await expect(other).rejects.toBeInstanceOf(OpenAI.NotFoundError)
    expect((await openai(url).models.list()).data.map(({ id }) => id)).toEqual([MODEL])
  })

  test('results that answer nothing, and calls without a result, are 400', async () => {
    const { url, service } = await start()
    const orphan = openai(url).chat.completions.create({
      model: MODEL,
      messages: [
        { role: 'user', content: 'x' },
        { role: 'tool', tool_call_id: 'call_none', content: '{}' },
      ],
    })
    await expect(orphan).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    const missing = anthropic(url).messages.create({
      model: MODEL,
      max_tokens: 9,
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'list_tickets', input: {} }] },
        { role: 'user', content: 'and?' },
      ],
    })
    await expect(missing).rejects.toBeInstanceOf(Anthropic.BadRequestError)
    expect(service.journal).toMatchObject([
      { kind: 'refusal', refusal: 'invalid_request', message: expect.stringContaining('call_none') },
      { kind: 'refusal', refusal: 'invalid_request', message: expect.stringContaining('toolu_1') },
    ])
  })

  test('a stream cut inside a character is an error, and the retry of the same request is whole', async () => {
    const { url, service } = await start({ adversaries: [{ adversary: 'cut-stream', at: [0] }] })
    const request = { model: MODEL, messages: [{ role: 'user' as const, content: 'x' }] }
    await expect(openai(url).chat.completions.stream(request).finalChatCompletion()).rejects.toThrow()
    const again = await openai(url).chat.completions.stream(request).finalChatCompletion()
    expect(again.choices[0]!.message.content).toBe('チケットを見ます。')
    expect(service.journal).toMatchObject([{ isRetry: false }, { isRetry: true }])
  })

  test('an answer that drips arrives whole', async () => {
    const { url } = await start({ adversaries: [{ adversary: 'slow-drip', at: [0] }] })
    const request = { model: MODEL, max_tokens: 90, messages: [{ role: 'user' as const, content: 'x' }] }
    const message = await anthropic(url).messages.stream(request).finalMessage()
    expect(message.content[0]).toMatchObject({ type: 'text', text: 'チケットを見ます。' })
  })
})
