/**
 * Every table of the first release, each with its one writer. STRICT and TEXT throughout: SQLite must never turn
 * an identity number or a credit code into a number. A released migration is never edited; a test pins its hash.
 */
export const foundation = {
  number: 10,
  name: 'foundation',
  sql: `
-- Writer: receipt. The seal key and its certificate chain.
CREATE TABLE station_secret (
  name TEXT NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
  value BLOB NOT NULL CHECK (length(value) > 0)
) STRICT;

-- Writer: casework. body: what the case has gathered so far, JSON.
CREATE TABLE case_file (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 40),
  clerk TEXT NOT NULL CHECK (length(clerk) > 0),
  item_seq INTEGER CHECK (item_seq > 0),
  body TEXT NOT NULL CHECK (json_valid(body)),
  opened_at INTEGER NOT NULL CHECK (opened_at >= 0),
  updated_at INTEGER NOT NULL CHECK (updated_at >= 0),
  closed_at INTEGER CHECK (closed_at >= 0)
) STRICT;
CREATE INDEX case_file_open ON case_file (updated_at) WHERE closed_at IS NULL;

-- Writer: receipt. facts: the receipt record, JSON; pdf: the sealed file, byte for byte.
CREATE TABLE receipt (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
  number TEXT NOT NULL UNIQUE CHECK (length(number) > 0),
  item_seq INTEGER NOT NULL CHECK (item_seq > 0),
  sealed_at INTEGER NOT NULL CHECK (sealed_at >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  size INTEGER NOT NULL CHECK (size > 0),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  pdf BLOB NOT NULL CHECK (length(pdf) = size)
) STRICT;
CREATE INDEX receipt_sealed ON receipt (sealed_at);

-- Writer: receipt. The running numbers printed on receipts.
CREATE TABLE receipt_counter (
  name TEXT NOT NULL PRIMARY KEY CHECK (length(name) > 0),
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;

-- Writer: outbox. seq: order of arrival, which the clock does not decide. The receipt id is the idempotency key.
CREATE TABLE parcel (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  receipt_id TEXT NOT NULL UNIQUE REFERENCES receipt (id),
  lane TEXT NOT NULL CHECK (length(lane) > 0),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'later', 'parked', 'acknowledged')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  due_at INTEGER NOT NULL CHECK (due_at >= 0),
  leased_until INTEGER,
  last_code TEXT NOT NULL,
  body BLOB,
  CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
  -- Nothing is kept once the province has it, and nothing still to be sent is without its bytes.
  CHECK (state <> 'acknowledged' OR body IS NULL),
  CHECK (state IN ('parked', 'acknowledged') OR body IS NOT NULL)
) STRICT;
CREATE INDEX parcel_open ON parcel (lane, seq) WHERE state IN ('waiting', 'leased', 'later');
CREATE INDEX parcel_state ON parcel (state);

-- Writer: outbox.
CREATE TABLE acknowledgement (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  parcel_id TEXT NOT NULL UNIQUE REFERENCES parcel (id),
  province_ref TEXT NOT NULL CHECK (length(province_ref) > 0),
  received_at INTEGER NOT NULL CHECK (received_at >= 0),
  acknowledged_at INTEGER NOT NULL CHECK (acknowledged_at >= 0),
  duplicate INTEGER NOT NULL CHECK (duplicate IN (0, 1))
) STRICT;

-- Writer: audit. Append-only: lines follow each other without a gap, and none is changed or removed.
CREATE TABLE audit_line (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at INTEGER NOT NULL CHECK (at >= 0),
  actor TEXT NOT NULL CHECK (length(actor) > 0),
  action TEXT NOT NULL CHECK (length(action) > 0),
  case_id TEXT,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  prev TEXT NOT NULL CHECK (length(prev) = 64 AND prev NOT GLOB '*[^0-9a-f]*'),
  hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX audit_line_case ON audit_line (case_id, seq) WHERE case_id IS NOT NULL;
CREATE TRIGGER audit_line_in_order BEFORE INSERT ON audit_line
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit_line)
BEGIN SELECT RAISE(ABORT, 'audit lines follow each other'); END;
CREATE TRIGGER audit_line_no_update BEFORE UPDATE ON audit_line
BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END;
CREATE TRIGGER audit_line_no_delete BEFORE DELETE ON audit_line
BEGIN SELECT RAISE(ABORT, 'audit lines are never removed'); END;

-- Writer: clerk. What lets a clerk who signed in before sign in while the province is away.
CREATE TABLE clerk_verifier (
  account TEXT NOT NULL PRIMARY KEY CHECK (length(account) > 0),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor')),
  salt BLOB NOT NULL CHECK (length(salt) >= 16),
  hash BLOB NOT NULL CHECK (length(hash) >= 32),
  params TEXT NOT NULL CHECK (json_valid(params)),
  valid_until INTEGER NOT NULL CHECK (valid_until >= 0)
) STRICT;
`,
} as const;
