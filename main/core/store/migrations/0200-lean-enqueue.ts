/**
 * Sealing a receipt writes half as many pages besides the bytes it keeps: a parcel has no number and no name of its own but its
 * receipt's, nothing is counted on the way in, and the record of operations is found by blocks of lines instead of line by line.
 */
export const leanEnqueue = {
  number: 200,
  name: 'lean-enqueue',
  sql: `
-- Writer: receipt. seq: order of sealing, which the clock does not decide. id: follows from the number, so no number stands
-- twice. facts: the receipt record, JSON; pdf: the sealed file, byte for byte, null once it is shredded; last in the row, so that
-- the rest is read without it.
CREATE TABLE receipt_next (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
  number TEXT NOT NULL CHECK (length(number) > 0),
  item_seq INTEGER NOT NULL CHECK (item_seq > 0),
  sealed_at INTEGER NOT NULL CHECK (sealed_at >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  size INTEGER NOT NULL CHECK (size > 0),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  pdf BLOB CHECK (length(pdf) > 0)
) STRICT;
-- Parcels are numbered through from 1; a receipt without one would come before them all.
INSERT INTO receipt_next
  SELECT row_number() OVER (ORDER BY parcel.seq NULLS FIRST, sealed_at, number)
      - (SELECT count(*) FROM receipt WHERE id NOT IN (SELECT receipt_id FROM parcel)),
    receipt.id, case_id, number, item_seq, sealed_at, sha256, size, facts, pdf
  FROM receipt LEFT JOIN parcel ON parcel.receipt_id = receipt.id
    LEFT JOIN receipt_file ON receipt_file.receipt_id = receipt.id;

-- Writer: outbox. One parcel for each receipt, under its number.
CREATE TABLE parcel_next (
  seq INTEGER PRIMARY KEY REFERENCES receipt_next (seq),
  lane TEXT NOT NULL CHECK (length(lane) > 0),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'later', 'parked', 'acknowledged')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  due_at INTEGER NOT NULL CHECK (due_at >= 0),
  leased_until INTEGER,
  last_code TEXT NOT NULL,
  has_body INTEGER NOT NULL CHECK (has_body IN (0, 1)),
  CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
  -- Nothing is kept once the province has it, and nothing still to be sent is without its bytes.
  CHECK (state <> 'acknowledged' OR has_body = 0),
  CHECK (state IN ('parked', 'acknowledged') OR has_body = 1)
) STRICT;
INSERT INTO parcel_next
  SELECT receipt_next.seq, lane, state, attempts, created_at, due_at, leased_until, last_code, has_body IS NOT NULL
  FROM parcel JOIN receipt_next ON receipt_next.id = parcel.receipt_id ORDER BY receipt_next.seq;

-- Writer: outbox.
CREATE TABLE parcel_body_next (
  parcel_seq INTEGER PRIMARY KEY REFERENCES parcel_next (seq),
  body BLOB NOT NULL
) STRICT;
INSERT INTO parcel_body_next SELECT receipt_next.seq, body
  FROM parcel_body JOIN parcel ON parcel.seq = parcel_seq JOIN receipt_next ON receipt_next.id = parcel.receipt_id
  ORDER BY receipt_next.seq;

-- Writer: outbox. One word of the province stands for one parcel.
CREATE TABLE acknowledgement_next (
  parcel_seq INTEGER PRIMARY KEY REFERENCES parcel_next (seq),
  province_ref TEXT NOT NULL UNIQUE CHECK (length(province_ref) > 0),
  received_at INTEGER NOT NULL CHECK (received_at >= 0),
  acknowledged_at INTEGER NOT NULL CHECK (acknowledged_at >= 0),
  duplicate INTEGER NOT NULL CHECK (duplicate IN (0, 1))
) STRICT;
INSERT INTO acknowledgement_next
  SELECT receipt_next.seq, province_ref, received_at, acknowledged_at, duplicate
  FROM acknowledgement JOIN parcel ON parcel.id = parcel_id JOIN receipt_next ON receipt_next.id = parcel.receipt_id
  ORDER BY receipt_next.seq;

-- Writer: casework. As it was, after the receipts' table made anew.
CREATE TABLE offline_entry_next (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
  receipt_id TEXT NOT NULL UNIQUE REFERENCES receipt_next (id),
  state TEXT NOT NULL CHECK (state IN ('to-check', 'for-clerk', 'closed')),
  outcome TEXT CHECK (outcome IN ('confirmed', 'corrected', 'lapsed')),
  follow_up_id TEXT REFERENCES receipt_next (id),
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
INSERT INTO offline_entry_next SELECT id, case_id, receipt_id, state, outcome, follow_up_id, body, accepted_at, checked_at,
  closed_at, next_at, attempts, last_code FROM offline_entry;

DROP TABLE offline_entry;
DROP TABLE acknowledgement;
DROP TABLE parcel_body;
DROP TABLE parcel;
DROP TABLE receipt_file;
DROP TABLE receipt;
ALTER TABLE receipt_next RENAME TO receipt;
ALTER TABLE parcel_next RENAME TO parcel;
ALTER TABLE parcel_body_next RENAME TO parcel_body;
ALTER TABLE acknowledgement_next RENAME TO acknowledgement;
ALTER TABLE offline_entry_next RENAME TO offline_entry;
CREATE INDEX offline_entry_open ON offline_entry (accepted_at) WHERE state <> 'closed';
CREATE INDEX parcel_open ON parcel (lane, seq) WHERE state IN ('waiting', 'leased', 'later');
-- Written as the planner can see through: a term with OR follows from each of its sides.
CREATE INDEX parcel_held ON parcel (state) WHERE state = 'leased' OR state = 'later' OR state = 'parked';

CREATE TRIGGER parcel_body_emptied AFTER UPDATE OF has_body ON parcel WHEN NEW.has_body = 0 BEGIN
  DELETE FROM parcel_body WHERE parcel_seq = NEW.seq;
END;
CREATE TRIGGER parcel_no_delete BEFORE DELETE ON parcel
BEGIN SELECT RAISE(ABORT, 'parcels are never removed'); END;
-- The newest number is how many there are, so those that wait are the rest, and none has to be counted when it comes in.
CREATE TRIGGER parcel_in_order BEFORE INSERT ON parcel
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM parcel)
BEGIN SELECT RAISE(ABORT, 'parcels follow each other'); END;

-- Writer: the triggers below. How many parcels are in each state but waiting, so that nobody has to count them.
DROP TABLE parcel_count;
CREATE TABLE parcel_count (
  state TEXT NOT NULL PRIMARY KEY,
  parcels INTEGER NOT NULL CHECK (parcels >= 0)
) STRICT;
INSERT INTO parcel_count VALUES ('leased', 0), ('later', 0), ('parked', 0), ('acknowledged', 0);
UPDATE parcel_count SET parcels = (SELECT count(*) FROM parcel WHERE parcel.state = parcel_count.state);
CREATE TRIGGER parcel_counted_in AFTER INSERT ON parcel WHEN NEW.state <> 'waiting' BEGIN
  UPDATE parcel_count SET parcels = parcels + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER parcel_counted_over AFTER UPDATE OF state ON parcel WHEN OLD.state <> NEW.state BEGIN
  UPDATE parcel_count SET parcels = parcels - 1 WHERE state = OLD.state;
  UPDATE parcel_count SET parcels = parcels + 1 WHERE state = NEW.state;
END;

-- Writer: the trigger below. Which blocks of 256 lines of the record of operations speak of a case, of somebody who acted, of an
-- hour (since 1970): the way to them without an entry for each line in three indexes.
CREATE TABLE audit_block (
  what TEXT NOT NULL CHECK (what IN ('case', 'actor', 'hour')),
  which ANY NOT NULL,
  block INTEGER NOT NULL CHECK (block >= 0),
  PRIMARY KEY (what, which, block)
) STRICT, WITHOUT ROWID;
INSERT INTO audit_block SELECT DISTINCT 'case', case_id, seq / 256 FROM audit_line WHERE case_id IS NOT NULL;
INSERT INTO audit_block SELECT DISTINCT 'actor', actor, seq / 256 FROM audit_line;
INSERT INTO audit_block SELECT DISTINCT 'hour', at / 3600000, seq / 256 FROM audit_line;
CREATE TRIGGER audit_line_in_block AFTER INSERT ON audit_line BEGIN
  INSERT OR IGNORE INTO audit_block SELECT 'case', NEW.case_id, NEW.seq / 256 WHERE NEW.case_id IS NOT NULL;
  INSERT OR IGNORE INTO audit_block VALUES ('actor', NEW.actor, NEW.seq / 256), ('hour', NEW.at / 3600000, NEW.seq / 256);
END;
CREATE TRIGGER audit_block_no_update BEFORE UPDATE ON audit_block
BEGIN SELECT RAISE(ABORT, 'blocks of audit lines are never changed'); END;
CREATE TRIGGER audit_block_no_delete BEFORE DELETE ON audit_block
BEGIN SELECT RAISE(ABORT, 'blocks of audit lines are never removed'); END;
DROP INDEX audit_line_case;
DROP INDEX audit_line_actor;
DROP INDEX audit_line_at;
`,
} as const;
