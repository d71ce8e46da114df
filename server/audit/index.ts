export { holdAuditKey, replaceAuditKey, type Signer, type SignerOf } from './audit-key.ts'
export { chainAudit } from './chain-audit.ts'
export {
  countBatchesByKey,
  insertAuditKey,
  listAuditKeys,
  lockAuditKey,
  markAuditKeyCompromised,
  selectOptionalActiveAuditKey,
} from './key-queries.ts'
export { exportOfAudit } from './person-queries.ts'
export { selectOptionalNewestAction } from './queries.ts'
export { compromisedSince, signatureCheckOf } from './read-audit.ts'
export { record } from './record.ts'
export { auditRouter } from './router.ts'
export { verifyAudit } from './verify-audit.ts'
