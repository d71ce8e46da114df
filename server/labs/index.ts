export { type LabDefinition, parseLabDefinition } from './definition.ts'
export { draftProved } from './events.ts'
export type { TraceEntry } from './grading/bounded-trace.ts'
export type { CheckTrace } from './grading/check-traces.ts'
export { toldChecks } from './grading/told-checks.ts'
export type { GradeResult } from './grading/types.ts'
export { labDefinitionOf } from './lab-versions.ts'
export { generateWorld, openWorkspace } from './open-workspace.ts'
export { requireOwnWorkspace } from './own-workspace.ts'
export { eraseLabs, exportOfLabs, listWorkspaceIds } from './person-queries.ts'
export { listStorage, selectOptionalProof, updateMaxBytes } from './queries.ts'
export { recordProof } from './record-proof.ts'
export { labsRouter } from './router.ts'
export { callRunner, dialRunner } from './runner-client.ts'
export { studioRouter } from './studio/router.ts'
export { selectOptionalJob as selectOptionalDraftJob } from './studio-queries.ts'
export {
  authoriseChannel,
  bindWorkspaceSession,
  captureNow,
  closeWorkspace,
  lockOwnWorkspace,
  type PlaceLimits,
  releaseWorkspaceSession,
  snapshotOf,
} from './submission-support.ts'
