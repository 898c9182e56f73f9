/**
 * audit: who did what and when, append-only and hash-chained, so that a change behind its back shows. Writer of
 * audit_line, audit_checkpoint and audit_key.
 * May import: contract, base. Imported by: casework.
 */
export { AUDIT_ACTIONS, type AuditAction } from './actions';
export { type AuditEntry, appendAudit, auditHead, auditPlace } from './chain';
export { dueCheckpoint, saveCheckpoint, signCheckpoint } from './checkpoint';
export { auditDigest, keyedDigest, knownDigest } from './digest';
export { exportAudit } from './export';
export { type AuditFilter, auditActors, auditDeletions, auditTypes, listAudit } from './list';
export { sealedParcelDigest } from './sealed';
export { verifyAudit, verifyAuditInTurns } from './verify';
