import { faultOf } from '../../_trpc/client.tsx'
import { FileBuffers } from './file-buffers.ts'
import { Outbox, type SendResult } from './outbox.ts'
import type { Edit } from './outbox-core.ts'

export type FileEvent = { type: 'edited' } | { type: 'file.changed'; path: string; isChanged: boolean; exists: boolean }

/** Where files are read from and saved to. */
export interface FileSource {
  /** Of the workspace or draft: what this browser keeps is kept under it. */
  id: string
  read: (path: string) => Promise<{ content: string | null; starter: string | null; revision: number }>
  save: (edit: Edit) => Promise<SendResult>
}

const HOLDS: Record<string, 'signedOut' | 'closed' | 'otherSession'> = {
  unauthenticated: 'signedOut',
  expired: 'closed',
  conflict: 'otherSession',
}
const PASSING = ['offline', 'fault', 'unavailable', 'rate_limited']

async function send(source: FileSource, edit: Edit): Promise<SendResult> {
  try {
    return await source.save(edit)
  } catch (error) {
    const { code, reason, params } = faultOf(error)
    const hold = HOLDS[code]
    if (hold) return { kind: 'held', hold }
    return PASSING.includes(code) ? { kind: 'failed' } : { kind: 'refused', reason: reason ?? code, params }
  }
}

/** Files that one edits: what was typed and loaded, kept until the server has it, following what others save. */
export class EditedFiles {
  readonly buffers = new FileBuffers()
  readonly outbox: Outbox
  readonly #source: FileSource
  readonly #dispatch: (event: FileEvent) => void
  readonly #later = new Map<string, number>()

  constructor(source: FileSource, dispatch: (event: FileEvent) => void) {
    this.#source = source
    this.#dispatch = dispatch
    this.outbox = new Outbox({
      workspaceId: source.id,
      send: (edit) => send(source, edit),
      onSaved: (path, revision) => this.#saved(path, revision),
    })
    this.outbox.onElsewhere = (path, revision) => this.follow(path, revision)
  }

  stop(): void {
    this.outbox.stop()
  }

  /** Loads a file; what this browser still keeps of it goes before what the server has. */
  async load(path: string): Promise<void> {
    await this.outbox.ready
    const file = await this.#source.read(path)
    const waiting = this.outbox.pending(path)
    const text = waiting ? waiting.content : file.content
    const before = this.buffers.get(path)?.text
    if (waiting ? text !== file.content : before !== undefined && before !== text) this.#dispatch({ type: 'edited' })
    if (text === null) {
      this.buffers.remove(path)
      this.buffers.setRevision(path, file.revision)
      this.#dispatch({ type: 'file.changed', path, isChanged: true, exists: false })
      return
    }
    this.buffers.put(path, { text, starter: file.starter, revision: file.revision })
    this.#dispatch({ type: 'file.changed', path, isChanged: text !== file.starter, exists: true })
  }

  edit(path: string, text: string | null): void {
    this.#dispatch({ type: 'edited' })
    const base = this.buffers.revisionOf(path)
    this.outbox.edit(path, text, base)
    if (text === null) {
      this.buffers.remove(path)
      this.#dispatch({ type: 'file.changed', path, isChanged: true, exists: false })
      return
    }
    const { starter } = this.buffers.type(path, text)
    this.#dispatch({ type: 'file.changed', path, isChanged: text !== starter, exists: true })
  }

  create(path: string, text = ''): void {
    this.buffers.put(path, { text, starter: null, revision: this.buffers.revisionOf(path) })
    this.edit(path, text)
  }

  async rename(from: string, to: string): Promise<void> {
    if (!this.buffers.get(from)) await this.load(from)
    this.create(to, this.buffers.get(from)?.text ?? '')
    this.edit(from, null)
  }

  /** A revision from elsewhere: fetched at once, or once nothing of ours waits for that file. */
  follow(path: string, revision: number): void {
    if (revision <= this.buffers.revisionOf(path)) return
    if (this.outbox.pending(path)) {
      this.#later.set(path, revision)
      return
    }
    this.load(path).catch(() => this.#later.set(path, revision))
  }

  /** One of two versions, or what was made of both. undefined: the one that the server has. */
  resolve(path: string, content: string | undefined): void {
    const conflict = this.outbox.getView().conflicts[path]
    if (!conflict) return
    const { revision } = conflict
    this.buffers.setRevision(path, revision)
    this.outbox.resolve(path, content)
    const text = content ?? conflict.content ?? ''
    this.buffers.put(path, { text, starter: this.buffers.get(path)?.starter ?? null, revision })
  }

  #saved(path: string, revision: number): void {
    this.buffers.setRevision(path, revision)
    queueMicrotask(() => {
      const later = this.#later.get(path)
      if (later === undefined || this.outbox.pending(path)) return
      this.#later.delete(path)
      this.follow(path, later)
    })
  }
}
