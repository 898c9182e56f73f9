import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import type { Clock } from '../../main/contract/ports/clock';
import { systemClock, systemIds } from '../../main/core/base';
import { must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;

async function running(): Promise<Province> {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  return province;
}

/** An office whose clock can be put forward. */
async function openOffice(province: Province): Promise<{ hall: TestOffice; pass: (ms: number) => void }> {
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const hall = await openTestOffice({
    dir: tempDir(),
    key: systemIds.bytes(32),
    provinceUrl: province.url,
    clock,
  });
  const pass = (ms: number) => {
    ahead += ms;
  };
  return { hall, pass };
}

/** What the province was asked about people and licences, whatever it answered. */
async function asked(province: Province): Promise<number> {
  return ((await (await fetch(`${province.url}/admin/access-log`)).json()) as unknown[]).length;
}

/** A lost answer is asked for again this often before the clerk is told. */
const TRIES = 3;
const codeOf = (province: Province) => province.issueCode('p01', 600_000)?.code ?? '';
const refused = (hall: TestOffice) =>
  hall.until((view) => view?.state === 'Identifying' && view.failure !== null);

describe('a shown code', () => {
  it('is refused the second time without a question to the province', async () => {
    const province = await running();
    const { hall } = await openOffice(province);
    const code = codeOf(province);
    must(hall.office.cases.chooseItem(ITEM));
    hall.scan(code);
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.back());
    const before = await asked(province);
    expect(before).toBeGreaterThan(0);

    hall.scan(code);
    expect((await refused(hall))?.failure?.code).toBe('LICENCE_CODE_USED');
    expect(hall.view().credential).toBeNull();
    must(hall.office.cases.abandon('测试'));
    must(hall.office.cases.chooseItem(ITEM));
    hall.scan(code);
    expect((await refused(hall))?.failure?.code).toBe('LICENCE_CODE_USED');
    expect(await asked(province)).toBe(before);

    hall.scan(codeOf(province));
    await hall.until((view) => view?.state === 'ReviewingLicences');
  });

  it('is the province’s to judge again once its life is over', async () => {
    const province = await running();
    const { hall, pass } = await openOffice(province);
    const code = codeOf(province);
    must(hall.office.cases.chooseItem(ITEM));
    hall.scan(code);
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(hall.office.cases.back());
    const before = await asked(province);
    pass(60_000);
    hall.scan(code);
    expect((await refused(hall))?.failure?.code).toBe('LICENCE_CODE_USED');
    expect(await asked(province)).toBeGreaterThan(before);
  });

  it.each([
    ['verified', '/v1/codes/verify'],
    ['granted', '/v1/consents'],
  ])('serves after an outage, kept on the case or shown again, when it could not be %s', async (_, path) => {
    const province = await running();
    const { hall } = await openOffice(province);
    const code = codeOf(province);
    must(hall.office.cases.chooseItem(ITEM));
    province.addFault({ mode: 'drop-before', count: TRIES, path });
    hall.scan(code);
    const failed = await refused(hall);
    expect(failed?.failure?.code).toMatch(/^PROVINCE_/);
    expect(failed?.credential).not.toBeNull();

    province.addFault({ mode: 'drop-before', count: TRIES, path });
    hall.scan(code);
    expect((await refused(hall))?.failure?.code).toMatch(/^PROVINCE_/);
    must(await hall.office.cases.authorise());
    expect(hall.view().state).toBe('ReviewingLicences');
  });

  it('counts as used where the case was given up while the province was answering', async () => {
    const province = await running();
    const { hall } = await openOffice(province);
    await hall.office.seal.ready();
    const code = codeOf(province);
    must(hall.office.cases.chooseItem(ITEM));
    province.addFault({ mode: 'slow', count: 1, path: '/v1/consents', ms: 300 });
    hall.scan(code);
    await hall.until((view) => (view?.consent ?? null) !== null);
    must(hall.office.cases.abandon('测试'));
    must(hall.office.cases.chooseItem(ITEM));
    await new Promise((resume) => setTimeout(resume, 600));
    hall.scan(code);
    expect((await refused(hall))?.failure?.code).toBe('LICENCE_CODE_USED');
  });
});

describe('what is no identity', () => {
  it.each(['MZC1.abc', 'https://example.invalid/x', '1.2.156.3005.2.11100000000013338W011.1.2.001.U'])(
    'is refused at the window, scanned or typed: %s',
    async (text) => {
      const province = await running();
      const { hall } = await openOffice(province);
      must(hall.office.cases.chooseItem(ITEM));
      hall.scan(text);
      expect((await refused(hall))?.failure?.code).toBe('CREDENTIAL_CODE_UNKNOWN');
      expect(await asked(province)).toBe(0);
    },
  );
});
