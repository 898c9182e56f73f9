/** Cases taken in while the province was away, until they are held against what it says. */
export const offlineEntries = {
  number: 110,
  name: 'offline-entries',
  sql: `
-- Writer: casework. id: also the case id of the receipt that follows, and the name of the key that body is written under;
-- closing the entry destroys both. next_at: not to be checked before.
CREATE TABLE offline_entry (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
  receipt_id TEXT NOT NULL UNIQUE REFERENCES receipt (id),
  state TEXT NOT NULL CHECK (state IN ('to-check', 'for-clerk', 'closed')),
  outcome TEXT CHECK (outcome IN ('confirmed', 'corrected', 'lapsed')),
  follow_up_id TEXT REFERENCES receipt (id),
  body BLOB,
  accepted_at INTEGER NOT NULL CHECK (accepted_at >= 0),
  checked_at INTEGER,
  closed_at INTEGER,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  last_code TEXT NOT NULL,
  CHECK ((state = 'closed') = (body IS NULL)),
  CHECK ((state = 'closed') = (outcome IS NOT NULL))
) STRICT;
CREATE INDEX offline_entry_open ON offline_entry (accepted_at) WHERE state <> 'closed';
`,
} as const;
