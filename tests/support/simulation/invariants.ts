import type { SqlReader } from '../../../main/contract/ports/database';
import { verifyAudit } from '../../../main/core/audit';
import { outboxCounts } from '../../../main/core/outbox';
import type { SimulatedProvince } from './province';
import type { Seal } from './seal';

interface Row {
  readonly seq: number | null;
  readonly receipt_id: string;
  readonly lane: string;
  readonly state: string;
  readonly attempts: number;
  readonly body: Uint8Array | null;
  readonly province_ref: string | null;
}

/** As the delivery counts (delivery.ts, outbox/aside.ts). */
const FAILURES_TO_STEP_ASIDE = 5;
const ATTEMPTS_TO_PARK = 20;

export interface Watch {
  /** What is wrong now; `null`: nothing. To be asked after every step. */
  wrong(): string | null;
  /** What is wrong at the end, when everything has had its time. */
  wrongAtEnd(): string | null;
  rows(): readonly Row[];
}

const ROWS = `SELECT parcel.seq, receipt.id AS receipt_id, parcel.lane, parcel.state, parcel.attempts, parcel_body.body, province_ref
FROM receipt LEFT JOIN parcel ON parcel.seq = receipt.seq
LEFT JOIN parcel_body ON parcel_body.parcel_seq = parcel.seq
LEFT JOIN acknowledgement ON acknowledgement.parcel_seq = parcel.seq ORDER BY parcel.seq`;

/** `sealing`: all that was ever about to be written; `handed`: what a person was told is sealed. `mostLeased`: those on their way, before and behind, none at rest; and those whose end could not be written. */
export function watchOutbox(
  read: SqlReader,
  province: SimulatedProvince,
  {
    sealing,
    handed,
    mostLeased,
  }: { sealing: ReadonlyMap<string, Seal>; handed: ReadonlySet<string>; mostLeased: () => number },
): Watch {
  const kept = new Set<string>();
  /** Parked once, or aside of its lane: its place in the order is its own. */
  const outOfLine = new Set<string>();
  const acknowledged = new Map<string, string>();
  const rows = () => read.all<Row>(ROWS);

  function wrongRow(row: Row): string | null {
    const seal = sealing.get(row.receipt_id);
    if (seal === undefined) return 'a receipt nobody sealed';
    if (row.seq === null) return 'a receipt without its parcel';
    kept.add(row.receipt_id);
    if (row.body !== null && Buffer.compare(row.body, seal.body) !== 0) return 'a parcel with other bytes';
    const failures = province.failuresOf(row.receipt_id);
    if (row.lane !== seal.lane) {
      outOfLine.add(row.receipt_id);
      if (row.lane !== `${seal.lane}/${row.receipt_id}`)
        return 'in a lane that is neither its own nor its first';
      if (failures < FAILURES_TO_STEP_ASIDE) return 'stepped aside though it did not fail by itself';
    }
    if (row.state === 'parked') {
      outOfLine.add(row.receipt_id);
      const hasLongFailed = row.lane !== seal.lane && row.attempts >= ATTEMPTS_TO_PARK;
      if (!province.wasRefused(row.receipt_id) && !hasLongFailed) return 'parked without a stop answer';
    }
    if ((row.state === 'acknowledged') !== (row.province_ref !== null))
      return 'state and acknowledgement disagree';
    if (row.province_ref === null)
      return acknowledged.has(row.receipt_id) ? 'an acknowledgement was taken back' : null;
    if (row.province_ref !== province.refOf(row.receipt_id))
      return 'acknowledged, though the province did not say so';
    acknowledged.set(row.receipt_id, row.province_ref);
    return null;
  }

  function wrongOrder(): string | null {
    const last = new Map<string, number>();
    const place = new Map([...sealing.keys()].map((receiptId, n) => [receiptId, n]));
    for (const receiptId of province.received) {
      const lane = sealing.get(receiptId)?.lane ?? '';
      const at = place.get(receiptId) ?? -1;
      if (outOfLine.has(receiptId)) continue;
      if (at < (last.get(lane) ?? -1)) return 'an older receipt came after a newer one of its lane';
      last.set(lane, at);
    }
    return null;
  }

  function wrong(): string | null {
    const now = rows();
    for (const row of now) {
      const why = wrongRow(row);
      if (why !== null) return why;
    }
    if (now.length !== kept.size) return 'a receipt is gone';
    if ([...handed].some((receiptId) => !kept.has(receiptId))) return 'handed out and not kept';
    if (province.received.some((receiptId) => !kept.has(receiptId)))
      return 'the province holds what the workstation does not know';
    if (new Set(province.received).size !== province.received.length) return 'taken in twice';
    const counts = outboxCounts(read);
    if (Object.values(counts).reduce((sum, each) => sum + each, 0) !== now.length)
      return 'the counts do not add up';
    for (const [state, count] of Object.entries(counts))
      if (now.filter((row) => row.state === state).length !== count) return `the count of ${state} is wrong`;
    if (counts.leased > mostLeased()) return 'more are leased than can be under way';
    return wrongOrder();
  }

  return {
    rows,
    wrong,
    wrongAtEnd() {
      const isHopeless = (receiptId: string) => province.isCursedForEver(receiptId);
      const all = rows();
      const open = all.filter((row) => row.state !== 'acknowledged' && !isHopeless(row.receipt_id));
      const beside = [...kept].some(isHopeless) ? ' beside one that always fails' : '';
      if (open.length > 0) return `never delivered${beside}: ${open.map(({ state }) => state).join(', ')}`;
      const missing = [...kept].filter((receiptId) => !province.received.includes(receiptId));
      if (!missing.every(isHopeless)) return 'not at the province';
      const came = all.filter(({ state }) => state === 'acknowledged').length;
      const lines = read.get<{ lines: number }>(
        `SELECT count(*) AS lines FROM audit_line WHERE action = 'parcel-acknowledged'`,
      );
      if (lines?.lines !== came) return 'acknowledgements and audit lines disagree';
      return verifyAudit(read).brokenAt === null ? wrong() : 'the audit chain is broken';
    },
  };
}
