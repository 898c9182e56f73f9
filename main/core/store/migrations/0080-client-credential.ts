/** What the workstation proves itself with towards the province. */
export const clientCredential = {
  number: 80,
  name: 'client-credential',
  sql: `
-- Writer: province. private_key: DER PKCS#8; chain: PEM, the client's first, the province's root last.
CREATE TABLE client_credential (
  slot INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
  client_id TEXT NOT NULL CHECK (length(client_id) > 0),
  private_key BLOB NOT NULL,
  chain TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL CHECK (enrolled_at >= 0)
) STRICT;
`,
} as const;
