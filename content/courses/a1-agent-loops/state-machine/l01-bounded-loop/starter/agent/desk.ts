import { post } from './model.ts'
import type { Desk, Tool } from './types.ts'

const tool = (name: string, description: string, properties: Record<string, unknown>): Tool => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  },
})

/** The help desk. What its tools do happens outside your sandbox. */
export const desk: Desk = {
  tools: [
    tool('list_tickets', 'Ids of all open tickets.', {}),
    tool('read_ticket', 'One ticket: its text and its category.', { id: { type: 'string' } }),
    tool('routing', 'Which team takes which category.', {}),
    tool('assign_ticket', 'Gives a ticket to a team.', { id: { type: 'string' }, team: { type: 'string' } }),
  ],
  async use(name, args) {
    const { status, body } = await post(`/world/tools/${encodeURIComponent(name)}`, args)
    if (status !== 200) throw new Error(body.error.message)
    return body.result
  },
}
