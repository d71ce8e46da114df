import type { Json, Random } from '#harness'
import { ToolError, World, type WorldFault } from '#model'

export interface Line {
  reference: string
  supplier: string
  article: string
  quantity: number
}

export interface Plan {
  suppliers: { name: string; settles: 'key' | 'search' }[]
  lines: Line[]
}

export interface Order {
  order: string
  reference: string
  supplier: string
  article: string
  quantity: number
  offer: string
  amount: number
}

const SUPPLIERS = ['Aoba Packaging', 'Kawase Paper', 'Hinode Boxes', 'Toride Supply', 'Mikado Film', 'Sanwa Crates']
const ARTICLES = ['box-s', 'box-m', 'box-l', 'pallet', 'film', 'tape', 'label', 'corner', 'crate']

/**
 * Lines for suppliers of both kinds in turn. The first line has a twin: another department wants the same from the same
 * supplier.
 */
export function drawPlan(random: Random, kinds: readonly ('key' | 'search')[], hasTwin = false): Plan {
  const names = random.shuffle(SUPPLIERS)
  const articles = random.shuffle(ARTICLES)
  const nameOf = { key: names[0]!, search: names[1]! }
  const lines = kinds.map(
    (kind, index): Line => ({
      reference: `PO-${random.hex(3)}`,
      supplier: nameOf[kind],
      article: articles[index]!,
      quantity: random.int(2, 40),
    }),
  )
  const twins = hasTwin ? lines.slice(0, 1).map((line) => ({ ...line, reference: `PO-${random.hex(3)}` })) : []
  return {
    suppliers: random.shuffle([
      { name: nameOf.key, settles: 'key' },
      { name: nameOf.search, settles: 'search' },
    ]),
    lines: random.shuffle([...lines, ...twins]),
  }
}

/** The first line whose supplier settles by search. */
export const atSearched = ({ suppliers, lines }: Plan): number =>
  lines.findIndex(({ supplier }) => suppliers.some(({ name, settles }) => name === supplier && settles === 'search'))

/** Suppliers, their offers and their orders. `ledger` is what graders read: one entry for each order that came into being. */
export class Market {
  readonly ledger: Order[] = []
  /** Orders of other people, for the same goods. */
  readonly others: Order[]
  readonly #random: Random
  readonly #plan: Plan
  readonly #offers = new Map<string, Omit<Line, 'reference'> & { unitPrice: number }>()
  readonly #keys = new Map<string, { request: string; order: Order }>()

  constructor(plan: Plan, random: Random) {
    this.#plan = plan
    this.#random = random
    this.others = plan.lines.map((line) => {
      const amount = line.quantity * random.int(300, 900)
      return {
        ...line,
        reference: `PO-${random.hex(3)}`,
        order: this.#newNumber(),
        offer: this.#newOffer(line),
        amount,
      }
    })
  }

  world(faults: readonly WorldFault[] = []): World {
    const tool = (use: (args: Json) => unknown, isEffect = false) => ({
      ...{ description: '', parameters: {}, isEffect },
      use: (args: Json) => use(args) as Json,
    })
    const tools = {
      quote: tool((args) => this.#quote(args)),
      order: tool((args) => this.#order(args), true),
      search: tool((args) => this.#search(args)),
      journal: tool(() => ({})),
    }
    return new World(tools, faults)
  }

  #quote(args: Json): { offer: string; unitPrice: number } {
    const line = this.#goodsOf(args)
    const offer = this.#newOffer(line)
    return { offer, unitPrice: this.#offers.get(offer)!.unitPrice }
  }

  #order(args: Json): Order {
    const goods = this.#goodsOf(args)
    const { reference, offer, key } = Object(args) as Record<string, unknown>
    const offered = this.#offers.get(String(offer))
    if (!offered || offered.supplier !== goods.supplier || offered.article !== goods.article)
      throw new ToolError('no_such_offer', 'There is no such offer for this article of this supplier.')
    if (offered.quantity !== goods.quantity)
      throw new ToolError('no_such_offer', 'The offer was made for another quantity.')
    if (typeof reference !== 'string' || reference === '' || reference.length > 100)
      throw new ToolError('no_reference', 'An order carries the reference of its line.')
    if (this.#settles(goods.supplier) === 'search') return this.#place(goods, reference, String(offer))
    if (typeof key !== 'string' || key === '' || key.length > 200)
      throw new ToolError('no_key', 'This supplier asks for a key with every order.')
    const request = JSON.stringify([goods.supplier, goods.article, goods.quantity, reference, offer])
    const known = this.#keys.get(`${goods.supplier}\n${key}`)
    if (known && known.request !== request)
      throw new ToolError('key_reused', 'This key came with another order before.')
    const order = known?.order ?? this.#place(goods, reference, String(offer))
    this.#keys.set(`${goods.supplier}\n${key}`, { request, order })
    return order
  }

  #place(goods: Omit<Line, 'reference'>, reference: string, offer: string): Order {
    const delivery = this.#random.int(1, 99) * 10
    const amount = goods.quantity * this.#offers.get(offer)!.unitPrice + delivery
    const order = { ...goods, order: this.#newNumber(), reference, offer, amount }
    this.ledger.push(order)
    return order
  }

  #search(args: Json): Order[] {
    const { supplier } = Object(args) as { supplier?: unknown }
    if (this.#settles(supplier) !== 'search')
      throw new ToolError('no_search', 'The orders of this supplier cannot be searched.')
    return [...this.others, ...this.ledger].filter((order) => order.supplier === supplier)
  }

  #goodsOf(args: Json): Omit<Line, 'reference'> {
    const { supplier, article, quantity } = Object(args) as Record<string, unknown>
    this.#settles(supplier)
    if (typeof article !== 'string' || !ARTICLES.includes(article))
      throw new ToolError('no_such_article', 'There is no such article.')
    if (!Number.isSafeInteger(quantity) || Number(quantity) < 1)
      throw new ToolError('no_such_quantity', 'The quantity is a whole number from 1.')
    return { supplier: String(supplier), article, quantity: Number(quantity) }
  }

  #settles(supplier: unknown): 'key' | 'search' {
    const found = this.#plan.suppliers.find(({ name }) => name === supplier)
    if (!found) throw new ToolError('no_such_supplier', 'There is no such supplier.')
    return found.settles
  }

  #newOffer({ supplier, article, quantity }: Omit<Line, 'reference'>): string {
    const offer = `Q-${this.#random.hex(4)}`
    this.#offers.set(offer, { supplier, article, quantity, unitPrice: this.#random.int(300, 900) })
    return offer
  }

  #newNumber(): string {
    return `A-${this.#random.hex(4)}`
  }
}
