/** What a restored backup leaves of the record of operations, and what it does not excuse; everything real. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { appendAudit } from '../../main/core/audit';
import { fromBase64, silentLog, systemClock, systemIds } from '../../main/core/base';
import { openStore, restoreBackup } from '../../main/core/store';
import { databaseDriver } from '../../native/database';
import { startBackup } from '../support/backup-thread';
import { must, openTestOffice, sealedAndDelivered, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

interface Sealed {
  number: string;
  pdf: Uint8Array;
}

async function sealed(hall: TestOffice): Promise<Sealed> {
  const { id, number } = await sealedAndDelivered(hall);
  const pdf = fromBase64(must(hall.office.receiptFile(id)).pdf);
  must(hall.office.cases.close());
  return { number, pdf };
}

async function freshProfile() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const dir = tempDir();
  const key = systemIds.bytes(32);
  // The key is given, so any keyring will do; the backup takes it along.
  writeFileSync(join(dir, 'keyring.json'), '{}');
  const open = (windowNo = 'A08') =>
    openTestOffice({
      dir,
      key,
      provinceUrl: province.url,
      place: { hallName: '样例市政务服务中心', windowNo },
    });
  return { province, dir, key, open };
}
type Profile = Awaited<ReturnType<typeof freshProfile>>;

/** Sealed before the backup, and after it; the store is then ruined and the backup put in its place. */
async function restoredProfile() {
  const profile = await freshProfile();
  const before = await profile.open();
  const kept = await sealed(before);
  const backup = must(await before.office.backUp(7));
  const gone = [await sealed(before), await sealed(before)] as const;
  await before.close();
  const { dir, key } = profile;
  writeFileSync(join(dir, 'hall.db'), 'x'.repeat(50_000));
  must(restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, backup.name));
  return { ...profile, kept, gone, backup: backup.name };
}

/** Somebody with the data key and no respect for triggers leaves the lines up to `seq`, and nothing that tells of the rest. */
function cutAfter({ dir, key }: Profile, seq: number): void {
  const file = must(databaseDriver.open({ path: `${dir}/hall.db`, key, create: false }));
  file.exec(
    `DROP TRIGGER audit_line_no_delete; DROP TRIGGER audit_checkpoint_no_delete; DROP TRIGGER parcel_no_delete;
     PRAGMA foreign_keys = OFF; DELETE FROM audit_checkpoint WHERE seq > ${seq}; DELETE FROM audit_line WHERE seq > ${seq};
     DELETE FROM acknowledgement; DELETE FROM parcel; DELETE FROM receipt;`,
  );
  file.close();
}

const restoring = (hall: TestOffice) =>
  hall.office.auditLines(500).find((line) => line.action === 'store-restored');

async function findings(province: Province): Promise<unknown[]> {
  return (await (await fetch(`${province.url}/admin/audit-findings`)).json()) as unknown[];
}

describe('the record of a window whose store comes from a backup', () => {
  it('is whole up to the backup and from then on, and names the receipts that only the province has', async () => {
    const profile = await restoredProfile();
    const { kept, gone, backup } = profile;
    const after = await profile.open();
    await expect
      .poll(async () => (await after.office.checkAudit({ askProvince: false })).restorings)
      .toEqual([{ seq: restoring(after)?.seq, at: expect.any(Number), backup, signed: true }]);
    const checked = await after.office.checkAudit();
    expect(checked).toMatchObject({ verdict: 'restored', intact: true, brokenAt: null, provinceHeads: 3 });
    const named = gone.map(({ number }) => ({ number, sealedAt: expect.any(Number) }));
    expect(checked.onlyProvince).toEqual([...named].reverse());

    const next = await sealed(after);
    const later = await after.office.checkAudit();
    expect(later).toMatchObject({ verdict: 'restored', provinceHeads: 4 });
    expect(later.onlyProvince).toEqual(expect.arrayContaining(named));
    expect(later.onlyProvince).toHaveLength(2);

    // What the applicants have in hand says the same.
    const holds = async (hall: TestOffice, { pdf }: Sealed) =>
      (await hall.office.checkAudit({ receipt: pdf, askProvince: false })).receipt;
    expect(await holds(after, kept)).toMatchObject({ verdict: 'passed', number: kept.number, held: 'held' });
    expect(await holds(after, next)).toMatchObject({ held: 'held' });
    for (const each of gone)
      expect(await holds(after, each)).toMatchObject({ verdict: 'passed', held: 'lost' });
    const touched = Uint8Array.from(next.pdf, (byte, at) => (at === 2_000 ? byte ^ 1 : byte));
    expect(await holds(after, { ...next, pdf: touched })).toMatchObject({
      verdict: 'failed',
      held: 'unsaid',
    });
    // The province does not take the window's word for it either.
    expect(await findings(profile.province)).toEqual([expect.objectContaining({ kind: 'goes-back' })]);

    await after.close();
    const elsewhere = await profile.open('A09');
    expect(await holds(elsewhere, next)).toMatchObject({ verdict: 'passed', held: 'other' });
  });

  it('is broken once lines from after the restoring are cut off', async () => {
    const profile = await restoredProfile();
    const after = await profile.open();
    const seq = restoring(after)?.seq ?? 0;
    const next = await sealed(after);
    await after.close();
    cutAfter(profile, seq);
    const left = await profile.open();
    const alone = await left.office.checkAudit({ askProvince: false });
    expect(alone).toMatchObject({ verdict: 'restored', onlyProvince: [] });
    const brought = await left.office.checkAudit({ receipt: next.pdf, askProvince: false });
    expect(brought).toMatchObject({ verdict: 'broken', receipt: { held: 'missing' } });
    const asked = await left.office.checkAudit();
    expect(asked).toMatchObject({ verdict: 'broken', intact: false });
    expect(asked.onlyProvince.map(({ number }) => number)).toContain(next.number);
  });
});

describe('a line that says that a backup was restored, written by hand', () => {
  it('excuses no cut by itself, and makes no record whole again once the window has signed over it', async () => {
    const profile = await freshProfile();
    const { dir, key } = profile;
    const honest = await profile.open();
    const first = await sealed(honest);
    await honest.close();
    cutAfter(profile, 2);
    const [clock, driver] = [systemClock, databaseDriver];
    const store = must(openStore({ driver, dir, key, clock, log: silentLog, startBackup }));
    const facts = { backup: 'hall-20261122T000000Z', firstNumber: '鲁免证受〔2999〕A08-001000' };
    store.transaction((tx) =>
      appendAudit(tx, { actor: 'station', action: 'store-restored', caseId: null, facts }, { clock }),
    );
    store.close();

    const after = await profile.open();
    expect(await after.office.checkAudit()).toMatchObject({
      ...{ verdict: 'broken', brokenAt: 4, restorings: [{ seq: 3, signed: false }] },
      onlyProvince: [{ number: first.number }],
    });
    after.office.session.signOut();
    await expect.poll(async () => (await after.office.checkAudit()).verdict).toBe('restored');
    expect((await after.office.checkAudit()).onlyProvince).toMatchObject([{ number: first.number }]);
  });
});
