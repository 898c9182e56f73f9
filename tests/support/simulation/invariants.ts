import type { SqlReader } from '../../../main/contract/ports/database';
import { verifyAudit } from '../../../main/core/audit';
import { outboxCounts } from '../../../main/core/outbox';
import type { SimulatedProvince } from './province';
import type { Seal } from './seal';

interface Row {
  readonly id: string;
  readonly receipt_id: string;
  readonly lane: string;
  readonly state: string;
  readonly body: Uint8Array | null;
  readonly province_ref: string | null;
}

export interface Watch {
  /** What is wrong now; `null`: nothing. To be asked after every step. */
  wrong(): string | null;
  /** What is wrong at the end, when everything has had its time. */
  wrongAtEnd(): string | null;
  rows(): readonly Row[];
}

const ROWS = `SELECT parcel.id, receipt.id AS receipt_id, parcel.lane, parcel.state, parcel_body.body, province_ref
FROM receipt LEFT JOIN parcel ON parcel.receipt_id = receipt.id
LEFT JOIN parcel_body ON parcel_body.parcel_seq = parcel.seq
LEFT JOIN acknowledgement ON acknowledgement.parcel_id = parcel.id ORDER BY parcel.seq`;

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
  const everParked = new Set<string>();
  const acknowledged = new Map<string, string>();
  const rows = () => read.all<Row>(ROWS);

  function wrongRow(row: Row): string | null {
    const seal = sealing.get(row.receipt_id);
    if (seal === undefined) return 'a receipt nobody sealed';
    if (row.id === null) return 'a receipt without its parcel';
    kept.add(row.receipt_id);
    if (row.body !== null && Buffer.compare(row.body, seal.body) !== 0) return 'a parcel with other bytes';
    if (row.state === 'parked') {
      everParked.add(row.receipt_id);
      if (!province.wasRefused(row.receipt_id)) return 'parked without a stop answer';
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
      if (everParked.has(receiptId)) continue;
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
      const open = rows().filter(({ state }) => state !== 'acknowledged');
      if (open.length > 0) return `never delivered: ${open.map(({ state }) => state).join(', ')}`;
      if ([...kept].some((receiptId) => !province.received.includes(receiptId))) return 'not at the province';
      const lines = read.get<{ lines: number }>(
        `SELECT count(*) AS lines FROM audit_line WHERE action = 'parcel-acknowledged'`,
      );
      if (lines?.lines !== kept.size) return 'acknowledgements and audit lines disagree';
      return verifyAudit(read).brokenAt === null ? wrong() : 'the audit chain is broken';
    },
  };
}
