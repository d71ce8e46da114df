import { RULES_OF_PEOPLE } from './rules-of-people.ts'
import { RULES_OF_WORK } from './rules-of-work.ts'
import type { Rule } from './world.ts'

/** Who may call what, tried in this order. A procedure that is missing here fails the first test of procedures.spec.ts. */
export const RULES: Record<string, Rule> = { ...RULES_OF_PEOPLE, ...RULES_OF_WORK }
