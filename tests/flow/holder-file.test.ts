/** The holder's own file (R109), and the way of a case to the department that handles it (R93). */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import type { Province } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { answerForm } from '../support/answers';
import { failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { askedOf, provinceWithPhones, takeBack } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const SUBSIDY = 37;
const SOCIAL_CARD = 161;
/** 省海洋局, whose bodies the catalogue does not name. */
const SEA = 453;
const catalogue = must(loadCatalogue(currentEdition));

async function opened() {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  return { province, hall };
}

async function granted(hall: TestOffice, seq: number, personId = 'p01') {
  must(hall.office.cases.chooseItem(seq));
  hall.layCard(personId);
  await hall.until((view) => view?.state === 'ReviewingLicences');
}

async function submitted(hall: TestOffice, seq: number) {
  must(hall.office.cases.fillForm());
  await answerForm(hall.office, must(catalogue.definition(seq)));
  const view = must(await hall.office.cases.submit());
  await hall.office.delivery.drain();
  return view.receipt?.id ?? '';
}

const looks = async (province: Province) =>
  (await askedOf(province)).filter(({ operation }) => operation === 'readHolderFile');

describe('the holder’s own file', () => {
  it('has the licences granted for this case and, written back, the case itself with who handles it', async () => {
    const { hall } = await opened();
    await granted(hall, SUBSIDY);
    expect(must(await hall.office.cases.holder.file()).cases).toEqual([]);
    await submitted(hall, SUBSIDY);
    const number = hall.view().receipt?.number;
    must(hall.office.cases.close());

    await granted(hall, SOCIAL_CARD);
    const file = must(await hall.office.cases.holder.file());
    const [earlier, ...others] = file.cases;
    expect(others).toEqual([]);
    expect(earlier).toMatchObject({ number, state: 'handed', handedTo: ['济南市历下区民政局'] });
    expect(earlier?.itemName).toContain('补贴');
    const granting = hall.view().grant?.licences.map(({ name }) => name) ?? [];
    expect(new Set(file.licences.map(({ name }) => name))).toEqual(new Set(granting));
    const line = hall.office.auditLines(5).find(({ action }) => action === 'holder-file-shown');
    expect(line?.facts).toEqual({ count: file.licences.length + 1 });
    expect(must(hall.office.accessSlip()).lines.map(({ what }) => what)).toContain('查看证照和办件档案');
    expect(must(await hall.office.cases.holder.accessLog()).map(({ what }) => what)).toContain(
      'readHolderFile',
    );
  });

  it('is another’s for another, and nothing without a grant', async () => {
    const { province, hall } = await opened();
    await granted(hall, SUBSIDY);
    await submitted(hall, SUBSIDY);
    must(hall.office.cases.close());
    expect(failureOf(await hall.office.cases.holder.file())?.code).toBe('LICENCE_GRANT_MISSING');
    await granted(hall, SUBSIDY, 'p05');
    expect(must(await hall.office.cases.holder.file()).cases).toEqual([]);
    const before = (await looks(province)).length;
    await takeBack(province, hall.view().grant?.provinceRef ?? '');
    await hall.until((view) => view?.grant === null);
    expect(failureOf(await hall.office.cases.holder.file())?.code).toBe('LICENCE_GRANT_MISSING');
    expect((await looks(province)).length).toBe(before);
  });
});

describe('a case that was taken in', () => {
  it('is addressed to the region’s body of its department, and is in its inbox when it was delivered', async () => {
    const { hall } = await opened();
    must(hall.office.cases.chooseItem(SUBSIDY));
    expect(hall.view().routing).toMatchObject([{ department: '省民政厅', body: '济南市历下区民政局' }]);
    await granted(hall, SUBSIDY);
    const receiptId = await submitted(hall, SUBSIDY);
    const handling = must(await hall.office.handling(receiptId));
    expect(handling).toMatchObject({ handed: [{ body: '济南市历下区民政局' }], open: [] });
    expect(failureOf(await hall.office.handling(systemIds.next()))?.code).toBe('RECEIPT_UNKNOWN');
  });

  it('goes part by part where it is a theme, each item to its own department', async () => {
    const { hall } = await opened();
    must(hall.office.cases.chooseItem(9001));
    const bodies = hall.view().routing.map(({ department, body }) => [department, body]);
    expect(bodies.length).toBeGreaterThan(1);
    expect(new Set(bodies.map(([department]) => department)).size).toBeGreaterThan(1);
    expect(bodies.every(([, body]) => body !== null)).toBe(true);
  });

  it('of a department that the catalogue does not name is told to the clerk, sealed, and left for people to give out', async () => {
    const { province, hall } = await opened();
    must(hall.office.cases.chooseItem(SEA));
    expect(hall.view().routing).toMatchObject([{ itemSeq: SEA, department: '省海洋局', body: null }]);
    hall.scan(province.issueCode('e01', 60_000)?.code ?? '');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    const receiptId = await submitted(hall, SEA);
    const { handed, open } = must(await hall.office.handling(receiptId));
    expect(handed).toEqual([]);
    expect(open).toEqual([expect.stringContaining('海域使用权')]);
  });
});
