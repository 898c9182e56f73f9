import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { ratesCsv } from '../../main/core/figures';
import { completeForm, must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ALWAYS = { fromDay: '2000-01-01', toDay: '2100-01-01' };

describe('the rates of a window', () => {
  it('come from the cases done there: one accepted, one abandoned, and no personal data in the export', async () => {
    const province = await startProvince();
    onTestFinished(() => province.stop());
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
    });
    const { cases } = hall.office;

    must(cases.chooseItem(37));
    hall.layCard('p01');
    await hall.until((view) => view?.state === 'ReviewingLicences');
    must(cases.fillForm());
    completeForm(hall.office);
    const { form, savings } = hall.view();
    must(await cases.submit());
    must(cases.close());
    must(cases.chooseItem(37));
    must(cases.abandon('申请人改日再来'));

    const [row] = hall.office.rates('item', ALWAYS);
    expect(row).toMatchObject({
      cases: 2,
      accepted: 1,
      fields: form?.fields.filter((field) => !field.hidden).length,
      fieldsShared: savings?.fieldsFilled,
    });
    expect(row?.licencesReplaced).toBeGreaterThan(0);
    const csv = ratesCsv('item', hall.office.rates('item', ALWAYS));
    for (const field of form?.fields ?? [])
      if (field.value.length > 3) expect(csv).not.toContain(field.value);

    const quality = hall.office.licenceQuality('licence', ALWAYS);
    expect(quality.length).toBeGreaterThan(1);
    expect(quality[0]).toMatchObject({ key: '01 居民身份证', checked: 1, passed: 1 });
    expect(hall.office.licenceQuality('issuer', ALWAYS).map(({ key }) => key)).toContain(
      '济南市公安局样例分局',
    );
  });
});
