/** One conversation, whichever wire format it came by. */
export type Message =
  | { role: 'system' | 'user'; text: string }
  | { role: 'assistant'; text: string; calls: ToolCall[] }
  | { role: 'tool'; callId: string; text: string; isError: boolean }

export interface ToolCall {
  id: string
  name: string
  /** As the model wrote it: JSON, if the model is in its right mind. */
  arguments: string
}

export interface ToolSpec {
  name: string
  description: string
  /** The JSON schema of the arguments, as it came. */
  parameters: unknown
}

export type Format = 'chat-completions' | 'messages'

export interface ModelRequest {
  format: Format
  model: string
  messages: Message[]
  tools: ToolSpec[]
  /** null: the model's own limit. */
  maxTokens: number | null
  stream: boolean
  /** Chat completions only: the last chunk of a stream carries the usage. */
  streamsUsage: boolean
}

export type StopReason = 'end' | 'tools' | 'length'

export interface Turn {
  text: string
  calls: ToolCall[]
  stop: StopReason
}

export interface Usage {
  input: number
  output: number
}

export type Refusal = 'invalid_request' | 'unauthorised' | 'not_found' | 'too_large' | 'rate_limited' | 'overloaded'

/** What the service refuses, as real ones do. `retryAfter` in seconds. */
export class ModelRefusal extends Error {
  readonly kind: Refusal
  readonly retryAfter: number | null

  constructor(kind: Refusal, message: string, retryAfter: number | null = null) {
    super(message)
    this.kind = kind
    this.retryAfter = retryAfter
  }
}

export function invalid(message: string): ModelRefusal {
  return new ModelRefusal('invalid_request', message)
}

/**
 * A conversation whose tool results answer its tool calls, each once and at once, as both services require.
 * @throws ModelRefusal invalid_request
 */
export function requirePairedResults(messages: readonly Message[]): void {
  let open: Set<string> | null = null
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open?.delete(message.callId))
        throw invalid(`messages[${index}]: the tool result "${message.callId}" answers no tool call before it`)
      continue
    }
    if (open?.size) throw invalid(`messages[${index}]: no tool result for ${[...open].join(', ')}`)
    open = message.role === 'assistant' ? new Set(message.calls.map(({ id }) => id)) : null
  }
  if (open?.size) throw invalid(`no tool result for ${[...open].join(', ')}`)
}
