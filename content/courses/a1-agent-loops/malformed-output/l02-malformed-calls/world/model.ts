import type { RunModel } from '#model'
import { booking } from './models.ts'
import { type Yard, yardWorld } from './yard.ts'

/** A model that means well and slips on two of its answers. */
const runModel: RunModel = ({ params, key }) => {
  const { yard } = params as { yard: Yard }
  const adversaries = [
    { adversary: 'duplicate-ids', at: [2] },
    { adversary: 'wrong-types', at: [4] },
  ] as const
  return { plan: { scenario: booking(yard), key, adversaries }, world: yardWorld(yard) }
}

export default runModel
