/** Each kind of trouble that the reference province can make: what the clerk sees, that nothing is lost or done twice, that it mends. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { systemIds } from '../../main/core/base';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;
type Fault = Parameters<Province['addFault']>[0];

interface Scene {
  province: Province;
  hall: TestOffice;
}

async function scene(): Promise<Scene> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  must(await hall.office.seal.ready());
  return { province, hall };
}

const inside = async <T>(province: Province, path: string): Promise<T[]> =>
  (await (await fetch(`${province.adminUrl}/admin/${path}`)).json()) as T[];

/** Item and card: up to the licences, or to what went wrong. */
async function identify({ hall }: Scene) {
  must(hall.office.cases.chooseItem(ITEM));
  hall.layCard('p01');
  return hall.until((view) => view?.state === 'ReviewingLicences' || (view?.failure ?? null) !== null);
}

async function identifyAgain({ hall }: Scene) {
  hall.layCard('p01');
  return hall.until((view) => view?.state === 'ReviewingLicences');
}

async function seal(hall: TestOffice): Promise<string> {
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
  return must(await hall.office.cases.submit()).receipt?.id ?? '';
}

async function expectOnce({ province, hall }: Scene, receiptId: string): Promise<void> {
  expect(hall.view().receipt?.delivery).toBe('acknowledged');
  const received = await inside<{ receiptId: string }>(province, 'receipts');
  expect(received.map((each) => each.receiptId)).toEqual([receiptId]);
  expect(hall.office.delivery.counts()).toMatchObject({ waiting: 0, later: 0, parked: 0, acknowledged: 1 });
}

describe('a citizen waits at the window', () => {
  it.each<[string, Fault]>([
    ['latency', { mode: 'slow', count: 3, ms: 50, path: '/v1/licences' }],
    ['a server error on reading', { mode: 'refuse', status: 500, count: 1, path: '/v1/licences/list' }],
    ['a gateway’s 502 on reading', { mode: 'refuse', status: 502, count: 2, path: '/v1/licences/fetch' }],
    [
      'being asked to slow down',
      { mode: 'refuse-429', count: 1, retryAfterSeconds: 1, path: '/v1/licences/list' },
    ],
    [
      'being asked to slow down until a time of day',
      { mode: 'refuse-429', count: 1, retryAfterSeconds: 1, retryAfterAs: 'date', path: '/v1/licences/list' },
    ],
    ['a line cut before anything was done', { mode: 'drop-before', count: 1, path: '/v1/licences/fetch' }],
    ['a line cut after it was done', { mode: 'drop-after', count: 1, path: '/v1/licences/list' }],
    ['half an answer', { mode: 'truncate', count: 1, path: '/v1/licences/fetch' }],
    ['a line cut after the holder was asked', { mode: 'drop-after', count: 2, path: '/v1/consents' }],
  ])('%s: nobody at the window notices', async (_what, fault) => {
    const both = await scene();
    both.province.addFault(fault);
    const view = await identify(both);
    expect(view?.failure).toBeNull();
    expect(view?.grant?.gaps.filter(({ why }) => why === 'unreachable')).toEqual([]);
    const receiptId = await seal(both.hall);
    await both.hall.until((now) => now?.receipt?.delivery === 'acknowledged');
    await expectOnce(both, receiptId);
  });

  it.each<[string, Fault, string]>([
    ['a server error', { mode: 'refuse', status: 500, count: 3, path: '/v1/consents' }, 'PROVINCE_BUSY'],
    ['an overloaded service', { mode: 'refuse-503', count: 3, path: '/v1/consents' }, 'PROVINCE_BUSY'],
    ['a line cut before', { mode: 'drop-before', count: 3, path: '/v1/consents' }, 'PROVINCE_UNREACHABLE'],
    ['a line cut after', { mode: 'drop-after', count: 3, path: '/v1/consents' }, 'PROVINCE_UNREACHABLE'],
    ['half an answer', { mode: 'truncate', count: 3, path: '/v1/consents' }, 'PROVINCE_ANSWER_INVALID'],
  ])(
    '%s, three times when the holder is asked: the clerk is told, and the card laid again goes through',
    async (_what, fault, code) => {
      const both = await scene();
      both.province.addFault(fault);
      const view = await identify(both);
      expect(view).toMatchObject({ state: 'Identifying', failure: { code } });
      expect(FAILURE_WORDS[code as keyof typeof FAILURE_WORDS].remedy).not.toBe('');
      expect((await identifyAgain(both))?.failure).toBeNull();
      const receiptId = await seal(both.hall);
      await both.hall.until((now) => now?.receipt?.delivery === 'acknowledged');
      await expectOnce(both, receiptId);
    },
  );

  it('a licence with a wrong signature is shown as failed and fills nothing', async () => {
    const both = await scene();
    both.province.addFault({ mode: 'wrong-signature', count: 50, path: '/v1/licences/fetch' });
    const view = await identify(both);
    const verdicts = view?.grant?.licences.map(({ verdict }) => verdict) ?? [];
    expect(verdicts.every((verdict) => verdict === 'failed')).toBe(true);
    expect(view?.grant?.gaps.map(({ why }) => why)).toContain('failed-check');
    must(both.hall.office.cases.fillForm());
    const sources = both.hall.view().form?.fields.map(({ source }) => source?.from) ?? [];
    expect(sources).not.toContain('licence');
  });

  it('the answer to the request before is not taken for ours', async () => {
    const both = await scene();
    both.province.addFault({ mode: 'repeat-previous', count: 1, path: '/v1/licences/fetch' });
    const view = await identify(both);
    const ids = view?.grant?.licences.map(({ licenceId }) => licenceId) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(view?.grant?.licences.every(({ verdict }) => verdict === 'passed')).toBe(true);
  });
});

describe('a receipt is on its way', () => {
  it.each<[string, Fault, string]>([
    [
      'no answer in time is cut off',
      { mode: 'drop-before', count: 1, path: '/v1/receipts' },
      'PROVINCE_UNREACHABLE',
    ],
    [
      'the line is cut after it was taken in',
      { mode: 'drop-after', count: 1, path: '/v1/receipts' },
      'PROVINCE_UNREACHABLE',
    ],
    ['a server error', { mode: 'refuse', status: 500, count: 1, path: '/v1/receipts' }, 'PROVINCE_BUSY'],
    [
      'a gateway in trouble',
      { mode: 'refuse', status: 504, count: 1, path: '/v1/receipts' },
      'PROVINCE_BUSY',
    ],
    ['half an answer', { mode: 'truncate', count: 1, path: '/v1/receipts' }, 'PROVINCE_ANSWER_INVALID'],
    [
      'the answer to another request',
      { mode: 'repeat-previous', count: 1, path: '/v1/receipts' },
      'PROVINCE_ANSWER_INVALID',
    ],
  ])('%s: it waits, and arrives exactly once', async (_what, fault, code) => {
    const both = await scene();
    await identify(both);
    both.province.addFault(fault);
    const receiptId = await seal(both.hall);
    await both.hall.until((now) => now?.receipt?.delivery === 'later');
    expect(both.hall.office.parcels(5)).toMatchObject([{ state: 'later', lastFailure: { code } }]);
    await both.hall.office.delivery.drain({ evenLater: true });
    await expectOnce(both, receiptId);
    expect((await both.hall.office.checkAudit()).intact).toBe(true);
  });

  it.each(['seconds', 'date'] as const)('being asked to wait (%s) is heeded', async (retryAfterAs) => {
    const both = await scene();
    await identify(both);
    both.province.addFault({
      mode: 'refuse-429',
      count: 1,
      retryAfterSeconds: 1_800,
      retryAfterAs,
      path: '/v1/receipts',
    });
    const receiptId = await seal(both.hall);
    await both.hall.until((now) => now?.receipt?.delivery === 'later');
    const [parcel] = both.hall.office.parcels(1);
    expect((parcel?.dueAt ?? 0) - Date.now()).toBeGreaterThan(1_700_000);
    await both.hall.office.delivery.drain({ evenLater: true });
    await expectOnce(both, receiptId);
  });
});
