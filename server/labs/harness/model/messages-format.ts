import type { Answer } from './chat-completions.ts'
import type { Message, ModelRefusal, ModelRequest, StopReason, ToolCall, Usage } from './messages.ts'
import { invalid, requirePairedResults } from './messages.ts'
import { type Fields, list, object, optionalCount, string, text } from './read.ts'

/** `POST /v1/messages`: the body as one conversation. @throws ModelRefusal invalid_request */
export function readMessagesRequest(body: unknown): ModelRequest {
  const fields = object(body, 'body')
  const maxTokens = optionalCount(fields.max_tokens, 'max_tokens')
  if (maxTokens === null) throw invalid('max_tokens: expected a whole number above 0')
  const system: Message[] = fields.system === undefined ? [] : [{ role: 'system', text: text(fields.system, 'system') }]
  const messages = list(fields.messages, 'messages').flatMap((entry, index) =>
    readMessage(object(entry, `messages[${index}]`), `messages[${index}]`),
  )
  if (messages.length === 0) throw invalid('messages: expected at least one')
  if (messages[0]!.role === 'assistant') throw invalid('messages[0].role: expected user first')
  requirePairedResults(messages)
  return {
    format: 'messages',
    model: string(fields.model, 'model'),
    messages: [...system, ...messages],
    tools: list(fields.tools ?? [], 'tools').map(readTool),
    maxTokens,
    stream: fields.stream === true,
    streamsUsage: true,
  }
}

function readMessage(fields: Fields, where: string): Message[] {
  const { role, content } = fields
  if (role !== 'user' && role !== 'assistant') throw invalid(`${where}.role: expected user or assistant`)
  if (typeof content === 'string')
    return [role === 'user' ? { role, text: content } : { role, text: content, calls: [] }]
  const blocks = list(content, `${where}.content`).map((block, index) => object(block, `${where}.content[${index}]`))
  return role === 'user' ? readUserBlocks(blocks, where) : [readAssistantBlocks(blocks, where)]
}

/** Tool results stand first in a user's message, as the service requires; what the user says follows. */
function readUserBlocks(blocks: readonly Fields[], where: string): Message[] {
  const results: Message[] = []
  let said: string | null = null
  for (const [index, block] of blocks.entries()) {
    const place = `${where}.content[${index}]`
    if (block.type === 'tool_result') {
      if (said !== null) throw invalid(`${place}: expected tool results before text`)
      const callId = string(block.tool_use_id, `${place}.tool_use_id`)
      const told = text(block.content ?? '', `${place}.content`)
      results.push({ role: 'tool', callId, text: told, isError: block.is_error === true })
    } else if (block.type === 'text') said = (said ?? '') + string(block.text, `${place}.text`)
    else throw invalid(`${place}.type: expected text or tool_result`)
  }
  return said === null ? results : [...results, { role: 'user', text: said }]
}

function readAssistantBlocks(blocks: readonly Fields[], where: string): Message {
  const calls: ToolCall[] = []
  let said = ''
  for (const [index, block] of blocks.entries()) {
    const place = `${where}.content[${index}]`
    if (block.type === 'text') said += string(block.text, `${place}.text`)
    else if (block.type === 'tool_use')
      calls.push({
        id: string(block.id, `${place}.id`),
        name: string(block.name, `${place}.name`),
        arguments: JSON.stringify(object(block.input, `${place}.input`)),
      })
    else throw invalid(`${place}.type: expected text or tool_use`)
  }
  return { role: 'assistant', text: said, calls }
}

function readTool(value: unknown, index: number) {
  const declared = object(value, `tools[${index}]`)
  return {
    name: string(declared.name, `tools[${index}].name`),
    description: string(declared.description ?? '', `tools[${index}].description`),
    parameters: declared.input_schema ?? {},
  }
}

const STOP: Record<StopReason, string> = { end: 'end_turn', tools: 'tool_use', length: 'max_tokens' }

const usageOf = ({ input, output }: Usage) => ({ input_tokens: input, output_tokens: output })

/** This format carries arguments as an object: what is not the text of one arrives empty, and whole in a stream only. */
function inputOf(written: string): unknown {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}

const frameOf = ({ id, model, usage }: Answer) => ({
  id,
  type: 'message',
  role: 'assistant',
  model,
  usage: usageOf(usage),
})

export function messagesAnswer(answer: Answer): unknown {
  const { turn } = answer
  const content = [
    ...(turn.text === '' ? [] : [{ type: 'text', text: turn.text }]),
    ...turn.calls.map((call) => ({ type: 'tool_use', id: call.id, name: call.name, input: inputOf(call.arguments) })),
  ]
  return { ...frameOf(answer), content, stop_reason: STOP[turn.stop], stop_sequence: null }
}

/** The same as server-sent events. `pieces` cuts a text into what one event carries. */
export function messagesEvents(answer: Answer, pieces: (text: string) => string[]): string[] {
  const { turn, usage } = answer
  const blocks = [
    ...(turn.text === '' ? [] : [{ start: { type: 'text', text: '' }, parts: textParts(turn.text) }]),
    ...turn.calls.map(({ id, name, arguments: written }) => ({
      start: { type: 'tool_use', id, name, input: {} },
      parts: pieces(written).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    })),
  ]
  function textParts(said: string) {
    return pieces(said).map((part) => ({ type: 'text_delta', text: part }))
  }
  const message = { ...frameOf(answer), content: [], stop_reason: null, stop_sequence: null }
  return [
    event({ type: 'message_start', message: { ...message, usage: { ...usageOf(usage), output_tokens: 0 } } }),
    ...blocks.flatMap(({ start, parts }, index) => [
      event({ type: 'content_block_start', index, content_block: start }),
      ...parts.map((delta) => event({ type: 'content_block_delta', index, delta })),
      event({ type: 'content_block_stop', index }),
    ]),
    event({
      type: 'message_delta',
      delta: { stop_reason: STOP[turn.stop], stop_sequence: null },
      usage: usageOf(usage),
    }),
    event({ type: 'message_stop' }),
  ]
}

const event = (data: { type: string } & Fields) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`

const ERROR_TYPES: Record<ModelRefusal['kind'], string> = {
  invalid_request: 'invalid_request_error',
  unauthorised: 'authentication_error',
  not_found: 'not_found_error',
  too_large: 'request_too_large',
  rate_limited: 'rate_limit_error',
  overloaded: 'overloaded_error',
}

export function messagesError({ kind, message }: ModelRefusal): unknown {
  return { type: 'error', error: { type: ERROR_TYPES[kind], message } }
}
