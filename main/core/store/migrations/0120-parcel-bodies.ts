/**
 * The bytes of a parcel lie apart from its state: SQLite writes a row anew as a whole, and with the bytes in it every
 * lease, pause and release wrote a quarter of a megabyte.
 */
export const parcelBodies = {
  number: 120,
  name: 'parcel-bodies',
  sql: `
-- Writer: outbox.
CREATE TABLE parcel_body (
  parcel_seq INTEGER NOT NULL PRIMARY KEY REFERENCES parcel (seq),
  body BLOB NOT NULL
) STRICT;
INSERT INTO parcel_body SELECT seq, body FROM parcel WHERE body IS NOT NULL;
UPDATE parcel SET body = x'01' WHERE body IS NOT NULL;
-- What the checks of the table say of a parcel's bytes they go on saying of this mark.
ALTER TABLE parcel RENAME COLUMN body TO has_body;
CREATE TRIGGER parcel_body_emptied AFTER UPDATE OF has_body ON parcel WHEN NEW.has_body IS NULL BEGIN
  DELETE FROM parcel_body WHERE parcel_seq = NEW.seq;
END;
`,
} as const;
