export { chainAudit, type Signer } from './chain-audit.ts'
export { listLatestBatches, listLatestEvents } from './queries.ts'
export { record } from './record.ts'
export { type AuditVerdict, type SignatureCheck, verifyAudit } from './verify-audit.ts'
