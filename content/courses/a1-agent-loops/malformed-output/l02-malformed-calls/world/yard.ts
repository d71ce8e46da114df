import type { Json, Random } from '#harness'
import { ToolError, World, type WorldFault, type WorldTools } from '#model'

/** How the tools of one yard are called and bounded. Other yards, other words: nothing here can be learnt by heart. */
export interface Words {
  list: string
  docks: string
  read: string
  book: string
  cancel: string
  subject: string
  dock: string
  amount: string
  handling: string
  climate: string
  stackable: string
  climates: string[]
  most: number
}

export interface Shipment {
  id: string
  amount: number
  climate: string
  stackable: boolean
}

export interface Yard {
  words: Words
  shipments: Shipment[]
  /** The dock of each climate; who has not looked cannot know it. */
  docks: Record<string, string>
}

export interface Limits {
  maxTurns: number
  maxRepairs: number
}

export function drawYard(random: Random, count = random.int(3, 4)): Yard {
  const noun = random.pick(['shipment', 'consignment', 'delivery', 'load'])
  const place = random.pick(['dock', 'gate', 'bay', 'ramp'])
  const words: Words = {
    list: `list_${noun}s`,
    docks: `${place}s_by_climate`,
    read: `read_${noun}`,
    book: random.pick([`book_${place}`, `reserve_${place}`, `assign_${place}`]),
    cancel: random.pick([`cancel_${noun}`, `release_${noun}`]),
    subject: noun,
    dock: place,
    amount: random.pick(['pallets', 'crates', 'units', 'pieces']),
    handling: random.pick(['handling', 'care', 'storage']),
    climate: random.pick(['climate', 'temperature', 'zone']),
    stackable: random.pick(['stackable', 'fragile', 'bonded']),
    climates: random.shuffle(['ambient', 'chilled', 'frozen', 'dry', 'humid']).slice(0, 3),
    most: random.int(40, 80),
  }
  const letters = random.shuffle([...'BDFGHKLMNPRT'])
  const docks = Object.fromEntries(
    words.climates.map((climate, index) => [climate, `${letters[index]}-${random.int(10, 99)}`]),
  )
  const shipments = Array.from({ length: count }, () => ({
    id: `S-${random.hex(3)}`,
    amount: random.int(2, words.most - 2),
    climate: random.pick(words.climates),
    stackable: random.chance(0.5),
  }))
  return { words, shipments, docks }
}

const object = (properties: Record<string, Json>): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** The tools as a learner is given them, in `tools.json`. */
export function toolsOf({ words }: Yard) {
  const id: Json = { type: 'string', pattern: '^S-[0-9a-f]{6}$' }
  const handling = object({
    [words.climate]: { type: 'string', enum: words.climates },
    [words.stackable]: { type: 'boolean' },
  })
  return [
    {
      name: words.list,
      description: `Ids of every ${words.subject} that needs a ${words.dock}.`,
      parameters: object({}),
      changes: null,
    },
    {
      name: words.docks,
      description: `The ${words.dock} for each ${words.climate}.`,
      parameters: object({}),
      changes: null,
    },
    {
      name: words.read,
      description: `One ${words.subject}: its ${words.amount} and its ${words.handling}.`,
      parameters: object({ [words.subject]: id }),
      changes: null,
    },
    {
      name: words.book,
      description: `Books a ${words.dock} for a ${words.subject}.`,
      parameters: object({
        [words.subject]: id,
        [words.dock]: { type: 'string', pattern: '^[A-Z]-[0-9]{2}$' },
        [words.amount]: { type: 'integer', minimum: 1, maximum: words.most },
        [words.handling]: handling,
      }),
      changes: words.subject,
    },
    {
      name: words.cancel,
      description: `Gives up what is booked for a ${words.subject}.`,
      parameters: object({ [words.subject]: id, reason: { type: 'string', minLength: 4, maxLength: 80 } }),
      changes: words.subject,
    },
  ]
}

/** The arguments with which a shipment is to be booked. */
export function bookingOf({ words, docks }: Yard, { id, amount, climate, stackable }: Shipment): Record<string, Json> {
  return {
    [words.subject]: id,
    [words.dock]: docks[climate]!,
    [words.amount]: amount,
    [words.handling]: { [words.climate]: climate, [words.stackable]: stackable },
  }
}

/** A yard that does what it is told, however it is told: what reaches it has happened. */
export function yardWorld(yard: Yard, faults: readonly WorldFault[] = []): World {
  const { words, shipments, docks } = yard
  const subjectOf = (args: unknown): string => {
    const id = (Object(args) as Record<string, unknown>)[words.subject]
    if (!shipments.some((shipment) => shipment.id === id))
      throw new ToolError('no_such_thing', `There is no ${words.subject} ${JSON.stringify(id ?? null).slice(0, 60)}.`)
    return id as string
  }
  const tool = (isEffect: boolean, use: (args: unknown) => Json) => ({ description: '', parameters: {}, isEffect, use })
  const tools: WorldTools = {
    [words.list]: tool(false, () => ({ waiting: shipments.map(({ id }) => id) })),
    [words.docks]: tool(false, () => docks),
    [words.read]: tool(false, (args) => {
      const { id, amount, climate, stackable } = shipments.find((shipment) => shipment.id === subjectOf(args))!
      return { of: id, amount, climate, stackable }
    }),
    [words.book]: tool(true, (args) => ({ booked: subjectOf(args) })),
    [words.cancel]: tool(true, (args) => ({ cancelled: subjectOf(args) })),
  }
  return new World(tools, faults)
}
