import { describe, expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { answerForm } from '../support/answers';
import { completeForm, must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

async function openHall() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  return { province, hall };
}

const RETIREMENT = 9004;
const PHARMACY = 9003;
const NAMELESS = 319;

describe('several items as one case (R89, R90)', () => {
  it('takes retirement in as one form, one set of materials and one receipt that names its items', async () => {
    const { province, hall } = await openHall();
    const { office } = hall;
    const chosen = must(office.cases.chooseItem(RETIREMENT));
    expect(chosen.item).toMatchObject({ name: '退休一件事', defined: true, generic: false });
    expect(chosen.item?.parts).toHaveLength(2);

    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    const filled = must(office.cases.fillForm());
    const keys = filled.form?.fields.map(({ key }) => key) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
    expect(filled.form?.fields.find(({ key }) => key === 'name')).toMatchObject({ locked: true });
    await answerForm(office, must(must(loadCatalogue(currentEdition)).definition(RETIREMENT)));
    const open = office.cases
      .view()
      ?.form?.fields.filter(({ problem, hidden }) => problem !== null && !hidden);
    expect(open).toEqual([]);

    const submitted = must(await office.cases.submit());
    expect(submitted.receipt?.itemSeq).toBe(RETIREMENT);
    expect(submitted.receipt?.itemName).toBe(`退休一件事（${chosen.item?.parts.join('、')}）`);
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    const received = (await (await fetch(`${province.url}/admin/receipts`)).json()) as unknown[];
    expect(received).toHaveLength(1);
  });

  it('takes opening a pharmacy from an enterprise’s code', async () => {
    const { province, hall } = await openHall();
    must(hall.office.cases.chooseItem(PHARMACY));
    hall.scan(province.issueCode('e01', 60_000)?.code ?? '');
    const view = await hall.until((each) => each?.state === 'ReviewingLicences');
    expect(view?.grant?.licences.map(({ typeSeq }) => typeSeq)).toContain(33);
  });
});

describe('an item that nobody has defined', () => {
  it('is taken in with the general form, for a person by card and for an enterprise by code', async () => {
    const { province, hall } = await openHall();
    const { office } = hall;
    const chosen = must(office.cases.chooseItem(NAMELESS));
    expect(chosen.item).toMatchObject({ name: '', generic: true, audience: null });
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    expect(must(office.cases.fillForm()).form?.fields.map(({ key }) => key)).toContain('request');
    completeForm(office);
    expect(must(await office.cases.submit()).receipt?.itemName).toBe(`名称缺失（第 ${NAMELESS} 项）`);
    must(office.cases.close());

    must(office.cases.chooseItem(NAMELESS));
    hall.scan(province.issueCode('e01', 60_000)?.code ?? '');
    const view = await hall.until((each) => each?.state === 'ReviewingLicences');
    expect(view?.grant?.licences.map(({ typeSeq }) => typeSeq)).toEqual([33]);
    expect(must(office.cases.fillForm()).form?.fields.map(({ key }) => key)).toContain('contact');
  });
});
