const AGAIN_MS = 4_000

interface Answer {
  answerId: string
  questionId: string
  variantId: string
  choice: string[]
}

/** Keeps one answer. @returns why it was refused, as a sentence; null when it is kept */
export type Send = (answer: Answer) => Promise<string | null>

/** `waits` without a sentence: the site did not answer. */
export type SaveState = { kind: 'saved' | 'saving' } | { kind: 'waits'; sentence: string | null }

/**
 * Sends every choice in the order in which it was made, one after the other and again until it is kept; of a question only
 * the newest.
 */
export class AnswerQueue {
  readonly #send: Send
  readonly #waiting = new Map<string, Answer>()
  readonly #listeners = new Set<() => void>()
  #sending: Promise<boolean> | null = null
  #again: ReturnType<typeof setTimeout> | undefined
  #state: SaveState = { kind: 'saved' }

  constructor(send: Send) {
    this.#send = send
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly read = (): SaveState => this.#state

  choose(questionId: string, variantId: string, choice: string[]): void {
    this.#waiting.delete(questionId)
    this.#waiting.set(questionId, { answerId: crypto.randomUUID(), questionId, variantId, choice })
    void this.flush()
  }

  /** @returns whether nothing waits any more */
  flush(): Promise<boolean> {
    clearTimeout(this.#again)
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #sendAll(): Promise<boolean> {
    for (let [answer] = this.#waiting.values(); answer; [answer] = this.#waiting.values()) {
      this.#tell({ kind: 'saving' })
      const refusal = await this.#send(answer).catch(() => undefined)
      if (refusal !== null) {
        this.#tell({ kind: 'waits', sentence: refusal ?? null })
        this.#again = setTimeout(() => void this.flush(), AGAIN_MS)
        return false
      }
      if (this.#waiting.get(answer.questionId) === answer) this.#waiting.delete(answer.questionId)
    }
    this.#tell({ kind: 'saved' })
    return true
  }

  #tell(state: SaveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
