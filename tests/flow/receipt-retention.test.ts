/** Sealed files are shredded some time after the province has them, and never before; their record stays. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { completeForm, failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The system's clock, which goes ahead when told; what is set for an hour or later runs when asked for. */
function settableClock() {
  const hourly: (() => void)[] = [];
  const clock = {
    ahead: 0,
    now: () => systemClock.now() + clock.ahead,
    after(ms: number, act: () => void) {
      if (ms < HOUR_MS) return systemClock.after(ms, act);
      hourly.push(act);
      return () => void hourly.splice(hourly.indexOf(act) >>> 0, 1);
    },
  };
  const anHourLater = () => {
    for (const act of hourly.splice(0)) act();
  };
  return { clock, anHourLater };
}

async function opened() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const { clock, anHourLater } = settableClock();
  const hall = await openTestOffice({
    dir: tempDir(),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
    clock,
  });
  must(await hall.office.seal.ready());
  /** Nobody is at the window, so many days from now. */
  const daysLater = (days: number) => {
    clock.ahead = days * DAY_MS;
    hall.office.session.signOut();
    anHourLater();
    hall.office.session.resume({ account: 'test-01', name: '测试员', role: 'clerk', offline: false });
  };
  return { hall, daysLater };
}

/** Taken in and sealed; closed and, with the province there, acknowledged. */
async function sealed(hall: TestOffice): Promise<string> {
  const { cases } = hall.office;
  must(cases.chooseItem(37));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(cases.fillForm());
  completeForm(hall.office);
  const id = must(await cases.submit()).receipt?.id ?? '';
  must(cases.close());
  await hall.office.delivery.drain({ evenLater: true });
  return id;
}

const why = (hall: TestOffice, id: string) => failureOf(hall.office.receiptFile(id))?.code ?? 'kept';

describe('the file of a receipt', () => {
  it('is shredded once the province has had it for so long, on signed record; number, digest and rows stay', async () => {
    const { hall, daysLater } = await opened();
    const id = await sealed(hall);
    daysLater(89);
    expect(why(hall, id)).toBe('kept');
    daysLater(91);
    expect(why(hall, id)).toBe('RECEIPT_AT_PROVINCE');
    expect(failureOf(await hall.office.verifyStored(id))?.code).toBe('RECEIPT_AT_PROVINCE');
    expect(why(hall, systemIds.next())).toBe('RECEIPT_UNKNOWN');
    const [row] = hall.office.receipts(9);
    const line = hall.office.auditLines(20).find(({ action }) => action === 'receipt-shredded');
    expect(line?.facts).toMatchObject({ receiptId: id, number: row?.number, sha256: row?.sha256, days: 90 });
    const deletions = async () => (await hall.office.checkAudit({ askProvince: false })).deletions;
    // The end of the case and the end of the file.
    await expect.poll(deletions).toEqual({ all: 2, signed: 2 });
  });
});
