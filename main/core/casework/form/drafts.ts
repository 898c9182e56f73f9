import type { ProvinceView } from '../../../contract/calls';
import type { SqlReader } from '../../../contract/ports/database';
import type { CaseworkDeps } from '../deps';

/** An open case that nobody has touched for this long is shredded: what was fetched for it was meant for that day. */
export const DRAFT_HOURS = 24;
/** How often the core looks for such cases while it runs. */
export const DRAFT_WATCH_MS = 600_000;

/** A clock that is off, or was set, by more than this says nothing about how long a draft has lain. */
const CLOCK_OFF_MS = 86_400_000;

/** A case that waits for a department is kept this long after the last answer was due: the clerk has to see that none came. */
const WAIT_GRACE_MS = 5 * 86_400_000;
/** Where no day is known, since the province took nothing in: from when it was put to wait. */
const LONGEST_UNASKED_MS = 10 * 86_400_000;

/** Open cases without a receipt, untouched for DRAFT_HOURS, and those that have waited past every day. `hasItem`: somebody had begun something worth a word. */
export function expiredDrafts(reader: SqlReader, now: number): { id: string; hasItem: boolean }[] {
  return reader
    .all<{ id: string; item_seq: number | null }>(
      `SELECT id, item_seq FROM case_file
       WHERE closed_at IS NULL AND updated_at <= ? AND state NOT IN ('Sealing', 'HandingOver')
         AND (state <> 'AwaitingVerification' OR ? > ? + coalesce(
           (SELECT max(due_at) FROM errand WHERE errand.case_id = case_file.id AND of_form = 1), updated_at + ?))`,
      now - DRAFT_HOURS * 3_600_000,
      now,
      WAIT_GRACE_MS,
      LONGEST_UNASKED_MS,
    )
    .map((row) => ({ id: row.id, hasItem: row.item_seq !== null }));
}

/**
 * Whether the clock is known to be off by the province's, or has jumped against the time that this process has run. A jump is
 * forgiven once the province was heard again and its time agrees; a machine that slept looks the same and is told apart so.
 * While the province stays away the drafts stay too, until the core is started again.
 */
export function createClockDoubt(
  { clock, link }: Pick<CaseworkDeps, 'clock' | 'link'>,
  province: () => Pick<ProvinceView, 'state' | 'checkedAt'>,
): () => boolean {
  const driftNow = () => (clock.elapsed === undefined ? 0 : clock.now() - clock.elapsed());
  let drift = driftNow();
  /** When the province had last been heard as the jump was found. */
  let heardBefore: { at: number | null } | null = null;
  return () => {
    const isOff = Math.abs(link?.status().clockOffMs ?? 0) > CLOCK_OFF_MS;
    const hasJumped = Math.abs(driftNow() - drift) > CLOCK_OFF_MS;
    if (!hasJumped) heardBefore = null;
    if (isOff || !hasJumped) return isOff;
    const { state, checkedAt } = province();
    heardBefore ??= { at: checkedAt };
    if (state !== 'reachable' || checkedAt === heardBefore.at) return true;
    drift = driftNow();
    heardBefore = null;
    return false;
  };
}
