import type { Random } from '#harness'
import {
  type Intent,
  type Scenario,
  scenario,
  ToolError,
  type View,
  World,
  type WorldFault,
  type WorldTools,
} from '#model'

export interface Ticket {
  id: string
  category: string
  text: string
}

export interface Desk {
  tickets: Ticket[]
  /** Team by category; who only reads tickets cannot know it. */
  routing: Record<string, string>
}

export interface Limits {
  maxTurns: number
  maxToolCalls: number
  maxSameCall: number
}

const SUBJECTS = {
  access: ['The door card is refused', 'A password has expired', 'A new colleague sees no files'],
  network: ['Video calls break off', 'The second floor has no wireless', 'The printer is not found'],
  hardware: ['The screen stays black', 'A key is stuck', 'The laptop does not charge'],
  billing: ['An invoice came twice', 'The cost centre is wrong', 'A licence was charged that nobody uses'],
}
const TEAMS = ['Kita', 'Minami', 'Higashi', 'Nishi', 'Naka', 'Ue', 'Shita', 'Oku']

/** A desk with some open tickets. Ids and teams are opaque: nobody guesses them. */
export function drawDesk(random: Random): Desk {
  const categories = random.shuffle(Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[])
  const teams = random.shuffle(TEAMS)
  const count = random.int(3, 5)
  const tickets = Array.from({ length: count }, (): Ticket => {
    const category = random.pick(categories)
    return { id: `T-${random.hex(3)}`, category, text: random.pick(SUBJECTS[category]) }
  })
  const routing = Object.fromEntries(
    categories.map((category, index) => [category, `team-${teams[index]}-${random.hex(2)}`]),
  )
  return { tickets, routing }
}

/** Limits that leave a working agent some room: it needs two calls a ticket, two to begin, and a last turn. */
export function drawLimits(random: Random, { tickets }: Desk): Limits {
  const needed = 2 * tickets.length + 2
  return {
    maxTurns: needed + 1 + random.int(2, 6),
    maxToolCalls: needed + random.int(1, 4),
    maxSameCall: random.int(2, 3),
  }
}

export function deskWorld(desk: Desk, faults: readonly WorldFault[] = []): World {
  const assigned = new Map<string, string>()
  const ticketOf = (args: unknown): Ticket => {
    const { id } = Object(args) as { id?: unknown }
    const ticket = desk.tickets.find((entry) => entry.id === id)
    if (!ticket) throw new ToolError('no_such_ticket', `There is no ticket ${JSON.stringify(id ?? null)}.`)
    return ticket
  }
  const reading = { parameters: {}, isEffect: false, description: '' }
  const tools: WorldTools = {
    list_tickets: {
      ...reading,
      use: () => ({ open: desk.tickets.map(({ id }) => id).filter((id) => !assigned.has(id)) }),
    },
    read_ticket: { ...reading, use: (args) => ({ ...ticketOf(args) }) },
    routing: { ...reading, use: () => desk.routing },
    assign_ticket: {
      ...reading,
      isEffect: true,
      use: (args) => {
        const { id } = ticketOf(args)
        const { team } = args as { team?: unknown }
        if (!Object.values(desk.routing).includes(team as string))
          throw new ToolError('no_such_team', `There is no team ${JSON.stringify(team ?? null)}.`)
        assigned.set(id, team as string)
        return { assigned: id, to: team as string }
      },
    },
  }
  return new World(tools, faults)
}

/** The assignments a desk should end with. */
export function wanted({ tickets, routing }: Desk): Record<string, string> {
  return Object.fromEntries(tickets.map(({ id, category }) => [id, routing[category]!]))
}

type Memory = View['memory'] & { ids: string[]; routing: Record<string, string>; at: number; category: string }

/** A model that sorts tickets as somebody would: lists, reads, looks the team up, assigns, one ticket after the other. */
export const sorting: Scenario = scenario({
  start: 'list',
  states: {
    list: {
      to: ['routing', 'lost'],
      act: () => ({ say: 'I will look at what is open.', call: [{ tool: 'list_tickets', args: {} }] }),
      next: ({ results, memory }) => {
        const ids = (results[0]?.value as { open?: string[] } | null)?.open
        if (!Array.isArray(ids)) return 'lost'
        Object.assign(memory, { ids, at: 0 })
        return 'routing'
      },
    },
    routing: {
      to: ['read', 'lost', 'done'],
      act: () => ({ call: [{ tool: 'routing', args: {} }] }),
      next: ({ results, memory }) => {
        if (results[0]?.value === null || results[0] === undefined) return 'lost'
        memory.routing = results[0].value
        return (memory.ids as string[]).length > 0 ? 'read' : 'done'
      },
    },
    read: {
      to: ['read', 'assign'],
      act: ({ memory }) => ({ call: [{ tool: 'read_ticket', args: { id: idOf(memory as Memory) } }] }),
      next: ({ results, memory }) => {
        const category = (results[0]?.value as { category?: string } | null)?.category
        if (category === undefined) return 'read'
        memory.category = category
        return 'assign'
      },
    },
    assign: {
      to: ['assign', 'read', 'done'],
      act: ({ memory }) => {
        const { routing, category } = memory as Memory
        return {
          call: [{ tool: 'assign_ticket', args: { id: idOf(memory as Memory), team: routing[category] ?? '' } }],
        }
      },
      next: ({ results, memory }) => {
        if ((results[0]?.value as { assigned?: string } | null)?.assigned === undefined) return 'assign'
        memory.at = (memory as Memory).at + 1
        return (memory as Memory).at < (memory as Memory).ids.length ? 'read' : 'done'
      },
    },
    lost: { to: [], act: () => ({ say: 'I could not see the desk.' }) },
    done: { to: [], act: ({ memory }) => ({ say: `Sorted ${(memory as Memory).ids.length} tickets.` }) },
  },
})

const idOf = ({ ids, at }: Memory) => ids[at]!

/** A model that goes back and forth for ever, and never asks quite the same thing twice. */
export const wandering: Scenario = scenario({
  start: 'there',
  states: {
    there: { to: ['back'], act: ({ turn }) => ({ call: [{ tool: 'read_ticket', args: { id: `T-${turn}` } }] }) },
    back: {
      to: ['there', 'never'],
      act: ({ turn }) => ({ say: 'Hmm.', call: [{ tool: 'list_tickets', args: { page: turn } }] }),
      next: () => 'there',
    },
    never: { to: [], act: () => ({}) },
  },
})

/** A model that asks for everything at once. */
export const greedy: Scenario = scenario({
  start: 'all',
  states: {
    all: {
      to: ['all', 'never'],
      act: ({ turn }) => ({
        call: Array.from({ length: 12 }, (_, index) => ({ tool: 'read_ticket', args: { id: `T-${turn}-${index}` } })),
      }),
      next: () => 'all',
    },
    never: { to: [], act: () => ({}) },
  },
})

const WRITTEN = [
  '{"id":"T-x","team":"none","note":{"by":"agent","about":{"room":4,"floor":2}}}',
  '{ "note": { "about": { "floor": 2, "room": 4 }, "by": "agent" }, "team": "none", "id": "T-x" }',
]

/** A model that asks the same question again and again, its keys in another order each time. */
export const stuck: Scenario = asking((turn) => ({ tool: 'assign_ticket', args: { written: WRITTEN[turn % 2]! } }))

/** A model whose arguments are never JSON, and always the same. */
export const stammering: Scenario = asking(() => ({ tool: 'read_ticket', args: { written: '{"id":"T-x' } }))

/** A model whose arguments are never JSON, and never the same. */
export const mumbling: Scenario = asking((turn) => ({ tool: 'read_ticket', args: { written: `{"id":"T-${turn}` } }))

/** One call a turn, for ever. */
function asking(callOf: (turn: number) => Intent): Scenario {
  return scenario({
    start: 'ask',
    states: {
      ask: { to: ['ask', 'never'], act: ({ turn }) => ({ call: [callOf(turn)] }), next: () => 'ask' },
      never: { to: [], act: () => ({}) },
    },
  })
}
