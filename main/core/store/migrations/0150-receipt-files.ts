/**
 * The sealed file of a receipt lies apart from its record: the file is shredded some time after the province has it, the record
 * (number, digest, audit head) stays. A case that was taken in offline and ended unconfirmed is marked in the figures.
 */
export const receiptFiles = {
  number: 150,
  name: 'receipt-files',
  sql: `
-- Writer: receipt. pdf: the sealed file, byte for byte; no row once it is shredded.
CREATE TABLE receipt_file (
  receipt_id TEXT NOT NULL PRIMARY KEY REFERENCES receipt (id),
  pdf BLOB NOT NULL CHECK (length(pdf) > 0)
) STRICT;
INSERT INTO receipt_file SELECT id, pdf FROM receipt ORDER BY sealed_at;
ALTER TABLE receipt DROP COLUMN pdf;
ALTER TABLE case_figure ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0 CHECK (lapsed IN (0, 1));
`,
} as const;
