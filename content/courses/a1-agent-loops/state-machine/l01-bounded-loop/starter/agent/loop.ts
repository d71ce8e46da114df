import type { Desk, Limits, Message, Model, Outcome } from './types.ts'

/** Works on a task until the model is done with it, or a limit is reached. */
export async function runAgent(task: string, model: Model, desk: Desk, limits: Limits): Promise<Outcome> {
  if (limits.maxTurns < 1) return { status: 'stopped', limit: 'maxTurns' }
  const messages: Message[] = [{ role: 'user', content: task }]
  const answer = await model.ask(messages, desk.tools)
  // One turn is not a loop yet.
  return { status: 'done', answer: answer.content ?? '' }
}
