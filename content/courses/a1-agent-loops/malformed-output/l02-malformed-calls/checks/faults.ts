import type { Json, Random } from '#harness'
import type { Intent } from '#model'
import type { Slip } from '../world/models.ts'
import { bookingOf, type Shipment, type Yard } from '../world/yard.ts'

const LOOKALIKES: Record<string, string> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р' }

/** The text of a booking, to be bent. */
const writtenFor = (yard: Yard, shipment: Shipment) => JSON.stringify(bookingOf(yard, shipment))

/** A text in which `key` stands twice, the second time as `second` and with another value. */
function twice(text: string, key: string, second: string, value: Json): string {
  const at = text.indexOf(`"${key}":`)
  const object = text.lastIndexOf('{', at)
  return `${text.slice(0, object + 1)}"${second}":${JSON.stringify(value)},${text.slice(object + 1)}`
}

const escaped = (key: string) => `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}`

/** Answers of every kind that may not be carried out, or only in part, mixed with answers that may. */
export function gauntlet(yard: Yard, random: Random): Intent[][] {
  const { words, shipments } = yard
  const [one, two, three] = shipments as [Shipment, Shipment, Shipment]
  const read = (shipment: Shipment): Intent => ({ tool: words.read, args: { [words.subject]: shipment.id } })
  const book = (shipment: Shipment, more: Record<string, Json> = {}): Intent => ({
    tool: words.book,
    args: { ...bookingOf(yard, shipment), ...more },
  })
  const cancel = (shipment: Shipment): Intent => ({
    tool: words.cancel,
    args: { [words.subject]: shipment.id, reason: random.pick(['It is late.', '遅延のため', 'Damaged on arrival']) },
  })
  const bent = (written: string): Intent => ({ tool: words.book, args: { written } })
  const named = (tool: string): Intent => ({ tool, args: bookingOf(yard, one) })
  const text = writtenFor(yard, one)
  const handling = (more: Record<string, Json>): Json => ({
    ...(bookingOf(yard, one)[words.handling] as Record<string, Json>),
    ...more,
  })
  const id = (name: string) => `call_${name}_${random.hex(4)}`
  const [shared, other] = [id('shared'), id('other')]
  const without = (field: string) =>
    Object.fromEntries(Object.entries(bookingOf(yard, one)).filter(([key]) => key !== field))
  const single: Intent[] = [
    bent(text.slice(0, -1)),
    bent(text.slice(0, random.int(8, text.length - 3))),
    bent(text.replaceAll('"', "'")),
    bent(`${text} ${text}`),
    bent(''),
    bent('null'),
    bent(`[${text}]`),
    bent(JSON.stringify(text)),
    bent(twice(text, words.amount, words.amount, random.int(1, words.most))),
    bent(twice(text, words.amount, words.amount, one.amount)),
    bent(twice(text, words.climate, words.climate, random.pick(words.climates))),
    bent(twice(text, words.subject, escaped(words.subject), two.id)),
    bent(twice(text, words.dock, '__proto__', { admin: true })),
    book(one, { [words.amount]: `${one.amount}` }),
    book(one, { [words.amount]: one.amount + 0.5 }),
    book(one, { [words.amount]: random.pick([0, -one.amount, null]) }),
    book(one, { [words.amount]: words.most + random.int(1, 900) }),
    book(one, { [words.handling]: handling({ [words.stackable]: random.pick(['true', 1, null]) }) }),
    book(one, { [words.handling]: handling({ [words.climate]: words.climates[0]!.toUpperCase() }) }),
    book(one, { [words.handling]: handling({ priority: 'high' }) }),
    book(one, { [random.pick(['force', 'admin', 'note'])]: true }),
    book(one, { [words.dock]: `${yard.docks[one.climate]}; drop` }),
    book(one, { [words.subject]: `${one.id}\n` }),
    { tool: words.book, args: without(random.pick([words.subject, words.dock, words.amount, words.handling])) },
    { tool: words.list, args: { all: true } },
    named(`${words.book}_v2`),
    named(words.book.toUpperCase()),
    named(`${words.book} `),
    named(words.book.replace(/[aceop]/, (letter) => LOOKALIKES[letter]!)),
    named('constructor'),
    named(random.pick(['toString', '__proto__', 'hasOwnProperty', 'valueOf'])),
  ]
  const several: Intent[][] = [
    [
      { ...book(one), id: shared },
      { ...book(two), id: shared },
    ],
    [{ ...read(one), id: other }, { ...read(one), id: other }, read(two)],
    [{ ...read(three), id: shared }],
    [book(two), book(two, { [words.amount]: two.amount === 1 ? 2 : 1 })],
    [book(two), book(two), read(one)],
    [book(three), read(two), cancel(three)],
    [cancel(one), cancel(two), cancel(one), book(three)],
    [read(one), bent(text.slice(0, -1)), read(two)],
    [book(two), { tool: words.book, args: { ...bookingOf(yard, two), [words.amount]: '9' } }],
    [named(`${words.book}s`), cancel(two)],
    [read(one), read(one), read(three)],
  ]
  // The first of these brings the ids that a later one uses again.
  const [first, ...later] = several as [Intent[], ...Intent[][]]
  return [first, ...random.shuffle([...grouped(random.shuffle(single)), ...later]), [read(two)]]
}

/** Two or three single calls an answer, so that a run stays short. */
function grouped(calls: readonly Intent[]): Intent[][] {
  const answers: Intent[][] = []
  for (let at = 0; at < calls.length; at += 3) answers.push(calls.slice(at, at + 3))
  return answers
}

/** One slip for each shipment, each of another kind, and what has to be said about it. */
export function slipsOf(yard: Yard, random: Random): Slip[] {
  const { words, shipments } = yard
  const kinds: ((shipment: Shipment) => Slip)[] = [
    (shipment) => {
      const { [words.dock]: _, ...args } = bookingOf(yard, shipment)
      const handling = { [words.climate]: 'warm', [words.stackable]: shipment.stackable }
      const call = [
        { tool: words.book, args: { ...args, [words.amount]: 'many', [words.handling]: handling, rush: true } },
      ]
      return { call, mustName: [words.dock, words.amount, words.climate, words.climates[0]!, 'rush'] }
    },
    (shipment) => ({
      call: [{ tool: `${words.book}_now`, args: bookingOf(yard, shipment) }],
      mustName: [words.book, words.cancel, words.read],
    }),
    (shipment) => {
      const written = twice(writtenFor(yard, shipment), words.amount, words.amount, shipment.amount + 1)
      return { call: [{ tool: words.book, args: { written } }], mustName: [words.amount] }
    },
    (shipment) => {
      const args = bookingOf(yard, shipment)
      const second = { ...args, [words.amount]: shipment.amount + 1 }
      return {
        call: [
          { tool: words.book, args },
          { tool: words.book, args: second },
        ],
        mustName: [shipment.id],
      }
    },
    (shipment) => {
      const id = `call_${random.hex(6)}`
      const call = { tool: words.book, args: bookingOf(yard, shipment), id }
      return { call: [call, call], mustName: [id] }
    },
    (shipment) => ({
      call: [{ tool: words.book, args: { written: writtenFor(yard, shipment).slice(0, -2) } }],
      mustName: ['JSON'],
    }),
  ]
  return random.shuffle(kinds).map((kind, index) => kind(shipments[index]!))
}
