/** How good the data of fetched licences were (R83): rules kept and broken, of whom, and nothing of what they said. */
export const licenceQuality = {
  number: 180,
  name: 'licence-quality',
  sql: `
-- Writer: figures. One row for each licence that a finished case had fetched.
CREATE TABLE licence_quality (
  case_id TEXT NOT NULL CHECK (length(case_id) = 36),
  type_seq INTEGER NOT NULL CHECK (type_seq > 0),
  type_name TEXT NOT NULL,
  issuer TEXT NOT NULL CHECK (length(issuer) <= 120),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  missing INTEGER NOT NULL CHECK (missing >= 0),
  malformed INTEGER NOT NULL CHECK (malformed >= 0),
  disordered INTEGER NOT NULL CHECK (disordered >= 0),
  unidentified INTEGER NOT NULL CHECK (unidentified >= 0),
  PRIMARY KEY (case_id, type_seq)
) STRICT;
CREATE INDEX licence_quality_day ON licence_quality (day);
`,
} as const;
