import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SqlConnection, SqlReader } from '../../main/contract/ports/database';
import { listAudit } from '../../main/core/audit';
import { leaseNext, listParcels, outboxCounts } from '../../main/core/outbox';
import { listReceipts, receiptPdf } from '../../main/core/receipt';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { storeOver } from '../../main/core/store/transaction';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const SHA = 'a'.repeat(64);
const upTo = (number: number) => MIGRATIONS.filter((migration) => migration.number <= number);
const id = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;

function formerStore(): SqlConnection {
  const file = value(databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }));
  value(migrate(file, upTo(190), 1));
  return file;
}

/** As the former release wrote it. `state`: none for a receipt that has no parcel. */
function seal(file: SqlConnection, n: number, sealedAt: number, state?: string): void {
  const facts = {
    id: id(1, n),
    caseId: id(2, n),
    formId: id(3, n),
    itemSeq: 37,
    itemName: '样例',
    number: `N-${n}`,
    sealedAt,
    sha256: SHA,
    size: 4,
    training: false,
    auditHead: SHA,
    auditSeq: 1,
    provisional: false,
    signer: { subject: 'CN', notAfter: 1 },
  };
  file.run(
    'INSERT INTO receipt VALUES (?, ?, ?, 37, ?, ?, 4, ?)',
    ...[id(1, n), id(2, n), `N-${n}`, sealedAt, SHA, JSON.stringify(facts)],
  );
  if (n !== 3) file.run('INSERT INTO receipt_file VALUES (?, ?)', id(1, n), Buffer.from(`pdf${n}`));
  if (state === undefined) return;
  const isThere = state === 'acknowledged';
  file.run(
    `INSERT INTO parcel (id, receipt_id, lane, state, attempts, created_at, due_at, leased_until, last_code, has_body)
     VALUES (?, ?, 'receipts', ?, 2, 3, 4, ?, 'X', ?)`,
    ...[id(4, n), id(1, n), state, state === 'leased' ? 9 : null, isThere ? null : Uint8Array.of(1)],
  );
  if (isThere)
    file.run('INSERT INTO acknowledgement VALUES (?, ?, ?, 5, 6, 1)', ...[id(5, n), id(4, n), `SD-${n}`]);
  else
    file.run(
      'INSERT INTO parcel_body SELECT seq, ? FROM parcel WHERE id = ?',
      ...[Buffer.from(`body${n}`), id(4, n)],
    );
}

function upgraded(file: SqlConnection): SqlReader {
  value(migrate(file, MIGRATIONS, 2));
  expect(file.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(file.pragma('integrity_check')).toBe('ok');
  return file;
}

describe('a store of the former release', () => {
  it('keeps every receipt, file, parcel, byte and acknowledgement, in the order of sealing', () => {
    const file = formerStore();
    const states = ['acknowledged', 'parked', 'acknowledged', 'later', 'leased', 'waiting'];
    // The clock was set back while these were sealed; the order of arrival is what counts.
    states.forEach((state, at) => void seal(file, at + 1, 1_000 - at, state));
    seal(file, 9, 2_000);
    const read = upgraded(file);
    expect(listReceipts(read, { limit: 9 }).map(({ number }) => number)).toEqual([
      'N-6',
      'N-5',
      'N-4',
      'N-3',
      'N-2',
      'N-1',
      'N-9',
    ]);
    expect([1, 2, 3, 9].map((n) => Buffer.from(receiptPdf(read, id(1, n)) ?? []).toString())).toEqual([
      'pdf1',
      'pdf2',
      '',
      'pdf9',
    ]);
    expect(listParcels(read, { limit: 9 }).map(({ receiptId, state }) => [receiptId, state])).toEqual(
      [6, 5, 4, 2, 3, 1].map((n) => [id(1, n), states[n - 1]]),
    );
    expect(listParcels(read, { limit: 9 })[0]).toMatchObject({
      lane: 'receipts',
      attempts: 2,
      createdAt: 3,
      dueAt: 4,
      lastCode: 'X',
    });
    expect(outboxCounts(read)).toEqual({ waiting: 1, leased: 1, later: 1, parked: 1, acknowledged: 2 });
    expect(read.all('SELECT parcel_seq, CAST(body AS TEXT) AS body FROM parcel_body')).toEqual(
      [2, 4, 5, 6].map((n) => ({ parcel_seq: n, body: `body${n}` })),
    );
    expect(read.all('SELECT * FROM acknowledgement')).toEqual(
      [1, 3].map((n) => ({
        parcel_seq: n,
        province_ref: `SD-${n}`,
        received_at: 5,
        acknowledged_at: 6,
        duplicate: 1,
      })),
    );
    file.close();
  });

  it('goes on with it: the head of the lane leaves first, the next receipt takes the next number', () => {
    const file = formerStore();
    seal(file, 9, 5);
    ['acknowledged', 'waiting', 'waiting'].forEach((state, at) => void seal(file, at + 1, 10, state));
    upgraded(file);
    const store = storeOver(file);
    const leased = store.transaction((tx) => leaseNext(tx, { now: 10, leaseMs: 1_000 }));
    expect([leased?.parcel.receiptId, Buffer.from(leased?.body ?? []).toString()]).toEqual([
      id(1, 2),
      'body2',
    ]);
    file.exec(
      `INSERT INTO receipt (id, case_id, number, item_seq, sealed_at, sha256, size, facts)
       VALUES ('${id(1, 7)}', '${id(2, 7)}', 'N-7', 1, 1, '${SHA}', 4, '{}')`,
    );
    expect(file.get('SELECT seq FROM receipt WHERE number = ?', 'N-7')).toEqual({ seq: 4 });
    expect(() => file.exec('DELETE FROM parcel')).toThrow(/never removed/);
    file.close();
  });

  it('keeps a case taken in offline tied to its receipts', () => {
    const file = formerStore();
    for (const n of [1, 2]) seal(file, n, 1, 'waiting');
    file.exec(
      `INSERT INTO offline_entry VALUES ('${id(6, 1)}', '${id(2, 1)}', '${id(1, 1)}', 'closed', 'corrected', '${id(1, 2)}',
         NULL, 1, 2, 3, 4, 5, '')`,
    );
    const kept = file.all('SELECT * FROM offline_entry');
    upgraded(file);
    expect(file.all('SELECT * FROM offline_entry')).toEqual(kept);
    expect(() => file.exec(`DELETE FROM parcel_body; DELETE FROM receipt WHERE id = '${id(1, 1)}'`)).toThrow(
      /FOREIGN KEY/,
    );
    file.close();
  });

  it('finds its record of operations by case, clerk and time as before, across blocks', () => {
    const file = formerStore();
    file.exec('BEGIN');
    for (let seq = 1; seq <= 600; seq += 1)
      file.run(
        'INSERT INTO audit_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[
          seq,
          seq * 60_000,
          seq % 300 === 0 ? 'li' : 'wang',
          'case-open',
          id(2, seq % 200),
          '{}',
          SHA,
          SHA,
        ],
      );
    file.exec('COMMIT');
    const seqs = (filter: Parameters<typeof listAudit>[1]) => listAudit(file, filter).map(({ seq }) => seq);
    upgraded(file);
    expect(seqs({ limit: 9, actor: 'li' })).toEqual([600, 300]);
    expect(seqs({ limit: 9, caseId: id(2, 7) })).toEqual([407, 207, 7]);
    expect(seqs({ limit: 2, caseId: id(2, 7), before: 407 })).toEqual([207, 7]);
    expect(seqs({ limit: 9, fromAt: 255 * 60_000, untilAt: 258 * 60_000 })).toEqual([257, 256, 255]);
    expect(seqs({ limit: 9, fromAt: 0, untilAt: 60_000 })).toEqual([]);
    expect(seqs({ limit: 1, actor: 'wang', fromAt: 500 * 60_000 })).toEqual([599]);
    file.close();
  });
});
