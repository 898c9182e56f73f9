/** At peak load the window waits its turn and says until when, instead of failing (R67). */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { must, openTestOffice } from '../support/office';
import { adminOf, askedOf } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;
const PUT_OFF_S = 30;

/** A province that puts callers off, and a window for which half a minute passes when `pass` says so. */
async function crowded(plans: readonly { path: string; count: number; seconds: number }[]) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  for (const { path, count, seconds } of plans)
    await adminOf(province, 'POST', '/admin/faults', {
      ...{ mode: 'refuse-429', path, count, retryAfterSeconds: seconds },
    });
  const held: (() => void)[] = [];
  const clock = {
    ...systemClock,
    after(ms: number, act: () => void) {
      const isPutOff = ms >= PUT_OFF_S * 1000 && ms <= PUT_OFF_S * 1000 + 1_000;
      if (isPutOff) held.push(act);
      return isPutOff ? () => undefined : systemClock.after(ms, act);
    },
  };
  const dir = tempDir();
  const hall = await openTestOffice({ dir, key: systemIds.bytes(32), provinceUrl: province.url, clock });
  must(hall.office.cases.chooseItem(ITEM));
  const pass = () => {
    for (const act of held.splice(0)) act();
  };
  return { province, hall, pass };
}

describe('a province that is asked too much at once', () => {
  it('is asked again when the turn has come, for the grant and for each licence, and nothing is shown twice', async () => {
    const { hall, pass } = await crowded([
      { path: '/v1/consents', count: 1, seconds: PUT_OFF_S },
      { path: '/v1/licences/fetch', count: 2, seconds: PUT_OFF_S },
    ]);
    const turns = () => hall.until((view) => view?.waiting?.for === 'turn');
    hall.layCard('p01');
    const first = await turns();
    expect(first).toMatchObject({ state: 'Authorising', failure: null });
    const { since = 0, until = 0 } = first?.waiting ?? {};
    expect(until - since).toBeGreaterThanOrEqual(PUT_OFF_S * 1000);
    pass();
    await hall.until((view) => view?.waiting?.for !== 'turn');
    await turns();
    const isThere = hall.until((view) => view?.state === 'ReviewingLicences');
    const passing = setInterval(pass, 10);
    const view = await isThere;
    clearInterval(passing);
    expect(view?.grant?.gaps.filter(({ why }) => why === 'unreachable')).toEqual([]);
    expect(view?.waiting).toBeNull();
  });

  it('is left alone once the case is given up, and says so where the wait would be too long', async () => {
    const { province, hall, pass } = await crowded([
      { path: '/v1/consents', count: 1, seconds: PUT_OFF_S },
      { path: '/v1/consents', count: 1, seconds: 900 },
    ]);
    const asked = async () =>
      (await askedOf(province)).filter(({ operation }) => operation === 'requestConsent').length;
    hall.layCard('p01');
    await hall.until((view) => view?.waiting?.for === 'turn');
    must(hall.office.cases.abandon('申请人改日再来'));
    const before = await asked();
    pass();
    must(hall.office.cases.chooseItem(ITEM));
    expect(await asked()).toBe(before);
    hall.layCard('p01');
    const late = await hall.until((view) => view?.failure?.code === 'PROVINCE_BUSY');
    expect(late).toMatchObject({ state: 'Identifying', waiting: null });
  });
});
