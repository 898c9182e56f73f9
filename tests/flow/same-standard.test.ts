import { expect, it, onTestFinished } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { startProvince } from '../../fixtures/province';
import { CatalogueEdition } from '../../main/contract/catalogue/types';
import { systemIds } from '../../main/core/base';
import { must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const edition = CatalogueEdition.parse(currentEdition);
const numbers = [...edition.items, ...edition.themes].map(({ seq }) => seq);

/** What is asked of somebody: an item of its own, a theme, one that nobody has defined. */
const DONE_BY = [236, 9004, 319];

async function asked(hall: TestOffice, seq: number) {
  must(hall.office.cases.chooseItem(seq));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  const { form } = must(hall.office.cases.fillForm());
  must(hall.office.cases.abandon('只看清单'));
  return {
    fields: form?.fields.map(({ key, label, type, required, value, locked, hidden }) => ({
      ...{ key, label, type, required, value, locked, hidden },
    })),
    materials: form?.materials.map(({ key, name, settlement, basis, settled, pledgeText }) => ({
      ...{ key, name, settlement, basis, settled, pledgeText },
    })),
  };
}

it('every window takes every item on the list, and asks the same of the same person (R94)', async () => {
  const province = await startProvince();
  onTestFinished(() => province.stop());
  const open = (hallName: string, windowNo: string) =>
    openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
      place: { hallName, windowNo },
    });
  const [here, there] = await Promise.all([
    open('样例市政务服务中心', 'A08'),
    open('样例县便民服务站', 'Z-99'),
  ]);

  expect(numbers.length).toBe(504);
  for (const seq of numbers) {
    const [one, other] = [here, there].map(({ office }) => must(office.cases.chooseItem(seq)));
    expect(one?.item?.seq).toBe(seq);
    expect(other?.item).toEqual(one?.item);
    expect(other?.wanted).toEqual(one?.wanted);
  }
  for (const { office } of [here, there]) must(office.cases.abandon('只看清单'));

  for (const seq of DONE_BY) {
    const list = await asked(here, seq);
    expect(list.materials?.length).toBeGreaterThan(0);
    expect(await asked(there, seq)).toEqual(list);
  }
});
