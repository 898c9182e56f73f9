/** Digests that stand for people: in the record of operations, with a way to the lines by them, and for the cards of clerks. */
export const auditDigests = {
  number: 140,
  name: 'audit-digests',
  sql: `
-- Writer: audit. Made with the first digest and kept for good: the same person is found again for as long as the record stands.
CREATE TABLE audit_key (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE INDEX audit_line_holder ON audit_line (json_extract(facts, '$.holder'))
  WHERE action IN ('credential-read', 'grant-obtained', 'offline-accepted', 'holder-searched');
CREATE INDEX audit_line_helper ON audit_line (json_extract(facts, '$.actor'))
  WHERE action IN ('credential-read', 'grant-obtained', 'offline-accepted', 'holder-searched');

-- Writer: clerk. card: keyed digest of the number. What lets a card sign its clerk in while the province is away; confirm: with
-- the secret only.
CREATE TABLE clerk_card (
  card TEXT NOT NULL PRIMARY KEY CHECK (length(card) = 64 AND card NOT GLOB '*[^0-9a-f]*'),
  account TEXT NOT NULL UNIQUE CHECK (length(account) > 0),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'it', 'kiosk')),
  confirm INTEGER NOT NULL CHECK (confirm IN (0, 1)),
  valid_until INTEGER NOT NULL CHECK (valid_until >= 0),
  offline_left INTEGER NOT NULL CHECK (offline_left >= 0)
) STRICT;
`,
} as const;
