/** A key for each open case. A body written before is read as it is once more and then written under its key. */
export const caseKeys = {
  number: 30,
  name: 'case-keys',
  sql: `
-- Writer: casework. Destroyed with the case; the content written under it is unreadable from then on.
CREATE TABLE case_key (
  case_id TEXT NOT NULL PRIMARY KEY CHECK (length(case_id) = 36),
  key BLOB NOT NULL CHECK (length(key) = 32),
  made_at INTEGER NOT NULL CHECK (made_at >= 0)
) STRICT;
`,
} as const;
