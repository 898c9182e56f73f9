/** 最多报一次 (R05): what an enterprise has told one office is not asked of it again by another. */
import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import type { Province } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { answerForm } from '../support/answers';
import { failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { askedOf, provinceWithPhones } from '../support/phone';
import { tempDir } from '../support/temp-dir';

/** Two departments; both ask for bank and account. */
const STABLE_JOBS = 148;
const BIRTH_ALLOWANCE = 428;
const SHARED = ['bankName', 'bankAccount'];

const catalogue = must(loadCatalogue(currentEdition));
const ALWAYS = { fromDay: '2000-01-01', toDay: '2100-01-01' };

async function formOf(province: Province, hall: TestOffice, seq: number, holder = 'e01') {
  must(hall.office.cases.chooseItem(seq));
  hall.scan(province.issueCode(holder, 60_000)?.code ?? '');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  return hall.view().form?.fields ?? [];
}

async function finish(hall: TestOffice, seq: number) {
  await answerForm(hall.office, must(catalogue.definition(seq)));
  const view = must(await hall.office.cases.submit());
  await hall.office.delivery.drain();
  must(hall.office.cases.close());
  return view.receipt;
}

async function twoHalls() {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const open = () => openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  return { province, first: await open(), second: await open() };
}

describe('what an enterprise gave in an earlier case', () => {
  it('fills the form of another department’s item at another window, says when and where it was given, and is flagged', async () => {
    const { province, first, second } = await twoHalls();
    const asked = await formOf(province, first, STABLE_JOBS);
    expect(asked.filter(({ key }) => SHARED.includes(key)).map(({ source }) => source)).toEqual([null, null]);
    await answerForm(first.office, must(catalogue.definition(STABLE_JOBS)));
    const typed = first.view().form?.fields.find(({ key }) => key === 'bankName')?.value ?? '';
    expect(typed).not.toBe('');
    const receipt = await finish(first, STABLE_JOBS);

    const fields = await formOf(province, second, BIRTH_ALLOWANCE);
    const known = fields.filter(({ source }) => source?.from === 'earlier-case');
    expect(known.map(({ key }) => key).sort()).toEqual([...SHARED].sort());
    expect(known.find(({ key }) => key === 'bankName')).toMatchObject({
      value: typed,
      locked: true,
      problem: null,
      source: { element: 'F-ENT-BANK', number: receipt?.number },
    });
    // The account is of the highest level: in part on the screen, whatever its source.
    expect(known.find(({ key }) => key === 'bankAccount')).toMatchObject({ masked: true });
    expect(second.office.auditLines(9).find(({ action }) => action === 'asked-before')?.facts).toEqual({
      count: 2,
      fields: 'F-ENT-BANK,F-ENT-ACCOUNT',
    });

    expect(failureOf(second.office.cases.editField('bankName', '别家银行'))?.code).toBe('FORM_REASON_NEEDED');
    must(second.office.cases.editField('bankName', '别家银行', '已换开户银行'));
    await finish(second, BIRTH_ALLOWANCE);
    expect(second.office.rates('item', ALWAYS)).toMatchObject([{ fieldsReported: 2, fieldsAskedAgain: 1 }]);

    // The newest word counts, and only what was typed anew has a new origin.
    const later = await formOf(province, first, BIRTH_ALLOWANCE);
    expect(later.find(({ key }) => key === 'bankName')?.value).toBe('别家银行');
    expect(later.find(({ key }) => key === 'bankAccount')?.source).toMatchObject({ number: receipt?.number });
  });

  it('is asked for by code under the grant, and by nobody else: not of a person, not of another enterprise', async () => {
    const { province, first, second } = await twoHalls();
    await formOf(province, first, STABLE_JOBS);
    await finish(first, STABLE_JOBS);
    const fields = await formOf(province, second, BIRTH_ALLOWANCE, 'e03');
    expect(fields.filter(({ source }) => source?.from === 'earlier-case')).toEqual([]);
    must(second.office.cases.abandon('测试'));
    must(second.office.cases.chooseItem(37));
    second.layCard('p01');
    await second.until((view) => view?.state === 'ReviewingLicences');
    const asked = (await askedOf(province)).filter(({ operation }) => operation === 'readReported');
    expect(asked).toHaveLength(2);
    expect(asked.every(({ what }) => what.includes('F-ENT-BANK') && !what.includes('F-AGT'))).toBe(true);
  });
});
