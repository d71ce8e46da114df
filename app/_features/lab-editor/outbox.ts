import {
  type Edit,
  EMPTY,
  nextToSend,
  type OutboxEvent,
  type OutboxState,
  pauseAfter,
  type Refusal,
  reduce,
} from './outbox-core.ts'
import { OutboxStore } from './outbox-store.ts'

const DEBOUNCE_MS = 400
const ADOPT_MS = 15_000

export type SendResult =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; revision: number; content: string | null }
  | { kind: 'refused'; reason: string; params: Refusal['params'] }
  | { kind: 'held'; hold: 'signedOut' | 'closed' | 'otherSession' }
  | { kind: 'failed' }

export interface OutboxOptions {
  workspaceId: string
  send: (edit: Edit) => Promise<SendResult>
  /** A file has this revision now, by our own save. */
  onSaved: (path: string, revision: number) => void
}

export interface OutboxView extends OutboxState {
  /** False when this browser refused to keep the edits on disk. */
  isKept: boolean
}

/** Sends what was typed, one change at a time, and keeps each on disk until the server has acknowledged it. */
export class Outbox {
  readonly tab = crypto.randomUUID()
  readonly #options: OutboxOptions
  readonly #store = new OutboxStore()
  readonly #listeners = new Set<() => void>()
  readonly #channel: BroadcastChannel
  #view: OutboxView = { ...EMPTY, isKept: true }
  #timer: ReturnType<typeof setTimeout> | undefined
  #adopting: ReturnType<typeof setInterval> | undefined
  #isSending = false
  readonly ready: Promise<void>

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#channel = new BroadcastChannel(`terakoya:workspace:${options.workspaceId}`)
    this.#channel.onmessage = ({ data }: MessageEvent<{ path: string; revision: number }>) =>
      this.onElsewhere?.(data.path, data.revision)
    OutboxStore.claim(this.tab)
    this.ready = this.#adopt()
    this.#adopting = setInterval(() => void this.#adopt(), ADOPT_MS)
    window.addEventListener('online', this.retry)
  }

  /** Another tab of this browser saved a file. */
  onElsewhere: ((path: string, revision: number) => void) | undefined

  stop(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#adopting)
    this.#channel.close()
    window.removeEventListener('online', this.retry)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getView = (): OutboxView => this.#view

  /** The newest text of this tab that the server may not have; undefined when it has everything. */
  pending(path: string): Edit | undefined {
    return this.#view.edits.findLast((edit) => edit.path === path)
  }

  edit(path: string, content: string | null, baseRevision: number): void {
    const edit = {
      saveId: crypto.randomUUID(),
      workspaceId: this.#options.workspaceId,
      path,
      content,
      baseRevision,
      tab: this.tab,
      at: Date.now(),
    }
    void this.#apply({ type: 'typed', edit })
    this.#schedule(DEBOUNCE_MS)
  }

  resolve(path: string, content: string | null | undefined): void {
    const keep = content === undefined ? null : { saveId: crypto.randomUUID(), content, tab: this.tab, at: Date.now() }
    void this.#apply({ type: 'resolved', path, keep })
    this.#schedule(0)
  }

  retry = (): void => {
    void this.#apply({ type: 'released' })
    this.#schedule(0)
  }

  /** Sends all that waits now. False when something could not be saved. */
  async flush(timeoutMs = 8_000): Promise<boolean> {
    const end = Date.now() + timeoutMs
    this.#schedule(0)
    while (this.#view.edits.length > 0) {
      if (
        Date.now() > end ||
        this.#view.hold ||
        this.#view.failures > 2 ||
        !(this.#isSending || nextToSend(this.#view))
      )
        return false
      await new Promise<void>((resolve) => {
        const done = this.subscribe(() => {
          done()
          resolve()
        })
        setTimeout(resolve, 250)
      })
    }
    return true
  }

  async #adopt(): Promise<void> {
    try {
      const edits = await this.#store.adopt(this.#options.workspaceId, this.tab)
      if (edits.length === 0) return
      await this.#apply({ type: 'loaded', edits })
      this.#schedule(0)
    } catch {
      this.#show({ ...this.#view, isKept: false })
    }
  }

  #show(view: OutboxView): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }

  async #apply(event: OutboxEvent): Promise<void> {
    const before = this.#view
    const after = reduce(before, event)
    this.#show({ ...after, isKept: before.isKept })
    const kept = new Set(after.edits.map((edit) => edit.saveId))
    const put = after.edits.filter((edit) => !before.edits.includes(edit))
    const remove = before.edits.filter((edit) => !kept.has(edit.saveId)).map((edit) => edit.saveId)
    if (put.length === 0 && remove.length === 0) return
    try {
      await this.#store.write(put, remove)
    } catch {
      this.#show({ ...this.#view, isKept: false })
    }
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => void this.#sendNext(),
      Math.max(delay, pauseAfter(this.#view.failures, Math.random())),
    )
  }

  async #sendNext(): Promise<void> {
    const edit = nextToSend(this.#view)
    if (!edit || this.#isSending) return
    this.#isSending = true
    // What may reach the server is on disk as sent first, so that a reload repeats it instead of changing it.
    await this.#apply({ type: 'sent', saveId: edit.saveId })
    const result = await this.#options.send({ ...edit, isSent: true })
    this.#isSending = false
    await this.#take(edit, result)
    if (nextToSend(this.#view)) this.#schedule(0)
  }

  async #take(edit: Edit, result: SendResult): Promise<void> {
    const { saveId, path } = edit
    switch (result.kind) {
      case 'saved':
        this.#options.onSaved(path, result.revision)
        this.#channel.postMessage({ path, revision: result.revision })
        return this.#apply({ type: 'acknowledged', saveId, revision: result.revision, at: Date.now() })
      case 'conflict': {
        await this.#apply({ type: 'conflicted', saveId, revision: result.revision, content: result.content })
        // The file is gone over there and not empty here: there is nothing to choose between.
        const mine = this.pending(path)
        if (result.content === null && mine && mine.content !== null) this.resolve(path, mine.content)
        return
      }
      case 'refused':
        return this.#apply({ type: 'refused', saveId, reason: result.reason, params: result.params })
      case 'held':
        return this.#apply({ type: 'held', hold: result.hold })
      case 'failed':
        return this.#apply({ type: 'failed' })
    }
  }
}
