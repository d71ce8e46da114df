import type { AddressInfo } from 'node:net'
import type { Json } from '../protocol.ts'
import type { Intent, Scenario } from './scenario.ts'
import { scenario } from './scenario.ts'
import { modelServer } from './serve.ts'
import { type ModelPlan, ModelService } from './service.ts'
import { World, type WorldFault, type WorldTools } from './world.ts'

export { MODEL_API_KEY as API_KEY } from '../protocol.ts'
export const MODEL = 'terakoya-lab-1'

/** A desk with tickets: the number of the one to close is seen only in the list. */
export function ticketWorld(faults: readonly WorldFault[] = []): World {
  const tickets: Record<string, string> = { 't-71': 'open' }
  const tools: WorldTools = {
    list_tickets: {
      description: 'Lists open tickets.',
      parameters: { type: 'object', properties: {} },
      isEffect: false,
      use: () => ({ tickets: Object.keys(tickets).filter((id) => tickets[id] === 'open') }),
    },
    close_ticket: {
      description: 'Closes a ticket.',
      parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      isEffect: true,
      use: (args) => {
        const { id } = args as { id: string }
        tickets[id] = 'closed'
        return { closed: id }
      },
    },
  }
  return new World(tools, faults)
}

const close = (id: Json | undefined): Intent => ({ tool: 'close_ticket', args: { id: id ?? null } })

export const ticketScenario: Scenario = scenario({
  start: 'look',
  states: {
    look: {
      to: ['close', 'nothing'],
      act: () => ({ say: 'チケットを見ます。', call: [{ tool: 'list_tickets', args: {} }] }),
      next: ({ results, memory }) => {
        const [first] = (results[0]?.value as { tickets?: string[] } | null)?.tickets ?? []
        if (first === undefined) return 'nothing'
        memory.ticket = first
        return 'close'
      },
    },
    close: { to: ['done'], act: ({ memory }) => ({ call: [close(memory.ticket)] }) },
    nothing: { to: [], act: () => ({ say: 'There was nothing to do.' }) },
    done: { to: [], act: () => ({ say: 'Closed.' }) },
  },
})

export const KEY = '11'.repeat(32)

/** Serves until `stop`. */
export async function startModel(plan: Partial<ModelPlan> = {}, world: World = ticketWorld()) {
  const service = new ModelService({ scenario: ticketScenario, key: KEY, ...plan }, world)
  const server = modelServer(service, world)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { service, world, url: `http://127.0.0.1:${port}`, stop }
}
