/** From the schema of each release to today's, with a day's work in it. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SqlConnection } from '../../main/contract/ports/database';
import { listAudit } from '../../main/core/audit';
import { leaseNext, outboxCounts, parcelOfReceipt } from '../../main/core/outbox';
import { receiptPdf } from '../../main/core/receipt';
import { migrate } from '../../main/core/store/migrate';
import { MIGRATIONS } from '../../main/core/store/migrations';
import { storeOver } from '../../main/core/store/transaction';
import { databaseDriver } from '../../native/database';
import { KEY, temporaryDir, value } from '../unit/core/store/profile';

const SHA = 'a'.repeat(64);
const id = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const PDF = Buffer.from('%PDF');
const BODY = Buffer.from('{"form":{}}');

/** Releases in which a receipt holds its file, and a parcel its bytes and a name of its own. */
const holdsFile = (version: number) => version < 150 || version >= 200;
const holdsBytes = (version: number) => version < 120;
const hasName = (version: number) => version < 200;

function sealed(file: SqlConnection, version: number, n: number, isThere: boolean): void {
  const columns = 'id, case_id, number, item_seq, sealed_at, sha256, size, facts';
  const values = [id(1, n), id(2, n), `N-${n}`, 37, 1, SHA, PDF.length, '{}'] as const;
  if (holdsFile(version))
    file.run(`INSERT INTO receipt (${columns}, pdf) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, ...values, PDF);
  else {
    file.run(`INSERT INTO receipt (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ...values);
    file.run('INSERT INTO receipt_file VALUES (?, ?)', id(1, n), PDF);
  }
  const state = isThere ? 'acknowledged' : 'waiting';
  const rest = 'lane, state, attempts, created_at, due_at, last_code';
  if (!hasName(version))
    file.run(
      `INSERT INTO parcel (seq, ${rest}, has_body) SELECT seq, 'receipts', ?, 1, 1, 1, '', ? FROM receipt WHERE id = ?`,
      ...[state, isThere ? 0 : 1, id(1, n)],
    );
  else
    file.run(
      `INSERT INTO parcel (id, receipt_id, ${rest}, ${holdsBytes(version) ? 'body' : 'has_body'}) VALUES (?, ?, 'receipts', ?, 1, 1, 1, '', ?)`,
      ...[id(4, n), id(1, n), state, isThere ? null : holdsBytes(version) ? BODY : Uint8Array.of(1)],
    );
  if (!isThere && !holdsBytes(version))
    file.run('INSERT INTO parcel_body SELECT max(seq), ? FROM parcel', BODY);
  if (!isThere) return;
  if (hasName(version))
    file.run('INSERT INTO acknowledgement VALUES (?, ?, ?, 5, 6, 0)', id(5, n), id(4, n), `SD-${n}`);
  else file.run('INSERT INTO acknowledgement SELECT max(seq), ?, 5, 6, 0 FROM parcel', `SD-${n}`);
}

function lines(file: SqlConnection, count: number): void {
  for (let seq = 1; seq <= count; seq += 1)
    file.run(
      'INSERT INTO audit_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[seq, seq * 1_000, 'wang', 'case-open', id(2, 1), '{}', SHA, SHA],
    );
}

it.each(MIGRATIONS.map(({ number }) => number))(
  'a store of version %i comes with all its work, and goes on with it',
  (version) => {
    const file = value(
      databaseDriver.open({ path: join(temporaryDir(), 'hall.db'), key: KEY, create: true }),
    );
    value(
      migrate(
        file,
        MIGRATIONS.filter(({ number }) => number <= version),
        1,
      ),
    );
    sealed(file, version, 1, true);
    sealed(file, version, 2, false);
    file.run(`INSERT INTO case_file VALUES (?, 'Filling', 'wang', 37, '{}', 1, 1, NULL)`, id(2, 3));
    file.run('INSERT INTO station_secret VALUES (?, ?)', 'seal', PDF);
    file.run('INSERT INTO receipt_counter VALUES (?, 2)', '2026/A08');
    lines(file, 3);

    expect(value(migrate(file, MIGRATIONS, 2)).version).toBe(MIGRATIONS.at(-1)?.number);
    expect([file.pragma('integrity_check'), file.all('PRAGMA foreign_key_check')]).toEqual(['ok', []]);
    expect([1, 2].map((n) => Buffer.from(receiptPdf(file, id(1, n)) ?? []))).toEqual([PDF, PDF]);
    expect([1, 2].map((n) => parcelOfReceipt(file, id(1, n))?.state)).toEqual(['acknowledged', 'waiting']);
    expect(outboxCounts(file)).toMatchObject({ acknowledged: 1, waiting: 1 });
    expect(listAudit(file, { limit: 9, caseId: id(2, 1) })).toHaveLength(3);
    expect(file.get('SELECT value FROM receipt_counter')).toEqual({ value: 2 });
    expect(file.get('SELECT state FROM case_file')).toEqual({ state: 'Filling' });
    const leased = storeOver(file).transaction((tx) => leaseNext(tx, { now: 9, leaseMs: 1 }));
    expect([leased?.parcel.receiptId, Buffer.from(leased?.body ?? [])]).toEqual([id(1, 2), BODY]);
    file.close();
  },
);
