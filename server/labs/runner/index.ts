export { gradeSnapshot } from '../grading/grade-snapshot.ts'
export { createEngine, type Engine, labContentOf } from './engine.ts'
export { LiveWorkspaces } from './live-workspaces.ts'
export { serveRunner } from './serve-runner.ts'
