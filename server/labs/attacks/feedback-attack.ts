import type { GradeResult } from '../grading/types.ts'
import { type Attack, defineAttack } from './attack.ts'

/** Everything in a result that is made of the learner's bytes. */
export function feedbackOf(result: GradeResult): string[] {
  if (result.outcome !== 'graded') return []
  return result.checks
    .flatMap(({ feedback }) => [feedback?.seen, feedback?.where?.file])
    .filter((text) => text !== undefined)
}

/** A program that prints `bytes` on both streams. The judge gets what would be stored; its control gets the bytes as they are. */
export function feedbackAttack(options: { name: string; bytes: string; harmful: (stored: string) => boolean }): Attack {
  const { name, bytes, harmful } = options
  const encoded = Buffer.from(bytes).toString('base64')
  const main = `const bytes = Buffer.from('${encoded}', 'base64'); process.stdout.write(bytes); process.stderr.write(bytes)`
  return defineAttack<string[]>({
    name,
    attempt: async (range) => {
      const stored = feedbackOf(await range.grade({ 'main.ts': main }))
      // Nothing stored at all would be no evidence that it was made harmless.
      if (stored.every((text) => text === '')) throw new Error('the feedback did not arrive')
      return stored
    },
    succeeded: (stored) => stored.some(harmful),
    control: async () => [bytes],
  })
}
