/** 线上开具 (R30): a proof that is in no library is issued by its department when it is asked, and the case goes on with it. */
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people';
import type { CaseView } from '../../main/contract/calls';
import { asAdmin, eventually, formOf, profileAt, provinceThat } from '../support/departments';
import { failureOf, must, type TestOffice } from '../support/office';

/** Item that wants a 婚姻登记记录证明 (type 12), else a pledge; p05 has none in the library. */
const ITEM = 42;
const RECORD = 12;
const KEY = 'marriageRecord';

const material = (view: CaseView | null) => view?.form?.materials.find(({ key }) => key === KEY);
const asked = (hall: TestOffice) =>
  eventually(() => {
    const errand = hall.office.errands.list(50).errands.find(({ kind }) => kind === 'issue');
    return errand?.state === 'asked' && errand;
  });

const HOLDER = people.find(({ id }) => id === 'p05');
const ISSUED = {
  name: '婚姻登记记录证明',
  issuer: '济南市样例区民政局',
  number: 'H370199-2026-000001',
  validFrom: '2026-11-01',
  validTo: null,
  elements: {
    name: HOLDER?.name ?? '',
    idNumber: HOLDER?.number ?? '',
    maritalStatus: '无婚姻登记记录',
    queryDay: '2026-11-01',
    certificateNumber: 'H370199-2026-000001',
  },
};

describe('a proof that its department issues online', () => {
  it('is asked for in the case, waited for, and fills the form of the same case when it is there', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { cases } = hall.office;
    const view = await formOf(hall, ITEM, 'p05');
    expect(material(view)).toMatchObject({ settlement: 'pledge', settled: false });
    expect(view.issuable).toEqual([KEY]);
    expect(failureOf(cases.backfill(KEY))?.code).toBe('LICENCE_BACKFILL_NOT_OFFERED');
    must(cases.askIssue(KEY));
    expect(material(hall.view())).toMatchObject({ settlement: 'verification', settled: false });
    expect(failureOf(cases.askIssue(KEY))?.code).toBe('LICENCE_ISSUE_NOT_OFFERED');
    const { ref, dueAt, department } = await asked(hall);
    expect(dueAt).not.toBeNull();
    expect(department).toContain('民政');
    // One question, not two: the answer to this one settles the proof.
    const about = hall.view().errands.filter(({ subject }) => subject === `material:${KEY}`);
    expect(about.map(({ kind }) => kind)).toEqual(['issue']);

    await asAdmin(province, `backfills/${ref}/answer`, 'POST', { found: ISSUED });
    await hall.until((now) => material(now)?.settlement === 'sharing');
    const now = hall.view();
    expect(material(now)).toMatchObject({ settled: true, licenceName: '婚姻登记记录证明' });
    expect(now.grant?.gaps.map(({ typeSeq }) => typeSeq)).not.toContain(RECORD);
    expect(now.form?.fields.find(({ key }) => key === KEY)?.source).toMatchObject({ typeSeq: RECORD });
    const lines = hall.office.auditLines(50);
    expect(lines).toContainEqual(
      expect.objectContaining({
        action: 'licence-fetched',
        facts: expect.objectContaining({ type: RECORD }),
      }),
    );
    expect(hall.office.errands.list(50).scores.find(({ kind }) => kind === 'issue')).toMatchObject({
      asked: 1,
      answered: 1,
      agreed: 1,
    });
  });

  it('is waited for with the case put aside, and leaves the next way open where there is nothing to issue it from', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { cases } = hall.office;
    const { id } = await formOf(hall, ITEM, 'p05');
    must(cases.askIssue(KEY));
    const { ref } = await asked(hall);
    must(cases.waiting.putToWait());
    const unanswered = () => cases.waiting.list()[0]?.unanswered ?? 0;
    const before = unanswered();
    await asAdmin(province, `backfills/${ref}/answer`, 'POST', { found: null });
    await eventually(() => unanswered() === before - 1);
    const view = must(cases.waiting.resume(id));
    expect(material(view)).toMatchObject({ settlement: 'pledge', settled: false });
    expect(view.errands.find(({ kind }) => kind === 'issue')?.outcome).toBe('declined');
  });
});
