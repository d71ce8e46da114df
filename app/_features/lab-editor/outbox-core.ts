/** One change of one file, kept until the server acknowledged it. */
export interface Edit {
  saveId: string
  workspaceId: string
  path: string
  /** null deletes the file. */
  content: string | null
  /** Revision of the file that this change started from. */
  baseRevision: number
  /** The edit of the same tab whose acknowledgement gives `baseRevision`; null when that is known. */
  after: string | null
  /** The tab that made it: what another tab typed is never built upon unseen. */
  tab: string
  /** Once it may have reached the server it must be repeated as it was. */
  isSent: boolean
  at: number
}

export interface Conflict {
  saveId: string
  revision: number
  /** What the server has; null when the file is deleted there. */
  content: string | null
}

export interface Refusal {
  saveId: string
  reason: string
  params: Readonly<Record<string, string | number | boolean | null>>
}

/** Why nothing is being sent although something waits. */
export type Hold = 'signedOut' | 'closed' | 'otherSession'

export interface OutboxState {
  edits: readonly Edit[]
  conflicts: Readonly<Record<string, Conflict>>
  refusals: Readonly<Record<string, Refusal>>
  hold: Hold | null
  /** Failed attempts in a row, for the pause before the next. */
  failures: number
  savedAt: number | null
}

export const EMPTY: OutboxState = { edits: [], conflicts: {}, refusals: {}, hold: null, failures: 0, savedAt: null }

export type OutboxEvent =
  | { type: 'loaded'; edits: readonly Edit[] }
  | { type: 'typed'; edit: Pick<Edit, 'saveId' | 'workspaceId' | 'path' | 'content' | 'baseRevision' | 'tab' | 'at'> }
  | { type: 'sent'; saveId: string }
  | { type: 'acknowledged'; saveId: string; revision: number; at: number }
  | { type: 'conflicted'; saveId: string; revision: number; content: string | null }
  | { type: 'refused'; saveId: string; reason: string; params: Refusal['params'] }
  | { type: 'failed' }
  | { type: 'held'; hold: Hold }
  | { type: 'released' }
  | { type: 'resolved'; path: string; keep: { saveId: string; content: string | null; tab: string; at: number } | null }

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record
  return rest
}

/** A newer text of the same tab replaces what has not left yet; behind one that has left, it waits for its revision. */
function typed(state: OutboxState, edit: Extract<OutboxEvent, { type: 'typed' }>['edit']): OutboxState {
  const mine = state.edits.filter((other) => other.path === edit.path && other.tab === edit.tab)
  const last = mine.at(-1)
  const refusals = without(state.refusals, edit.path)
  if (last && (!last.isSent || state.refusals[edit.path]?.saveId === last.saveId)) {
    const next: Edit = {
      ...last,
      saveId: last.isSent ? edit.saveId : last.saveId,
      content: edit.content,
      at: edit.at,
      isSent: false,
    }
    return { ...state, refusals, edits: state.edits.map((other) => (other === last ? next : other)) }
  }
  const next: Edit = { ...edit, after: last?.saveId ?? null, isSent: false }
  return { ...state, refusals, edits: [...state.edits, next] }
}

function acknowledged(state: OutboxState, saveId: string, revision: number, at: number): OutboxState {
  const edits = state.edits
    .filter((edit) => edit.saveId !== saveId)
    .map((edit) => (edit.after === saveId ? { ...edit, after: null, baseRevision: revision } : edit))
  return { ...state, edits, failures: 0, hold: null, savedAt: at }
}

/** The learner chose: one version goes on, from the revision that the server showed; the others were seen and left. */
function resolved(state: OutboxState, event: Extract<OutboxEvent, { type: 'resolved' }>): OutboxState {
  const conflict = state.conflicts[event.path]
  if (!conflict) return state
  const held = state.edits.find((edit) => edit.saveId === conflict.saveId)
  const others = state.edits.filter((edit) => edit.path !== event.path || (held && edit.tab !== held.tab))
  const conflicts = without(state.conflicts, event.path)
  if (!event.keep || !held) return { ...state, conflicts, edits: others }
  const { saveId, content, tab, at } = event.keep
  const chosen: Edit = {
    ...{ saveId, content, tab, at, path: event.path, workspaceId: held.workspaceId },
    ...{ baseRevision: conflict.revision, after: null, isSent: false },
  }
  return { ...state, conflicts, edits: [...others, chosen] }
}

/** Pure: what the outbox holds after an event. An edit leaves only by acknowledgement or by the learner's choice. */
export function reduce(state: OutboxState, event: OutboxEvent): OutboxState {
  switch (event.type) {
    case 'loaded': {
      const known = new Set(state.edits.map((edit) => edit.saveId))
      const edits = [...event.edits.filter((edit) => !known.has(edit.saveId)), ...state.edits]
      return { ...state, edits: edits.toSorted((a, b) => a.at - b.at) }
    }
    case 'typed':
      return typed(state, event.edit)
    case 'sent':
      return {
        ...state,
        edits: state.edits.map((edit) => (edit.saveId === event.saveId ? { ...edit, isSent: true } : edit)),
      }
    case 'acknowledged':
      return acknowledged(state, event.saveId, event.revision, event.at)
    case 'conflicted': {
      const edit = state.edits.find((other) => other.saveId === event.saveId)
      if (!edit) return state
      const { saveId, revision, content } = event
      return { ...state, failures: 0, conflicts: { ...state.conflicts, [edit.path]: { saveId, revision, content } } }
    }
    case 'refused': {
      const edit = state.edits.find((other) => other.saveId === event.saveId)
      if (!edit) return state
      const { saveId, reason, params } = event
      return { ...state, refusals: { ...state.refusals, [edit.path]: { saveId, reason, params } } }
    }
    case 'failed':
      return { ...state, failures: state.failures + 1 }
    case 'held':
      return { ...state, hold: event.hold }
    case 'released':
      return { ...state, hold: null, failures: 0 }
    case 'resolved':
      return resolved(state, event)
  }
}

/** The edit to send next: the oldest whose base is known and whose file waits for no decision. */
export function nextToSend(state: OutboxState): Edit | null {
  if (state.hold) return null
  const known = new Set(state.edits.map((edit) => edit.saveId))
  const isFree = (edit: Edit) =>
    !(edit.path in state.conflicts) &&
    state.refusals[edit.path]?.saveId !== edit.saveId &&
    (edit.after === null || !known.has(edit.after))
  return state.edits.find(isFree) ?? null
}

/** Pause before the next attempt: doubling from half a second to thirty, with a spread so that tabs do not march in step. */
export function pauseAfter(failures: number, spread: number): number {
  if (failures === 0) return 0
  return Math.min(30_000, 500 * 2 ** (failures - 1)) * (0.75 + spread / 2)
}
