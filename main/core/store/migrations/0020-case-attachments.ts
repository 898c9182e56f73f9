/** Files that are handed in with a case, each under the case's key like the case itself. */
export const caseAttachments = {
  number: 20,
  name: 'case-attachments',
  sql: `
-- Writer: casework. sealed: the file's bytes under the key of its case; name, kind and digest stand in the case's form.
CREATE TABLE case_attachment (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  case_id TEXT NOT NULL REFERENCES case_file (id),
  sealed BLOB NOT NULL CHECK (length(sealed) > 0),
  added_at INTEGER NOT NULL CHECK (added_at >= 0)
) STRICT;
CREATE INDEX case_attachment_case ON case_attachment (case_id);
`,
} as const;
