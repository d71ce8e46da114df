import type { Capabilities } from '../sandbox/types.ts'
import type { Range } from './range.ts'

export const ATTACK_CLASSES = [
  'exhaustion',
  'escape',
  'reading',
  'network',
  'persistence',
  'workspace',
  'forging',
  'harness',
  'feedback',
] as const
export type AttackClass = (typeof ATTACK_CLASSES)[number]

/**
 * One hostile mechanism. `attempt` lets it loose and brings evidence from outside the sandbox; `succeeded` judges the
 * evidence and nothing else; `control` brings evidence of the same kind from where the attack does work, so that a judge
 * that cannot notice is found out.
 */
export interface Attack<Evidence = unknown> {
  /** What has to be enforced for this to be held; where it is not, doctor says so, and there is nothing to try. */
  needs?: keyof Capabilities['enforced']
  /** What it does, in a few words. */
  name: string
  attempt(range: Range): Promise<Evidence>
  succeeded(evidence: Evidence): boolean
  control(range: Range): Promise<Evidence>
}

export const defineAttack = <Evidence>(attack: Attack<Evidence>): Attack => attack
