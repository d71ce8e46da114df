export interface Budget {
  tokens: number
  /** Thousandths of a yen, whole numbers. */
  rin: number
  /** Milliseconds from the making of the governor. */
  ms: number
}

/** What a call may cost at most; null: nobody knows. */
export interface Worst {
  tokens: number | null
  rin: number | null
  ms: number | null
}

/** What was used. */
export interface Used {
  tokens: number
  rin: number
}

/** Makes a call. Stops waiting for it when the signal is aborted. @throws CallFailed */
export type Act<T> = (signal: AbortSignal) => Promise<{ value: T; used: Used }>

export class CallFailed extends Error {
  /** null: nobody knows whether anything was done, or what it cost. */
  readonly used: Used | null

  constructor(message: string, used: Used | null) {
    super(message)
    this.used = used
  }
}

export type Spent<T> =
  | { status: 'done'; value: T }
  /** Nothing was called. */
  | { status: 'refused'; limit: 'unknown' | 'tokens' | 'rin' | 'ms' }
  | { status: 'failed'; reason: string }

export interface Governor {
  spend<T>(worst: Worst, act: Act<T>): Promise<Spent<T>>
  /** What is neither spent nor reserved. */
  left(): Used
}

/** Prices in rin for a token. */
export interface Prices {
  input: number
  output: number
}

export interface Ask {
  kind: 'ask'
  id: string
  messages: { role: 'system' | 'user'; content: string }[]
  /** The limit on the output, in lab tokens. */
  maxOutput: number | null
  /** How long the answer may take. */
  ms: number | null
  /** An answer that is not JSON is a failure. */
  wantsJson: boolean
}

export interface Buy {
  kind: 'buy'
  id: string
  service: string
  /** In rin, as the price list says. */
  price: number | null
  ms: number | null
}

export type Job = Ask | Buy

export interface Plan {
  budget: Budget
  prices: Prices
  /** How many jobs are under way at once. */
  lanes: number
  jobs: Job[]
}
