/**
 * How often an enterprise was asked for what it had given before (R05); and two more kinds of errand, the requests for an
 * old licence (R74) and for a proof to be issued (R30), for which the table is made anew, since SQLite changes no CHECK.
 */
export const reportedAndBackfilled = {
  number: 190,
  name: 'reported-and-backfilled',
  sql: `
ALTER TABLE case_figure ADD COLUMN fields_reported INTEGER NOT NULL DEFAULT 0 CHECK (fields_reported >= 0);
ALTER TABLE case_figure ADD COLUMN fields_asked_again INTEGER NOT NULL DEFAULT 0
  CHECK (fields_asked_again BETWEEN 0 AND fields_reported);
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
  body TEXT CHECK ((body IS NOT NULL) = (state = 'to-send')),
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
