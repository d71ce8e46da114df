import type { Id } from '../platform/ids.ts'
import type { CommentEntry } from './comment-queries.ts'

/** For how long the wording of a comment can be changed; after that one corrects oneself by a further comment. */
export const EDIT_MINUTES = 30

export interface EntryRow {
  entry: CommentEntry
  authorName: string
  path: string | null
  line: number | null
  text: string | null
}

export interface CommentView {
  commentId: Id<'comment'>
  authorId: Id<'person'>
  authorName: string
  writtenAt: Date
  /** What the comment is about; null: the whole submission. */
  place: { path: string; line: number | null } | null
  /** Null once it was withdrawn or erased. */
  text: string | null
  editedAt: Date | null
  /** Earlier wordings with the time until which they stood, oldest first. */
  earlier: { text: string; until: Date }[]
  withdrawn: { at: Date; note: string } | null
  editableUntil: Date
  answers: Id<'comment'> | null
}

function viewOf(rows: readonly EntryRow[]): CommentView {
  const first = rows[0]!
  const wordings = rows.filter(({ entry }) => entry.kind !== 'withdrawn')
  const last = wordings.at(-1)!
  const end = rows.find(({ entry }) => entry.kind === 'withdrawn')
  const { commentId, authorId, answers, at } = first.entry
  return {
    ...{ commentId, authorId, answers, writtenAt: at, authorName: first.authorName },
    place: first.path === null ? null : { path: first.path, line: first.line },
    text: end ? null : last.text,
    editedAt: wordings.length > 1 ? last.entry.at : null,
    earlier: end
      ? []
      : wordings.slice(0, -1).flatMap(({ text }, index) => {
          const until = wordings[index + 1]!.entry.at
          return text === null ? [] : [{ text, until }]
        }),
    withdrawn: end ? { at: end.entry.at, note: end.text ?? '' } : null,
    editableUntil: new Date(at.getTime() + EDIT_MINUTES * 60_000),
  }
}

/** Comments as they stand, each followed by its answers, oldest first. Words of what was withdrawn are not among them. */
export function threadsOf(rows: readonly EntryRow[]): (CommentView & { replies: CommentView[] })[] {
  const views = [...Map.groupBy(rows, ({ entry }) => entry.commentId).values()].map(viewOf)
  const roots = views.filter(({ answers }) => answers === null)
  return roots.map((root) => ({ ...root, replies: views.filter(({ answers }) => answers === root.commentId) }))
}
