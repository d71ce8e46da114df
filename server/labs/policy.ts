import type { Policy } from '../platform/authorise.ts'
import type { Actor } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** A workspace is its learner's alone; a proctored one belongs to one session of theirs while it is open. */
export const useWorkspace: Policy<{ learnerId: Id<'person'> }> = {
  action: 'workspace.use',
  decide: (actor, workspace) =>
    actor.kind === 'person' && actor.personId === workspace.learnerId
      ? { kind: 'self', personId: actor.personId }
      : null,
}

/** Whether a proctored workspace is held by another session than the one that asks. */
export function isHeldElsewhere(actor: Actor, workspace: { sessionId: Id<'session'> | null }): boolean {
  return workspace.sessionId !== null && actor.kind === 'person' && actor.sessionId !== workspace.sessionId
}
