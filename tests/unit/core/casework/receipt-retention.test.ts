import { describe, expect, it } from 'vitest';
import { silentLog, systemIds } from '../../../../main/core/base';
import type { CaseworkDeps } from '../../../../main/core/casework/deps';
import { createReceiptRetention } from '../../../../main/core/casework/keepers/receipt-retention';
import { receiptPdf, saveReceipt } from '../../../../main/core/receipt';
import { freshStore } from '../store/profile';

const DAY_MS = 86_400_000;
const NOW = 1_800_000_000_000;
const SHA = 'a'.repeat(64);

function desk(about: { clockOffMs?: number; busy?: () => boolean } = {}) {
  const store = freshStore();
  const acts: (() => void)[] = [];
  const clock = {
    at: NOW,
    now: () => clock.at,
    after(_ms: number, act: () => void) {
      acts.push(act);
      return () => void acts.splice(acts.indexOf(act) >>> 0, 1);
    },
  };
  let signed = 0;
  const deps = {
    store,
    clock,
    ids: systemIds,
    log: silentLog,
    link: { status: () => ({ clockOffMs: about.clockOffMs ?? null }) },
  } as unknown as CaseworkDeps;
  createReceiptRetention(deps, {
    busy: about.busy ?? (() => false),
    onShredded: () => {
      signed += 1;
    },
  }).start();
  return { store, clock, tick: () => acts.shift()?.(), signed: () => signed };
}
type Desk = ReturnType<typeof desk>;

/** A receipt of a closed case that the province acknowledged so many days ago; `state`: of its parcel. */
function delivered({ store }: Desk, { days = 91, state = 'acknowledged', size = 64 } = {}) {
  const [id, caseId] = [systemIds.next(), systemIds.next()];
  const number = `鲁-${id}`;
  const facts = { formId: systemIds.next(), itemSeq: 37, itemName: '', sealedAt: 1, training: false };
  const seal = { provisional: false, auditHead: SHA, auditSeq: 1, signer: { subject: '', notAfter: 1 } };
  const receipt = { id, caseId, number, sha256: SHA, size, ...facts, ...seal };
  const isThere = state === 'acknowledged';
  store.transaction((tx) => {
    saveReceipt(tx, receipt, systemIds.bytes(size));
    tx.run(
      `INSERT INTO parcel (seq, lane, state, attempts, created_at, due_at, last_code, has_body)
       SELECT seq, 'cases', ?, 1, 1, 1, '', ? FROM receipt WHERE id = ?`,
      ...[state, isThere ? 0 : 1, id],
    );
    const at = NOW - days * DAY_MS;
    if (isThere)
      tx.run(
        'INSERT INTO acknowledgement SELECT seq, ?, ?, ?, 0 FROM receipt WHERE id = ?',
        ...[`SD-${id}`, at, at, id],
      );
  });
  return { id, caseId };
}

const isKept = ({ store }: Desk, { id }: { id: string }) => receiptPdf(store.read, id) !== undefined;

/** The file is there after a look at it, as `hold` has left things; and gone after another, once `free` was run. */
function heldBy(at: Desk, hold: string, free: string): void {
  const receipt = delivered(at);
  const run = (sql: string) =>
    at.store.transaction((tx) =>
      tx.run(sql.replaceAll(':id', receipt.id).replaceAll(':case', receipt.caseId)),
    );
  run(hold);
  at.tick();
  expect(isKept(at, receipt)).toBe(true);
  run(free);
  at.tick();
  expect(isKept(at, receipt)).toBe(false);
}

const errand = (kind: string, state: string, body: string) =>
  `INSERT INTO errand VALUES ('${systemIds.next()}', '${kind}', ':case', 37, 's', '', '', '${state}', 0, NULL, '', ${body}, 1, NULL, NULL, NULL, 1, 0, '')`;

describe('the file of a receipt', () => {
  it('is kept so long, then shredded in batches, each on record and signed for', () => {
    const at = desk();
    const young = delivered(at, { days: 89 });
    const old = Array.from({ length: 25 }, () => delivered(at));
    at.tick();
    expect(old.filter((each) => isKept(at, each))).toHaveLength(5);
    at.tick();
    expect(old.filter((each) => isKept(at, each))).toHaveLength(0);
    expect(at.signed()).toBe(2);
    expect(isKept(at, young)).toBe(true);
    const lines = at.store.read.all<{ facts: string }>(
      `SELECT facts FROM audit_line WHERE action = 'receipt-shredded'`,
    );
    expect(lines).toHaveLength(25);
    expect(lines[0]?.facts).toContain('"days":90');
  });

  it.each(['waiting', 'later', 'parked'])('stays while its parcel is %s', (state) => {
    const at = desk();
    const receipt = delivered(at, { days: 900, state });
    at.tick();
    expect(isKept(at, receipt)).toBe(true);
  });

  it('stays while an objection or a verification of its case is open', () => {
    heldBy(desk(), errand('objection', 'asked', 'NULL'), `UPDATE errand SET state = 'answered'`);
    heldBy(
      desk(),
      errand('verification', 'to-send', `'{}'`),
      `UPDATE errand SET state = 'failed', body = NULL`,
    );
  });

  it('takes with it what a refused errand of its case still asked', () => {
    const at = desk();
    const receipt = delivered(at);
    const bodies = () => at.store.read.all<{ body: string | null }>('SELECT body FROM errand');
    at.store.transaction((tx) => {
      tx.run(`INSERT INTO case_file VALUES (?, 'HandingOver', 'c', 37, '{}', 1, 1, 1)`, receipt.caseId);
      tx.run(errand('pledge', 'failed', `'{}'`).replaceAll(':case', receipt.caseId));
    });
    expect(bodies()).toEqual([{ body: '{}' }]);
    at.tick();
    expect(isKept(at, receipt)).toBe(false);
    expect(bodies()).toEqual([{ body: null }]);
  });

  it('stays while its case is open, and while it is provisional and not settled', () => {
    heldBy(
      desk(),
      `INSERT INTO case_file VALUES (':case', 'HandingOver', 'c', 37, '{}', 1, 1, NULL)`,
      'UPDATE case_file SET closed_at = 1',
    );
    heldBy(
      desk(),
      `INSERT INTO offline_entry VALUES ('${systemIds.next()}', ':case', ':id', 'to-check', NULL, NULL, x'01', 1, NULL, NULL, 1, 0, '')`,
      `UPDATE offline_entry SET state = 'closed', outcome = 'lapsed', body = NULL`,
    );
  });

  it('stays while somebody works at the window, and while the clock is known to be wrong', () => {
    for (const at of [desk({ busy: () => true }), desk({ clockOffMs: -400 * DAY_MS })]) {
      const receipt = delivered(at);
      at.tick();
      expect(isKept(at, receipt)).toBe(true);
    }
  });

  it('leaves its pages to what is sealed next: the database does not grow from one period to the next', () => {
    const at = desk();
    const pages = () => Number(at.store.read.get<{ page_count: number }>('PRAGMA page_count')?.page_count);
    const period = () => {
      for (let left = 20; left > 0; left -= 1) delivered(at, { size: 60_000 });
    };
    period();
    const full = pages();
    for (let turn = 0; turn < 5; turn += 1) {
      at.tick();
      period();
    }
    // A hundred more records, at less than a page each; their files would be fifteen hundred.
    expect(pages()).toBeLessThan(full + 100);
  });
});
