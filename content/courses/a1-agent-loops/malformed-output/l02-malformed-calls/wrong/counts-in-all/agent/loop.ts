import { createJudge } from './judge.ts'
import type { Judged, Limits, Message, Model, Outcome, Yard } from './types.ts'

/** Works on a task until the model is done with it, or a limit is reached. Carries out valid calls only. */
export async function runAgent(task: string, model: Model, yard: Yard, limits: Limits): Promise<Outcome> {
  const judge = createJudge(yard.tools)
  const messages: Message[] = [{ role: 'user', content: task }]
  const usedIds = new Set<string>()
  let badInARow = 0
  for (let turn = 0; turn < limits.maxTurns; turn++) {
    const answer = await model.ask(messages, yard.tools)
    messages.push(answer)
    const calls = answer.tool_calls ?? []
    if (calls.length === 0) return { status: 'done', answer: answer.content ?? '' }
    const judged = judge(calls, usedIds)
    badInARow += judged.every(({ isValid }) => isValid) ? 0 : 1
    if (badInARow > limits.maxRepairs) return { status: 'stopped', limit: 'maxRepairs' }
    const answered = new Set<string>()
    for (const entry of judged) {
      const { id } = entry.call
      usedIds.add(id)
      if (answered.has(id)) continue
      answered.add(id)
      messages.push({ role: 'tool', tool_call_id: id, content: await resultOf(entry, yard) })
    }
  }
  return { status: 'stopped', limit: 'maxTurns' }
}

async function resultOf(entry: Judged, yard: Yard): Promise<string> {
  if (!entry.isValid) return `Error: ${entry.reason}`
  try {
    return JSON.stringify(await yard.use(entry.call.function.name, entry.args))
  } catch (error) {
    return `Error: ${error instanceof Error ? error.message : String(error)}`
  }
}
