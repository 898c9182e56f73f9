import type { SqlReader } from '../../../contract/ports/database';
import { appendAudit } from '../../audit';
import { shredReceiptFile } from '../../receipt';
import { emptyLog } from '../case/case-end';
import type { CaseworkDeps } from '../deps';
import { forgetRefused } from '../errands/errands';

const DAY_MS = 24 * 3_600_000;
const LOOK_MS = 3_600_000;
/** So few at a time that a clerk who comes back does not notice. */
const BATCH = 20;
const NEXT_BATCH_MS = 500;

/** What the hall has decided where nothing is configured. */
const KEEP_DAYS = 90;
/** A clock that is off by more than this says nothing about how long something was kept. */
const CLOCK_OFF_MS = DAY_MS;

interface Due {
  id: string;
  caseId: string;
  number: string;
  sha256: string;
  provinceRef: string;
}

/**
 * Files that nobody needs here any more, the oldest first: at the province since before `until`, the case closed, nothing asked of
 * others for it (a verification, an objection) still open, and no provisional receipt that waits to be confirmed.
 */
function dueFiles(reader: SqlReader, { from, until }: { from: number; until: number }): Due[] {
  return reader.all<Due>(
    `SELECT receipt.id, receipt.case_id AS caseId, receipt.number, receipt.sha256,
       acknowledgement.province_ref AS provinceRef
     FROM receipt CROSS JOIN parcel ON parcel.seq = receipt.seq AND parcel.state = 'acknowledged'
       CROSS JOIN acknowledgement ON parcel_seq = receipt.seq AND acknowledged_at <= ?
     WHERE receipt.seq >= ? AND pdf IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM case_file WHERE case_file.id = receipt.case_id AND closed_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM errand
         WHERE errand.case_id = receipt.case_id AND errand.kind <> 'pledge' AND errand.state IN ('to-send', 'asked'))
       AND NOT EXISTS (SELECT 1 FROM offline_entry
         WHERE offline_entry.receipt_id = receipt.id AND offline_entry.state <> 'closed')
     ORDER BY receipt.seq LIMIT ?`,
    until,
    from,
    BATCH,
  );
}

export interface ReceiptRetention {
  start(): void;
  stop(): void;
}

/**
 * Shreds sealed files some time after the province has acknowledged them. Number, digest and record stay here, and the
 * destruction is on record, signed by the seal (`onShredded`). The pages of a shredded file are overwritten (secure_delete),
 * emptied out of the log, and taken by what is sealed next: the database grows to what one retention period holds, no further.
 */
export function createReceiptRetention(
  deps: CaseworkDeps,
  about: { busy: () => boolean; onShredded: () => void },
): ReceiptRetention {
  const { store, clock } = deps;
  let cancelTimer: () => void = () => undefined;
  /** No receipt before it has its file any more, which need not be found out every hour anew. */
  let firstKept = Number.MIN_SAFE_INTEGER;

  function firstWithFile(): number | null {
    return (
      store.read.get<{ seq: number }>(
        'SELECT seq FROM receipt WHERE seq >= ? AND pdf IS NOT NULL ORDER BY seq LIMIT 1',
        firstKept,
      )?.seq ?? null
    );
  }

  function shredBatch(): number {
    const days = deps.policy?.().receiptKeepDays ?? KEEP_DAYS;
    const first = firstWithFile();
    if (first === null) return 0;
    firstKept = first;
    const due = dueFiles(store.read, { from: first, until: clock.now() - days * DAY_MS });
    if (due.length === 0) return 0;
    store.transaction((tx) => {
      for (const { id: receiptId, caseId, number, sha256, provinceRef } of due) {
        if (!shredReceiptFile(tx, receiptId)) continue;
        forgetRefused(tx, caseId);
        const facts = { receiptId, number, sha256, provinceRef, days };
        appendAudit(tx, { actor: 'station', action: 'receipt-shredded', caseId, facts }, deps);
      }
    });
    emptyLog(deps);
    about.onShredded();
    return due.length;
  }

  function look(): void {
    // Set anew first: a store that takes nothing just now is looked at again.
    cancelTimer = clock.after(LOOK_MS, look);
    const isClockOff = Math.abs(deps.link?.status().clockOffMs ?? 0) > CLOCK_OFF_MS;
    if (about.busy() || isClockOff || shredBatch() < BATCH) return;
    cancelTimer();
    cancelTimer = clock.after(NEXT_BATCH_MS, look);
  }

  return {
    start() {
      cancelTimer = clock.after(LOOK_MS, look);
    },
    stop: () => cancelTimer(),
  };
}
