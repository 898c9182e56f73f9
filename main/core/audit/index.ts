/**
 * audit: who did what and when, append-only and hash-chained, so that a change behind its back shows. Writer of audit_line.
 * May import: contract, base. Imported by: casework.
 */
export { AUDIT_ACTIONS, type AuditAction } from './actions';
export { type AuditEntry, appendAudit, auditHead, keyedDigest, listAudit } from './chain';
export { verifyAudit } from './verify';
