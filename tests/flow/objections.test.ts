/** Objections (异议): from any fetched value to its issuer; the case goes on, and a corrected value comes back into it. */
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../main/contract/calls';
import { isCorrectedSince } from '../../main/contract/flow/corrected';
import { asAdmin, eventually, formOf, profileAt, provinceThat, refuseNext } from '../support/departments';
import { failureOf, must, type TestOffice } from '../support/office';

const ITEM = 37;
const BANK_ACCOUNT = '6299004738159960031';

/** A field that a licence filled. */
const sourced = (view: CaseView) => {
  const field = view.form?.fields.find(({ key, source }) => key === 'address' || source?.from === 'licence');
  if (field?.source?.from !== 'licence') throw new Error('nothing fetched');
  return {
    key: field.key,
    value: field.value,
    licenceId: field.source.licenceId,
    element: field.source.element,
  };
};

const objectionIn = (hall: TestOffice) =>
  hall.office.errands.list(50).errands.find(({ kind }) => kind === 'objection');
const raised = (hall: TestOffice) =>
  eventually(() => objectionIn(hall)?.state === 'asked' && objectionIn(hall));

describe('an objection', () => {
  it('goes to the issuer without stopping the case; upheld, the corrected value comes into the open form', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { key, licenceId, element } = sourced(await formOf(hall, ITEM, 'p01'));
    must(hall.office.cases.object({ licenceId, element, proposed: '', reason: '登记有误' }));
    expect(hall.view().state).toBe('ReviewingForm');
    const { ref } = await raised(hall);
    expect(
      failureOf(hall.office.cases.object({ licenceId, element, proposed: '', reason: '再说一次' }))?.code,
    ).toBe('OBJECTION_OPEN');
    const before = hall.view().form?.fields.find((each) => each.key === key)?.value;
    await asAdmin(province, `objections/${ref}/answer`, 'POST', {
      upheld: true,
      answer: '已更正',
      value: '更正之后',
    });
    await hall.until((view) => view?.errands.some(({ outcome }) => outcome === 'upheld') ?? false);
    const view = await hall.until(
      (now) => now?.grant?.licences.some(({ elements }) => elements[element] === '更正之后') ?? false,
    );
    expect(before).not.toBe('更正之后');
    expect(JSON.stringify(view?.form?.fields.find((each) => each.key === key))).toContain('更正之后');
  });

  it('may be to an element that the licence lacks: the rest of it is used, and its issuer completes it (R73)', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const SOCIAL_CARD = 16;
    const element = 'bankAccount';
    const view = await formOf(hall, ITEM, 'p207');
    const copyIn = (now: CaseView | null | undefined) =>
      now?.grant?.licences.find(({ typeSeq }) => typeSeq === SOCIAL_CARD);
    const field = (now: CaseView | null | undefined) => now?.form?.fields.find(({ key }) => key === element);
    expect(copyIn(view)).toMatchObject({ verdict: 'passed', missing: [element] });
    expect(field(view)?.source).toBeNull();
    const licenceId = copyIn(view)?.licenceId ?? '';
    must(hall.office.cases.object({ licenceId, element, proposed: '', reason: '要素缺失' }));
    const { ref } = await raised(hall);
    const answer = { upheld: true, answer: '已补全', value: BANK_ACCOUNT };
    await asAdmin(province, `objections/${ref}/answer`, 'POST', answer);
    const now = await hall.until((each) => copyIn(each)?.missing.length === 0);
    expect(field(now)?.source).toMatchObject({ from: 'licence', typeSeq: SOCIAL_CARD, element });
  });

  it('upheld when nothing can be pulled any more says so in the case, and the next grant brings the corrected value', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { licenceId, element } = sourced(await formOf(hall, ITEM, 'p01'));
    must(hall.office.cases.object({ licenceId, element, proposed: '', reason: '登记有误' }));
    const { ref } = await raised(hall);
    await refuseNext(province, '/v1/licences/list', 1000);
    const answer = { upheld: true, answer: '已更正', value: '更正之后' };
    await asAdmin(province, `objections/${ref}/answer`, 'POST', answer);
    await hall.office.errands.drain();
    const old = await hall.until(
      (view) => view?.errands.some(({ outcome }) => outcome === 'upheld') ?? false,
    );
    const isOld = (view: CaseView | null | undefined) =>
      view?.grant?.licences.some((copy) => view.errands.some((each) => isCorrectedSince(copy, each)));
    expect(isOld(old)).toBe(true);
    const valueIn = (view: CaseView | null | undefined) =>
      view?.grant?.licences.find((copy) => copy.licenceId === licenceId)?.elements[element];
    expect(valueIn(old)).not.toBe('更正之后');
    must(hall.office.cases.abandon('申请人改日再来'));
    await fetch(`${province.url}/admin/faults`, { method: 'DELETE' });
    const next = await formOf(hall, ITEM, 'p01');
    expect([valueIn(next), isOld(next)]).toEqual(['更正之后', false]);
  });

  it('is answered after the case is over, counted per department, and leaves no value in the record', async () => {
    const province = await provinceThat();
    const profile = profileAt(province);
    let hall = await profile.open();
    const { licenceId, element } = sourced(await formOf(hall, ITEM, 'p01'));
    const reason = '户口簿上不是这个字';
    must(hall.office.cases.object({ licenceId, element, proposed: '历山路', reason }));
    const { ref, department } = await raised(hall);
    must(hall.office.cases.abandon('改日再办'));
    await hall.close();
    await asAdmin(province, `objections/${ref}/answer`, 'POST', { upheld: false, answer: '登记无误' });
    hall = await profile.open();
    await eventually(() => objectionIn(hall)?.outcome === 'rejected');
    expect(hall.office.errands.list(10).scores).toContainEqual(
      expect.objectContaining({ department, kind: 'objection', asked: 1, answered: 1, agreed: 0 }),
    );
    expect(JSON.stringify(hall.office.auditLines(200))).not.toMatch(/历山路|户口簿上/);
  });

  it('survives an outage and a kill before it was sent', async () => {
    const province = await provinceThat();
    const profile = profileAt(province);
    let hall = await profile.open();
    const { licenceId, element } = sourced(await formOf(hall, ITEM, 'p01'));
    await refuseNext(province, '/v1/objections', 4);
    must(hall.office.cases.object({ licenceId, element, proposed: '', reason: '登记有误' }));
    await hall.close();
    hall = await profile.open();
    await hall.office.errands.drain();
    await hall.office.errands.drain();
    await raised(hall);
  });

  it('is refused for a value that no licence says', async () => {
    const hall = await profileAt(await provinceThat()).open();
    await formOf(hall, ITEM, 'p01');
    expect(
      failureOf(hall.office.cases.object({ licenceId: 'none', element: 'name', proposed: '', reason: '错' }))
        ?.code,
    ).toBe('OBJECTION_NOT_LICENSED');
  });
});
