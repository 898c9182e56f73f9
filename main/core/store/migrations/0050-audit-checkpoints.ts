/** The seal's word on the audit chain, now and then: what lay before cannot be written anew without the seal's key. */
export const auditCheckpoints = {
  number: 50,
  name: 'audit-checkpoints',
  sql: `
-- Writer: audit. seq, head: the newest line when it was signed; chain: base64 DER certificates, signer first, JSON.
CREATE TABLE audit_checkpoint (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  head TEXT NOT NULL CHECK (length(head) = 64 AND head NOT GLOB '*[^0-9a-f]*'),
  at INTEGER NOT NULL CHECK (at >= 0),
  signature BLOB NOT NULL CHECK (length(signature) > 0),
  chain TEXT NOT NULL CHECK (json_valid(chain))
) STRICT;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit checkpoints are never changed'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit checkpoints are never removed'); END;
`,
} as const;
