/** What the office has asked of others, and what became of it. No row holds a personal value, but for `body` until it is sent. */
export const errands = {
  number: 90,
  name: 'errands',
  sql: `
-- Writer: casework. of_form: the form of its case waits on it. next_at: not to be sent, or looked at, before.
-- body: the request as JSON, for as long as it is still to be sent.
CREATE TABLE errand (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('verification', 'objection', 'pledge')),
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
CREATE INDEX errand_case ON errand (case_id);
CREATE INDEX errand_open ON errand (state, next_at) WHERE state IN ('to-send', 'asked');
CREATE UNIQUE INDEX errand_ref ON errand (ref) WHERE ref <> '';
-- Writer: casework. What the credit platform said about a pledge (R132): yes or no, for as long as the case is open.
CREATE TABLE pledge_check (
  case_id TEXT NOT NULL,
  grant_ref TEXT NOT NULL,
  material TEXT NOT NULL,
  ref TEXT NOT NULL CHECK (length(ref) > 0),
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  checked_at INTEGER NOT NULL CHECK (checked_at >= 0),
  PRIMARY KEY (case_id, grant_ref, material)
) STRICT;
`,
} as const;
