import { AppError } from '../platform/errors.ts'

/**
 * The marks in the order of the criteria: each criterion once, and nothing else.
 * @throws AppError `invalid_input` (marksIncomplete)
 */
export function marksInOrder<Mark extends { criterion: string }>(
  marks: readonly Mark[],
  criteria: readonly { id: string }[],
): Mark[] {
  const ids = marks.map(({ criterion }) => criterion).toSorted()
  const wanted = criteria.map(({ id }) => id).toSorted()
  if (ids.join() !== wanted.join()) throw new AppError('invalid_input', { reason: 'marksIncomplete' })
  return criteria.map(({ id }) => marks.find(({ criterion }) => criterion === id)!)
}
