/** One thing to buy, for one department. */
export interface Line {
  /** Unique in this plan and in every other; the order carries it, so that the department finds it again. */
  reference: string
  supplier: string
  article: string
  quantity: number
}

export interface Supplier {
  name: string
  /**
   * How a doubt is settled. `key`: the supplier remembers the key of an order; the same order with the same key is answered
   * as before and not placed again, another order with it is refused. `search`: it knows no keys, and its orders can be
   * searched.
   */
  settles: 'key' | 'search'
}

export interface Plan {
  suppliers: Supplier[]
  lines: Line[]
}

export interface Offer {
  /** Every quote is a new offer, at the price of that moment. All offers stay good. */
  offer: string
  unitPrice: number
}

export interface OrderRequest extends Line {
  offer: string
  /** Of your choice; for suppliers that settle by key. */
  key?: string
}

export interface Order {
  order: string
  reference: string
  article: string
  quantity: number
  /** What it costs in the end, with delivery. Known once the order is placed. */
  amount: number
}

export interface Shop {
  quote(line: Line): Promise<Offer>
  order(request: OrderRequest): Promise<Order>
  /** All orders at a supplier, also those of other people. */
  search(supplier: string): Promise<Order[]>
}

export type Value = string | number | null
export type Statement = [sql: string, ...parameters: Value[]]

/** The journal's database, a file that outlives the program. */
export interface Store {
  all(sql: string, ...parameters: Value[]): Record<string, Value>[]
  /** One statement, committed when this settles. */
  write(...statement: Statement): Promise<void>
  /** All of these or none, committed when this settles. */
  transaction(statements: Statement[]): Promise<void>
}

export interface Report {
  orders: { reference: string; order: string; amount: number }[]
  total: number
}
