export { activeKeys } from './active-keys.ts'
export {
  DumpError,
  digestDatabase,
  digestOfFile,
  type OnProgress,
  readDump,
  readDumpDigests,
  readDumpHead,
  writeDump,
} from './dump.ts'
export { eraseLapsed, erasePerson, mailErasure } from './erase-person.ts'
export { makeExport } from './export-person.ts'
export { deleteOldExports } from './export-queries.ts'
export { KeyStore } from './key-store.ts'
export { KEPT_UNLESS_SET, orderDueBackup } from './maintenance.ts'
export {
  insertBackup,
  listSurplus,
  type MaintenanceJob,
  selectOptionalBackup,
  selectOptionalMaintenanceJob,
  selectOptionalSchedule,
  updateBackup,
  updateMaintenanceJob,
} from './maintenance-queries.ts'
export { readIssuerDocument } from './read-keys.ts'
export { rotateKey } from './rotate-key.ts'
export { sovereigntyRouter } from './router.ts'
