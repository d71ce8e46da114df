import type { ModelRequest, Turn } from './messages.ts'

const BYTES_A_TOKEN = 4
const TOKENS_A_MESSAGE = 4

/**
 * Lab tokens, the published rule: a text is its UTF-8 bytes divided by four, rounded up; a message is its texts and
 * four more. It is nobody's tokenizer: it is one that a learner can compute by hand and nobody can retire.
 */
export function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_A_TOKEN)
}

/** What a request costs to read: every message and every tool, on every turn. */
export function inputTokens({ messages, tools }: ModelRequest): number {
  let total = 0
  for (const message of messages) {
    total += TOKENS_A_MESSAGE + tokensOf(message.text)
    if (message.role === 'assistant') total += callTokens(message.calls)
  }
  for (const { name, description, parameters } of tools)
    total += TOKENS_A_MESSAGE + tokensOf(name) + tokensOf(description) + tokensOf(JSON.stringify(parameters ?? {}))
  return total
}

export function outputTokens(turn: Turn): number {
  return tokensOf(turn.text) + callTokens(turn.calls)
}

function callTokens(calls: Turn['calls']): number {
  return calls.reduce((sum, call) => sum + TOKENS_A_MESSAGE + tokensOf(call.name) + tokensOf(call.arguments), 0)
}

/** The part of a turn that `limit` tokens allow: the text first, then whole characters of the calls. */
export function cutToLimit(turn: Turn, limit: number | null): Turn {
  if (limit === null || outputTokens(turn) <= limit) return turn
  let left = limit
  const text = cutText(turn.text, left)
  left -= tokensOf(text)
  const calls: Turn['calls'] = []
  for (const call of turn.calls) {
    const head = TOKENS_A_MESSAGE + tokensOf(call.name)
    if (left <= head) break
    const cut = cutText(call.arguments, left - head)
    calls.push({ ...call, arguments: cut })
    left -= head + tokensOf(cut)
    if (cut !== call.arguments) break
  }
  return { text, calls, stop: 'length' }
}

function cutText(text: string, tokens: number): string {
  let bytes = tokens * BYTES_A_TOKEN
  let end = 0
  for (const character of text) {
    bytes -= Buffer.byteLength(character)
    if (bytes < 0) break
    end += character.length
  }
  return text.slice(0, end)
}
