/**
 * audit: who did what and when, append-only and hash-chained, so that a change behind its back shows. Writer of
 * audit_line and audit_checkpoint.
 * May import: contract, base. Imported by: casework.
 */
export { AUDIT_ACTIONS, type AuditAction } from './actions';
export { type AuditEntry, appendAudit, auditHead, auditPlace, keyedDigest } from './chain';
export { dueCheckpoint, saveCheckpoint, signCheckpoint } from './checkpoint';
export { exportAudit } from './export';
export { type AuditFilter, auditActors, auditDeletions, auditTypes, listAudit } from './list';
export { verifyAudit, verifyAuditInTurns } from './verify';
