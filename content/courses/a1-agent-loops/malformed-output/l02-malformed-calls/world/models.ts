import type { Json } from '#harness'
import { type Intent, type Scenario, scenario, type View } from '#model'
import { bookingOf, type Shipment, type Yard } from './yard.ts'

type Memory = {
  waiting?: string[]
  docks?: Record<string, string>
  known?: Record<string, Shipment>
  booked?: string[]
}

const seen = ({ results }: View) =>
  results.map(({ value }) => value).filter((value) => typeof value === 'object' && value !== null) as Record<
    string,
    Json
  >[]

/** A model that books as somebody would: lists, looks up the docks, reads everything at once, books one after the other. */
export function booking({ words }: Yard): Scenario {
  const known = (memory: Memory) => (memory.known ??= {})
  const unread = (memory: Memory) => memory.waiting!.filter((id) => !known(memory)[id])
  const unbooked = (memory: Memory) => memory.waiting!.filter((id) => !(memory.booked ??= []).includes(id))
  return scenario({
    start: 'list',
    states: {
      list: {
        to: ['list', 'docks'],
        act: () => ({ say: 'I will look at what is waiting.', call: [{ tool: words.list, args: {} }] }),
        next: (view) => {
          const waiting = seen(view).find((value) => Array.isArray(value.waiting))?.waiting
          if (!waiting) return 'list'
          view.memory.waiting = waiting
          return 'docks'
        },
      },
      docks: {
        to: ['docks', 'read'],
        act: () => ({ call: [{ tool: words.docks, args: {} }] }),
        next: (view) => {
          const docks = seen(view).find((value) =>
            words.climates.every((climate) => typeof value[climate] === 'string'),
          )
          if (!docks) return 'docks'
          view.memory.docks = docks
          return 'read'
        },
      },
      read: {
        to: ['read', 'book'],
        act: ({ memory }) => ({
          call: unread(memory as Memory).map((id) => ({ tool: words.read, args: { [words.subject]: id } })),
        }),
        next: (view) => {
          const memory = view.memory as Memory
          for (const value of seen(view))
            if (typeof value.of === 'string')
              known(memory)[value.of] = { ...(value as unknown as Shipment), id: value.of }
          return unread(memory).length > 0 ? 'read' : 'book'
        },
      },
      book: {
        to: ['book', 'done'],
        act: ({ memory }) => {
          const { docks } = memory as Memory
          const [id] = unbooked(memory)
          const args = bookingOf({ words, docks: docks!, shipments: [] }, known(memory)[id!]!)
          return { call: [{ tool: words.book, args }] }
        },
        next: (view) => {
          const memory = view.memory as Memory
          for (const value of seen(view))
            if (typeof value.booked === 'string') (memory.booked ??= []).push(value.booked)
          return unbooked(memory).length > 0 ? 'book' : 'done'
        },
      },
      done: { to: [], act: ({ memory }) => ({ say: `Booked ${(memory as Memory).waiting!.length}.` }) },
    },
  })
}

/** One answer after the other, whatever comes back; then done. */
export function scripted(answers: readonly (readonly Intent[])[]): Scenario {
  return scenario({
    start: 'next',
    states: {
      next: {
        to: ['next', 'done'],
        act: ({ memory }) => ({ call: answers[(memory.at as number | undefined) ?? 0]! }),
        next: ({ memory }) => {
          memory.at = ((memory.at as number | undefined) ?? 0) + 1
          return memory.at < answers.length ? 'next' : 'done'
        },
      },
      done: { to: [], act: () => ({ say: 'Done.' }) },
    },
  })
}

/** A call that goes wrong in one way, and what a result has to name before the model knows how to mend it. */
export interface Slip {
  call: readonly Intent[]
  mustName: readonly string[]
}

/** Does the work with what it knows, slips once at each shipment, and mends exactly what it is told of. */
export function mending(yard: Yard, slips: readonly Slip[]): Scenario {
  const { words, shipments } = yard
  return scenario({
    start: 'slip',
    states: {
      slip: {
        to: ['slip', 'book'],
        act: ({ memory }) => ({ call: slips[(memory.at as number | undefined) ?? 0]!.call }),
        next: ({ memory, results }) => {
          const told = results.map(({ text }) => text.toLowerCase()).join(' ')
          const isTold = slips[(memory.at as number | undefined) ?? 0]!.mustName.every((word) =>
            told.includes(word.toLowerCase()),
          )
          return isTold ? 'book' : 'slip'
        },
      },
      book: {
        to: ['slip', 'done'],
        act: ({ memory }) => {
          const shipment = shipments[(memory.at as number | undefined) ?? 0]!
          return { call: [{ tool: words.book, args: bookingOf(yard, shipment) }] }
        },
        next: ({ memory }) => {
          memory.at = ((memory.at as number | undefined) ?? 0) + 1
          return memory.at < slips.length ? 'slip' : 'done'
        },
      },
      done: { to: [], act: () => ({ say: 'Booked all of them.' }) },
    },
  })
}
