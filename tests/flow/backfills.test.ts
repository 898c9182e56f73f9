/** 历史证照补齐 (R74): an old licence that is in no library is asked for, and the department verifies meanwhile. */
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../main/contract/calls';
import { asAdmin, eventually, formOf, profileAt, provinceThat } from '../support/departments';
import { failureOf, must, type TestOffice } from '../support/office';

/** Housing item that wants a 不动产权证书 (type 30), else a pledge; p05 has none in the library. */
const ITEM = 7;
const ESTATE = 30;
const KEY = 'ownership';

const material = (view: CaseView) => view.form?.materials.find(({ key }) => key === KEY);
const request = (hall: TestOffice) =>
  hall.office.errands.list(50).errands.find(({ kind }) => kind === 'backfill');
const asked = (hall: TestOffice) => eventually(() => request(hall)?.state === 'asked' && request(hall));

const FOUND = {
  name: '不动产权证书',
  issuer: '济南市自然资源和规划局',
  number: '鲁（1998）历下区不动产权第0000001号',
  validFrom: '1998-05-01',
  validTo: null,
  elements: { certificateNumber: '鲁（1998）历下区不动产权第0000001号', location: '历下区解放路1号' },
};

describe('an old licence that is in no library', () => {
  it('is asked for at its issuer, is verified meanwhile, and is there for the next case once it was found', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { cases } = hall.office;
    const view = await formOf(hall, ITEM, 'p05');
    expect(material(view)).toMatchObject({ settlement: 'pledge', settled: false });
    expect(view.backfills).toEqual([KEY]);
    must(cases.backfill(KEY));
    expect(material(hall.view())).toMatchObject({ settlement: 'verification', settled: false });
    expect(hall.view().backfills).toEqual([]);
    expect(failureOf(cases.backfill(KEY))?.code).toBe('LICENCE_BACKFILL_NOT_OFFERED');
    const { ref, dueAt, department } = await asked(hall);
    expect(dueAt).not.toBeNull();
    expect(department).toContain('自然资源');

    const verification = await eventually(() => {
      const found = hall
        .view()
        .errands.find(({ kind, subject }) => kind === 'verification' && subject === `material:${KEY}`);
      return found?.state === 'asked' && found;
    });
    await asAdmin(province, `verifications/${verification.ref}/answer`, 'POST', {});
    // The department knows nothing either: the way of before stands open again, and stays so.
    await hall.until((now) => now !== null && material(now)?.settlement === 'pledge');
    must(cases.back());
    must(cases.fillForm());
    expect(material(hall.view())?.settlement).toBe('pledge');

    await asAdmin(province, `backfills/${ref}/answer`, 'POST', { found: FOUND });
    await eventually(() => request(hall)?.outcome === 'filled' && request(hall));
    must(cases.abandon('改日再办'));
    const again = await formOf(hall, ITEM, 'p05');
    expect(again.grant?.licences.map(({ typeSeq, verdict }) => [typeSeq, verdict])).toContainEqual([
      ESTATE,
      'passed',
    ]);
    expect(material(again)).toMatchObject({ settlement: 'sharing', settled: true });
    expect(again.backfills).toEqual([]);
  });

  it('is not offered where the holder has it, nor for a type whose old ones are all there', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    expect((await formOf(hall, ITEM, 'p01')).backfills).toEqual([]);
    expect(failureOf(hall.office.cases.backfill(KEY))?.code).toBe('LICENCE_BACKFILL_NOT_OFFERED');
    expect(failureOf(hall.office.cases.backfill('nothing'))?.code).toBe('FORM_FIELD_UNKNOWN');
  });
});
