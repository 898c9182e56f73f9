/** What the rates are computed from: counts of each finished case, nothing about the person (R117, R135). */
export const caseFigures = {
  number: 40,
  name: 'case-figures',
  sql: `
-- Writer: figures. One row for each case that came to an end.
CREATE TABLE case_figure (
  case_id TEXT NOT NULL PRIMARY KEY CHECK (length(case_id) = 36),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  window_no TEXT NOT NULL CHECK (length(window_no) > 0),
  item_seq INTEGER NOT NULL CHECK (item_seq > 0),
  item_name TEXT NOT NULL,
  department TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'abandoned')),
  fields INTEGER NOT NULL CHECK (fields >= 0),
  fields_shared INTEGER NOT NULL CHECK (fields_shared BETWEEN 0 AND fields),
  fields_corrected INTEGER NOT NULL CHECK (fields_corrected >= 0),
  materials INTEGER NOT NULL CHECK (materials >= 0),
  materials_shared INTEGER NOT NULL CHECK (materials_shared BETWEEN 0 AND materials),
  materials_pledged INTEGER NOT NULL CHECK (materials_pledged >= 0),
  materials_paper INTEGER NOT NULL CHECK (materials_paper >= 0),
  licences INTEGER NOT NULL CHECK (licences BETWEEN 0 AND materials),
  licences_replaced INTEGER NOT NULL CHECK (licences_replaced BETWEEN 0 AND licences)
) STRICT;
CREATE INDEX case_figure_day ON case_figure (day);
`,
} as const;
