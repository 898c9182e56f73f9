/** Trouble with the line itself: nobody answers, the service is down for a while, the clocks disagree. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import type { Clock } from '../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../main/core/base';
import { createLink, createProvinceClient, type Transport } from '../../main/core/province';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const SPEED = 50;

/** A day in half an hour: pauses and polls pass quickly, everything else is as ever. */
function fastClock(): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * SPEED,
    after: (ms, act) => systemClock.after(ms / SPEED, act),
  };
}

async function running(options: Parameters<typeof startProvince>[0] = {}): Promise<Province> {
  const province = await startProvince({ admin: true, ...options });
  onTestFinished(() => province.stop());
  return province;
}

function hallFor(province: Province, clock?: Clock): Promise<TestOffice> {
  return openTestOffice({
    dir: tempDir(),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
    // Nobody works at a window whose day passes in half an hour.
    ...(clock && { clock, signedIn: false }),
  });
}

/** Looks until it is so; the vitest time limit is the only clock. */
async function eventually(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const inside = async <T>(province: Province, path: string): Promise<T[]> =>
  (await (await fetch(`${province.adminUrl}/admin/${path}`)).json()) as T[];

const outcomesOf = async (province: Province, operation: string) =>
  (await inside<{ operation: string; outcome: string }>(province, 'requests'))
    .filter((each) => each.operation === operation)
    .map(({ outcome }) => outcome);

async function enrolled(province: Province, clock?: Clock): Promise<TestOffice> {
  const hall = await hallFor(province, clock);
  must(await hall.enrol(`${(await province.issueEnrolmentCode(60_000)).code}\n${province.caPem}`));
  must(await hall.office.seal.ready());
  return hall;
}

describe('a province that answers nothing', () => {
  it('is a time-out, and the next answer is taken as ever', async () => {
    const province = await running();
    const link = createLink({
      baseUrl: () => province.url,
      clock: systemClock,
      ids: systemIds,
      credential: null,
    });
    onTestFinished(link.close);
    const impatient: Transport = (request) => link.transport({ ...request, deadlineMs: 250 });
    const client = createProvinceClient(impatient, systemClock);
    province.addFault({ mode: 'silence', count: 1, path: '/v1/clerks' });
    const { account, secret } = province.account;
    expect(await client.signIn({ account, secret })).toMatchObject({ failure: { code: 'PROVINCE_TIMEOUT' } });
    expect(await client.signIn({ account, secret })).toMatchObject({ ok: true });
  });

  it('does not hold up a second request behind a slow first one', async () => {
    const province = await running();
    const hall = await hallFor(province);
    province.addFault({ mode: 'slow', count: 1, path: '/v1/clerks', ms: 600 });
    const { account, secret } = province.account;
    const order: string[] = [];
    const slow = hall.office.session.signIn(account, secret).then(() => order.push('slow'));
    const quick = hall.office.seal.ready().then(() => order.push('quick'));
    await Promise.all([slow, quick]);
    expect(order).toEqual(['quick', 'slow']);
  });
});

describe('a province that is down for a while', () => {
  it('is left alone, the clerk sees until when, and it comes back by itself', async () => {
    const province = await running({ faults: [{ mode: 'refuse', status: 503, count: 7, path: '/' }] });
    const hall = await hallFor(province, fastClock());
    const seen: string[] = [];
    await eventually(() => {
      const { circuit, state } = hall.office.watch.view();
      const word = `${state} ${circuit.state} ${circuit.until === null ? '' : 'until'}`.trim();
      if (seen.at(-1) !== word) seen.push(word);
      return state === 'reachable';
    });
    expect(seen).toContain('unreachable open until');
    expect(hall.office.watch.view()).toMatchObject({
      circuit: { state: 'closed', until: null },
      failure: null,
    });
    expect(hall.events).toContain('province');
  });

  it('gets later, and once, what was sealed meanwhile, though it had taken it in all along', async () => {
    const province = await running();
    const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url };
    const hall = await openTestOffice(profile);
    must(await hall.office.seal.ready());
    must(hall.office.cases.chooseItem(37));
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.fillForm());
    completeForm(hall.office);
    province.addFault({ mode: 'drop-after', count: 1_000 });
    const receiptId = must(await hall.office.cases.submit()).receipt?.id;
    await hall.until((view) => view?.receipt?.delivery === 'later');
    while (hall.link.status().circuit.state !== 'open') await hall.office.delivery.drain({ evenLater: true });
    await hall.office.delivery.drain({ evenLater: true });
    expect(hall.office.parcels(1)).toMatchObject([
      { state: 'later', lastFailure: { code: 'PROVINCE_PAUSED' } },
    ]);
    expect(await inside(province, 'receipts')).toMatchObject([{ receiptId }]);
    await hall.close();
    await fetch(`${province.adminUrl}/admin/faults`, { method: 'DELETE' });

    const later = await openTestOffice(profile);
    await later.office.delivery.drain({ evenLater: true });
    expect(later.office.parcels(1)).toMatchObject([{ state: 'acknowledged' }]);
    expect(await inside(province, 'receipts')).toMatchObject([{ receiptId }]);
  });
});

describe('a token', () => {
  it('is asked for once however much is asked at the same time', async () => {
    const province = await running({ secure: true });
    const hall = await enrolled(province);
    const { account, secret } = province.account;
    await Promise.all(Array.from({ length: 8 }, () => hall.office.session.signIn(account, secret)));
    expect((await outcomesOf(province, 'issueToken')).length).toBe(1);
    expect(new Set(await outcomesOf(province, 'signIn'))).toEqual(new Set(['OK']));
  });

  it('that ran out on the other side is renewed, and the request goes through', async () => {
    const later = { there: 0, here: 0 };
    const clockOf = (end: keyof typeof later) => ({
      ...systemClock,
      now: () => systemClock.now() + later[end],
    });
    const province = await running({ secure: true, clock: clockOf('there') });
    const hall = await enrolled(province, clockOf('here'));
    const { account, secret } = province.account;
    Object.assign(later, { there: 350_000, here: 200_000 });
    expect(must(await hall.office.session.signIn(account, secret))).toMatchObject({ offline: false });
    expect(await outcomesOf(province, 'signIn')).toEqual(['TOKEN_EXPIRED', 'OK']);
    expect((await outcomesOf(province, 'issueToken')).length).toBe(2);
  });
});

describe('clocks that disagree', () => {
  it('for one answer: the request goes through all the same, once', async () => {
    const province = await running({ secure: true });
    const hall = await enrolled(province);
    province.addFault({ mode: 'clock-skew', count: 1, path: '/v1/consents', skewMs: 3_600_000 });
    must(hall.office.cases.chooseItem(37));
    hall.layCard('p01');
    const view = await hall.until((now) => now?.state === 'ReviewingLicences' || now?.failure !== null);
    expect(view?.failure).toBeNull();
    expect(await outcomesOf(province, 'requestConsent')).toEqual(['CLOCK_SKEW', 'CLOCK_SKEW', 'OK']);
  });

  it.each([
    ['behind', 7_200_000],
    ['ahead', -7_200_000],
  ])('for good, this one hours %s: everything works, and the clerk is told', async (_what, skewMs) => {
    const province = await running({ secure: true });
    const hall = await enrolled(province);
    province.addFault({ mode: 'clock-skew', count: 10_000, skewMs });
    const { account, secret } = province.account;
    expect(must(await hall.office.session.signIn(account, secret))).toMatchObject({ offline: false });
    await hall.office.session.signIn(account, secret);
    expect(Math.round((hall.link.status().clockOffMs ?? 0) / 60_000)).toBe(skewMs / 60_000);
    expect(await outcomesOf(province, 'signIn')).toEqual(['CLOCK_SKEW', 'OK', 'OK']);
  });
});
