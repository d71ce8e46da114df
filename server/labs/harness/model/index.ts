import { state } from '../state.ts'
import { scenario } from './scenario.ts'
import { modelServer } from './serve.ts'
import { type ModelPlan, ModelService } from './service.ts'
import type { World } from './world.ts'

export { AGENTIC_CLASSES } from './adversaries.ts'
export { inject } from './injections.ts'
export { type Intent, type Scenario, scenario, type View } from './scenario.ts'
export type { JournalEntry, ModelPlan, ModelService } from './service.ts'
export { inputTokens, tokensOf } from './tokens.ts'
export { ToolError, World, type WorldFault, type WorldTools } from './world.ts'
export type { RunModel }

/** What `lab.yaml` names as `model`: the model that Run shows, made of what the learner was shown. */
type RunModel = (context: { params: unknown; key: string }) => { plan: ModelPlan; world: World }

export interface RunningModel {
  /** For `run`'s option `model`: that run alone reaches it. */
  id: number
  service: ModelService
}

/** Starts a model and its world for runs of this check. */
export function startModel(plan: ModelPlan, world: World): RunningModel {
  const service = new ModelService(plan, world)
  const id = state.models.length
  service.onEntry = (entry) => state.trace(id, entry)
  state.models.push(modelServer(service, world, () => state.kill(id)))
  return { id, service }
}

const SILENT = scenario({ start: 'silent', states: { silent: { to: [], act: () => ({}) } } })

/** Starts a world for labs whose program asks no model: the same door, the same journal, and nothing behind `/v1`. */
export const startWorld = (world: World): RunningModel => startModel({ scenario: SILENT, key: '00' }, world)
