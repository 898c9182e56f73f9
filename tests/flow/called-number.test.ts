/** A number that was called and has not begun a case outlives the core: it stands in the store, and on the window again (R36). */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../main/core/base';
import { gatewayBefore } from '../support/gateway';
import { failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { adminOf, provinceWithPhones } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const QUEUE = { hallCode: '370102', group: 'A' };
const DAY_MS = 86_400_000;

/** Two wait, A001 and A002. `reopen`: the core's office over the same store, as after a death of the core. */
async function started() {
  const province = await provinceWithPhones({ mode: 'automatic' });
  await province.takeTicket('p01', { ...QUEUE, itemSeq: null });
  await province.takeTicket('p02', { ...QUEUE, itemSeq: null });
  const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
  const open = (more: Partial<Parameters<typeof openTestOffice>[0]> = {}) =>
    openTestOffice({ ...profile, ...more });
  async function reopen(hall: TestOffice, more: Parameters<typeof open>[0] = {}): Promise<TestOffice> {
    await hall.close();
    return open(more);
  }
  return { province, open, reopen };
}

/** A001 is called, and somebody who walked in is served instead. */
async function calledInVain(hall: TestOffice): Promise<void> {
  const calling = hall.office.queue.next();
  hall.layCard('p03');
  expect(failureOf(await calling)?.code).toBe('CASE_QUEUE_BUSY');
}

const shown = (hall: TestOffice) => hall.office.snapshot().called ?? null;

describe('a called number without a case', () => {
  it('is on the window, also after a restart of the core, until its case begins', async () => {
    const { open, reopen } = await started();
    const before = await open();
    expect(shown(before)).toBeNull();
    await calledInVain(before);
    expect(shown(before)).toEqual({ number: 'A001' });
    expect(before.events).toContain('called');
    const after = await reopen(before);
    expect(shown(after)).toEqual({ number: 'A001' });
    must(after.office.cases.abandon('申请人改日再办'));
    expect(must(await after.office.queue.next())).toMatchObject({ case: { ticket: 'A001' }, waiting: 1 });
    expect(shown(after)).toBeNull();
    const again = await reopen(after);
    expect(shown(again)).toBeNull();
    expect(again.view().ticket).toBe('A001');
  });

  it('comes again where the core died before the answer was there', async () => {
    const { province, open, reopen } = await started();
    const before = await open();
    province.addFault({ mode: 'drop-after', path: '/v1/tickets/call', count: 20 });
    expect(failureOf(await before.office.queue.next())?.retry).toBe('automatic');
    const after = await reopen(before);
    expect(shown(after)).toBeNull();
    await adminOf(province, 'DELETE', '/admin/faults');
    expect(must(await after.office.queue.next())).toMatchObject({ case: { ticket: 'A001' }, waiting: 1 });
  });

  it('comes again where the core died while the case was written', async () => {
    const { open, reopen } = await started();
    let left = Number.POSITIVE_INFINITY;
    const before = await open({
      beforeWrite() {
        left -= 1;
        if (left < 0) throw new Error('killed');
      },
    });
    // The call, the number, the empty case; not the case with the number.
    left = 3;
    await expect(before.office.queue.next()).rejects.toThrow('killed');
    left = Number.POSITIVE_INFINITY;
    const after = await reopen(before);
    expect(shown(after)).toEqual({ number: 'A001' });
    expect(must(await after.office.queue.next())).toMatchObject({ case: { ticket: 'A001' }, waiting: 1 });
  });

  it('is gone for good where it was passed over, on record, and the next call is the next number', async () => {
    const { open, reopen } = await started();
    const before = await open();
    await calledInVain(before);
    must(before.office.cases.abandon('申请人改日再办'));
    must(before.office.queue.passOver());
    expect(shown(before)).toBeNull();
    const [line] = before.office.auditLines(1);
    expect(line).toMatchObject({ action: 'ticket-passed-over', actor: 'test-01', facts: { number: 'A001' } });
    must(before.office.queue.passOver());
    expect(before.office.auditLines(1)[0]?.seq).toBe(line?.seq);
    const after = await reopen(before);
    expect(shown(after)).toBeNull();
    expect(must(await after.office.queue.next())).toMatchObject({ case: { ticket: 'A002' }, waiting: 0 });
  });

  it('is not lost to a gateway that refuses to have it called again', async () => {
    const { province, open } = await started();
    const gateway = await gatewayBefore(province.url);
    const hall = await open({ provinceUrl: gateway.url });
    await calledInVain(hall);
    must(hall.office.cases.abandon('申请人改日再办'));
    gateway.refused = '/v1/tickets/call';
    expect(failureOf(await hall.office.queue.next())?.code).toBe('PROVINCE_REFUSED');
    expect(shown(hall)).toEqual({ number: 'A001' });
    gateway.refused = '';
    expect(must(await hall.office.queue.next())).toMatchObject({ case: { ticket: 'A001' }, waiting: 1 });
  });

  it('is gone with its day', async () => {
    const { open, reopen } = await started();
    const before = await open();
    await calledInVain(before);
    const tomorrow: Clock = { ...systemClock, now: () => systemClock.now() + DAY_MS };
    const after = await reopen(before, { clock: tomorrow });
    expect(shown(after)).toBeNull();
    // Nor is it kept in the store: a clock set back does not bring it up again.
    expect(shown(await reopen(after))).toBeNull();
  });

  it('is for those who serve, and for this queue only', async () => {
    const { open, reopen } = await started();
    const before = await open();
    await calledInVain(before);
    const signedOut = await reopen(before, { signedIn: false });
    expect(shown(signedOut)).toBeNull();
    expect(failureOf(signedOut.office.queue.passOver())?.code).toBe('CLERK_SIGNED_OUT');
    const elsewhere = await reopen(signedOut, { place: { hallName: '样例市政务服务中心', windowNo: 'A09' } });
    must(elsewhere.office.cases.abandon('申请人改日再办'));
    expect(must(await elsewhere.office.queue.next())).toMatchObject({ case: { ticket: 'A002' } });
    expect(shown(elsewhere)).toBeNull();
  });
});
