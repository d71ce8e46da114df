import type { RunModel } from '#model'
import { type Desk, deskWorld, sorting } from './desk.ts'

const runModel: RunModel = ({ params, key }) => ({
  plan: { scenario: sorting, key },
  world: deskWorld((params as { desk: Desk }).desk),
})

export default runModel
