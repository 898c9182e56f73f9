/**
 * An errand that was refused keeps what it asks, so that somebody can try it again once the cause is put right; those refused
 * before have nothing left. The table is made anew, since SQLite changes no CHECK.
 */
export const keptErrands = {
  number: 220,
  name: 'kept-errands',
  sql: `
-- Writer: casework.
CREATE TABLE errand_next (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('verification', 'objection', 'pledge', 'backfill', 'issue')),
  case_id TEXT NOT NULL CHECK (length(case_id) = 36),
  item_seq INTEGER NOT NULL CHECK (item_seq > 0),
  subject TEXT NOT NULL CHECK (length(subject) > 0),
  label TEXT NOT NULL,
  department TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('to-send', 'asked', 'answered', 'failed', 'withdrawn')),
  of_form INTEGER NOT NULL CHECK (of_form IN (0, 1)),
  outcome TEXT,
  ref TEXT NOT NULL,
  -- There while it has to be sent; while it is refused, until its case is gone; never otherwise.
  body TEXT CHECK (CASE state WHEN 'to-send' THEN body IS NOT NULL WHEN 'failed' THEN 1 ELSE body IS NULL END),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  asked_at INTEGER,
  due_at INTEGER,
  answered_at INTEGER,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  last_code TEXT NOT NULL
) STRICT;
INSERT INTO errand_next SELECT id, kind, case_id, item_seq, subject, label, department, state, of_form, outcome, ref, body,
  created_at, asked_at, due_at, answered_at, next_at, attempts, last_code FROM errand;
DROP TABLE errand;
ALTER TABLE errand_next RENAME TO errand;
CREATE INDEX errand_case ON errand (case_id);
CREATE INDEX errand_open ON errand (state, next_at) WHERE state IN ('to-send', 'asked');
CREATE UNIQUE INDEX errand_ref ON errand (ref) WHERE ref <> '';
`,
} as const;
