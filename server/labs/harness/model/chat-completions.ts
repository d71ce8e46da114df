import type { Message, ModelRefusal, ModelRequest, StopReason, ToolCall, Turn, Usage } from './messages.ts'
import { invalid, requirePairedResults } from './messages.ts'
import { type Fields, list, object, optionalCount, string, text } from './read.ts'

/** `POST /v1/chat/completions`: the body as one conversation. @throws ModelRefusal invalid_request */
export function readChatRequest(body: unknown): ModelRequest {
  const fields = object(body, 'body')
  const messages = list(fields.messages, 'messages').map((entry, index) =>
    readMessage(object(entry, `messages[${index}]`), `messages[${index}]`),
  )
  if (messages.length === 0) throw invalid('messages: expected at least one')
  requirePairedResults(messages)
  return {
    format: 'chat-completions',
    model: string(fields.model, 'model'),
    messages,
    tools: list(fields.tools ?? [], 'tools').map(readTool),
    maxTokens: optionalCount(fields.max_completion_tokens ?? fields.max_tokens, 'max_completion_tokens'),
    stream: fields.stream === true,
    streamsUsage: (fields.stream_options as Fields | undefined)?.include_usage === true,
  }
}

function readMessage(fields: Fields, where: string): Message {
  const { role } = fields
  if (role === 'system' || role === 'developer')
    return { role: 'system', text: text(fields.content, `${where}.content`) }
  if (role === 'user') return { role: 'user', text: text(fields.content, `${where}.content`) }
  if (role === 'assistant') {
    const calls = list(fields.tool_calls ?? [], `${where}.tool_calls`).map((call, index) =>
      readCall(call, `${where}.tool_calls[${index}]`),
    )
    const said = fields.content ?? (calls.length > 0 ? '' : undefined)
    return { role, text: text(said, `${where}.content`), calls }
  }
  if (role === 'tool') {
    const callId = string(fields.tool_call_id, `${where}.tool_call_id`)
    return { role, callId, text: text(fields.content, `${where}.content`), isError: false }
  }
  throw invalid(`${where}.role: expected system, developer, user, assistant or tool`)
}

function readCall(value: unknown, where: string): ToolCall {
  const fields = object(value, where)
  const called = object(fields.function, `${where}.function`)
  return {
    id: string(fields.id, `${where}.id`),
    name: string(called.name, `${where}.function.name`),
    arguments: string(called.arguments, `${where}.function.arguments`),
  }
}

function readTool(value: unknown, index: number) {
  const declared = object(object(value, `tools[${index}]`).function, `tools[${index}].function`)
  return {
    name: string(declared.name, `tools[${index}].function.name`),
    description: string(declared.description ?? '', `tools[${index}].function.description`),
    parameters: declared.parameters ?? {},
  }
}

export interface Answer {
  id: string
  /** Seconds of the virtual clock. */
  created: number
  model: string
  turn: Turn
  usage: Usage
}

const FINISH: Record<StopReason, string> = { end: 'stop', tools: 'tool_calls', length: 'length' }

const usageOf = ({ input, output }: Usage) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
})

const callOf = ({ id, name, arguments: written }: ToolCall) => ({
  id,
  type: 'function',
  function: { name, arguments: written },
})

export function chatAnswer({ id, created, model, turn, usage }: Answer): unknown {
  const tool_calls = turn.calls.map(callOf)
  const message = {
    role: 'assistant',
    content: turn.text === '' ? null : turn.text,
    refusal: null,
    ...(tool_calls.length > 0 ? { tool_calls } : {}),
  }
  const choice = { index: 0, message, finish_reason: FINISH[turn.stop], logprobs: null }
  return { id, object: 'chat.completion', created, model, choices: [choice], usage: usageOf(usage) }
}

/** The same as server-sent events. `pieces` cuts a text into what one event carries. */
export function chatEvents(answer: Answer, pieces: (text: string) => string[], streamsUsage: boolean): string[] {
  const { id, created, model, turn } = answer
  const head = { id, object: 'chat.completion.chunk', created, model }
  const chunk = (delta: unknown, finish_reason: string | null = null) =>
    event({ ...head, choices: [{ index: 0, delta, finish_reason, logprobs: null }] })
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(turn.text).map((content) => chunk({ content })),
    ...turn.calls.flatMap((call, index) => [
      chunk({ tool_calls: [{ index, ...callOf({ ...call, arguments: '' }) }] }),
      ...pieces(call.arguments).map((written) => chunk({ tool_calls: [{ index, function: { arguments: written } }] })),
    ]),
    chunk({}, FINISH[turn.stop]),
    ...(streamsUsage ? [event({ ...head, choices: [], usage: usageOf(answer.usage) })] : []),
    'data: [DONE]\n\n',
  ]
}

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`

const ERROR_TYPES: Record<ModelRefusal['kind'], string> = {
  invalid_request: 'invalid_request_error',
  unauthorised: 'authentication_error',
  not_found: 'not_found_error',
  too_large: 'invalid_request_error',
  rate_limited: 'rate_limit_error',
  overloaded: 'server_error',
}

export function chatError({ kind, message }: ModelRefusal): unknown {
  return { error: { message, type: ERROR_TYPES[kind], param: null, code: kind } }
}
