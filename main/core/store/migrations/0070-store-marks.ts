/** What the store has to tell those who work on it, such as that it comes from a backup. */
export const storeMarks = {
  number: 70,
  name: 'store-marks',
  sql: `
-- Writer: store.
CREATE TABLE store_mark (
  name TEXT NOT NULL PRIMARY KEY CHECK (length(name) > 0),
  value TEXT NOT NULL,
  at INTEGER NOT NULL CHECK (at >= 0)
) STRICT;
`,
} as const;
