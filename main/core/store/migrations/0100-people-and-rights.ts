/** More roles, a limit on offline sign-ins, failed attempts that outlive a restart; ways into the audit lines. */
export const peopleAndRights = {
  number: 100,
  name: 'people-and-rights',
  sql: `
-- Writer: clerk.
CREATE TABLE clerk_verifier_wider (
  account TEXT NOT NULL PRIMARY KEY CHECK (length(account) > 0),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'it', 'kiosk')),
  salt BLOB NOT NULL CHECK (length(salt) >= 16),
  hash BLOB NOT NULL CHECK (length(hash) >= 32),
  params TEXT NOT NULL CHECK (json_valid(params)),
  valid_until INTEGER NOT NULL CHECK (valid_until >= 0),
  offline_left INTEGER NOT NULL CHECK (offline_left >= 0)
) STRICT;
INSERT INTO clerk_verifier_wider SELECT account, name, role, salt, hash, params, valid_until, 20 FROM clerk_verifier;
DROP TABLE clerk_verifier;
ALTER TABLE clerk_verifier_wider RENAME TO clerk_verifier;

-- Writer: clerk. Failed sign-ins since the last good one.
CREATE TABLE clerk_attempt (
  account TEXT NOT NULL PRIMARY KEY CHECK (length(account) > 0),
  failures INTEGER NOT NULL CHECK (failures > 0),
  last_at INTEGER NOT NULL CHECK (last_at >= 0)
) STRICT;

CREATE INDEX audit_line_actor ON audit_line (actor, seq);
CREATE INDEX audit_line_at ON audit_line (at);
CREATE INDEX audit_line_type ON audit_line (json_extract(facts, '$.type'), seq) WHERE action = 'licence-fetched';
`,
} as const;
