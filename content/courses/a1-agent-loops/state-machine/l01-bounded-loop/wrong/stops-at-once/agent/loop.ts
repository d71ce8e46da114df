import type { Desk, Limits, Message, Model, Outcome, ToolCall } from './types.ts'

/** Works on a task until the model is done with it, or a limit is reached. */
export async function runAgent(task: string, model: Model, desk: Desk, limits: Limits): Promise<Outcome> {
  const messages: Message[] = [{ role: 'user', content: task }]
  const counts = new Map<string, number>()
  let used = 0
  for (let turn = 0; turn < 1; turn++) {
    const answer = await model.ask(messages, desk.tools)
    messages.push(answer)
    const calls = answer.tool_calls ?? []
    if (calls.length === 0) return { status: 'done', answer: answer.content ?? '' }
    for (const call of calls) {
      const args = readArguments(call)
      const key = JSON.stringify([call.function.name, args === undefined ? call.function.arguments : sorted(args)])
      const count = (counts.get(key) ?? 0) + 1
      if (used >= limits.maxToolCalls) return { status: 'stopped', limit: 'maxToolCalls' }
      if (count > limits.maxSameCall) return { status: 'stopped', limit: 'maxSameCall' }
      counts.set(key, count)
      used++
      messages.push({ role: 'tool', tool_call_id: call.id, content: await carryOut(desk, call, args) })
    }
  }
  return { status: 'stopped', limit: 'maxTurns' }
}

/** undefined: not JSON. */
function readArguments(call: ToolCall): unknown {
  try {
    return JSON.parse(call.function.arguments)
  } catch {
    return undefined
  }
}

async function carryOut(desk: Desk, call: ToolCall, args: unknown): Promise<string> {
  const { name } = call.function
  if (!desk.tools.some((tool) => tool.function.name === name)) return `Error: there is no tool "${name}".`
  if (args === undefined) return 'Error: the arguments are not JSON.'
  try {
    return JSON.stringify(await desk.use(name, args))
  } catch (error) {
    return `Error: ${error instanceof Error ? error.message : String(error)}`
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const record = value as Record<string, unknown>
  const keys = Object.keys(record).toSorted()
  return keys.map((key) => [key, sorted(record[key])])
}
