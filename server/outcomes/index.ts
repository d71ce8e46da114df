export { releasePublished } from './events.ts'
export { exportOfOutcomes } from './person-queries.ts'
export { sealRelease } from './publish-release.ts'
export { listReleases, recomputeRelease } from './read-releases.ts'
export {
  recordActive,
  recordCertified,
  recordCompleted,
  recordDeployable,
  recordDeployed,
  recordDisputed,
  recordEnrolled,
  recordLapsed,
  recordRetained,
  recordUncertified,
} from './record-stage.ts'
export { type ReleaseFile, verifyReleaseFile } from './release-document.ts'
export { countSealsByKey } from './release-queries.ts'
export { outcomesRouter } from './router.ts'
