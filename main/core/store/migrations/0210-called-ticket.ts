/** The number that this window called and that has not begun a case yet (R36): it outlives the core, and the day not. */
export const calledTicket = {
  number: 210,
  name: 'called-ticket',
  sql: `
-- Writer: casework. One row at most: what the same call has to say word for word, and the number once the province told it.
CREATE TABLE called_ticket (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  request_id TEXT NOT NULL CHECK (length(request_id) = 36),
  hall_code TEXT NOT NULL CHECK (length(hall_code) BETWEEN 1 AND 40),
  queue_group TEXT NOT NULL CHECK (length(queue_group) BETWEEN 1 AND 40),
  window_no TEXT NOT NULL,
  clerk TEXT NOT NULL CHECK (length(clerk) > 0),
  number TEXT NOT NULL,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
`,
} as const;
