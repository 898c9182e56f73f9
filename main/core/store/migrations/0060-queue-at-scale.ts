/** What keeps the queue quick with a million parcels, and an acknowledgement from standing for two of them. */
export const queueAtScale = {
  number: 60,
  name: 'queue-at-scale',
  sql: `
-- Writer: the triggers below. How many parcels are in each state, so that nobody has to count them.
CREATE TABLE parcel_count (
  state TEXT NOT NULL PRIMARY KEY,
  parcels INTEGER NOT NULL CHECK (parcels >= 0)
) STRICT;
INSERT INTO parcel_count SELECT state, count(*) FROM parcel GROUP BY state;
CREATE TRIGGER parcel_counted_in AFTER INSERT ON parcel BEGIN
  INSERT INTO parcel_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET parcels = parcels + 1;
END;
CREATE TRIGGER parcel_counted_over AFTER UPDATE OF state ON parcel WHEN OLD.state <> NEW.state BEGIN
  UPDATE parcel_count SET parcels = parcels - 1 WHERE state = OLD.state;
  INSERT INTO parcel_count VALUES (NEW.state, 1) ON CONFLICT (state) DO UPDATE SET parcels = parcels + 1;
END;
CREATE TRIGGER parcel_counted_out AFTER DELETE ON parcel BEGIN
  UPDATE parcel_count SET parcels = parcels - 1 WHERE state = OLD.state;
END;

-- One word of the province stands for one parcel.
CREATE UNIQUE INDEX acknowledgement_ref ON acknowledgement (province_ref);
`,
} as const;
