import type { RunModel } from '#model'
import { answering, shops, type Truth } from './plan.ts'

/** Answers, and one service that is down once. */
const runModel: RunModel = ({ params, key }) => {
  const { truth } = params as { truth: Truth }
  return { plan: { scenario: answering(truth), key }, world: shops(truth, [{ at: 1, kind: 'unavailable' }]) }
}

export default runModel
