/** Sources at odds with each other: put to the issuer, or objected to (R78). */
import { describe, expect, it } from 'vitest';
import shipped from '../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import { asAdmin, completeButVerified, formOf, profileAt, provinceThat } from '../support/departments';
import { failureOf, must } from '../support/office';

const ITEM = 13;
const KEY = 'household';

describe('sources that contradict each other', () => {
  const KEY_AT_ODDS = 'paidAt';
  /** The shipped edition with a field that two licences of everybody answer differently. */
  const edition = {
    ...shipped,
    definitions: shipped.definitions.map((definition) =>
      definition.seq === ITEM ? { ...definition, fields: [...definition.fields, atOdds()] } : definition,
    ),
  };
  function atOdds() {
    const origins = [
      { from: 'licence', typeSeq: 16, element: 'bankName' },
      { from: 'licence', typeSeq: 1, element: 'issuer' },
    ];
    const own = { key: KEY_AT_ODDS, label: '发放机构', group: '补充', type: 'text', required: false };
    return { ...own, maxLength: 60, origins };
  }

  it('are put to the issuer of the one used meanwhile; not confirmed, they stand side by side again', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province, edition).open();
    await formOf(hall, ITEM, 'p01');
    const key = KEY_AT_ODDS;
    const field = hall.view().form?.fields.find((each) => each.key === key);
    const decide = () =>
      must(hall.office.cases.decideConflict({ key, choose: 0, how: 'verification', reason: '请核验' }));
    const errands = () => hall.view().errands.filter(({ subject }) => subject === `field:${key}`);
    const word = async (outcome: string) => {
      await hall.until(() => errands().at(-1)?.state === 'asked');
      const element = field?.source?.from === 'licence' ? field.source.element : '';
      const facts = [{ key: element, outcome, value: null }];
      await asAdmin(province, `verifications/${errands().at(-1)?.ref}/answer`, 'POST', { facts });
    };
    decide();
    completeButVerified(hall);
    must(hall.office.cases.acceptPaper(KEY, '带了原件'));
    expect(failureOf(await hall.office.cases.submit())?.details).toMatchObject({
      verifications: 1,
      conflicts: 0,
    });
    await word('unknown');
    await hall.until(
      (view) => view?.form?.fields.find((each) => each.key === key)?.conflict?.decided === null,
    );
    decide();
    await word('confirmed');
    await hall.until(() => errands().at(-1)?.outcome === 'confirmed');
    expect(errands()).toHaveLength(2);
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });

  it('go to the issuer as an objection where the holder says so, and do not stop the case', async () => {
    const hall = await profileAt(await provinceThat({ mode: 'automatic', delayMs: 0 }), edition).open();
    await formOf(hall, ITEM, 'p01');
    const key = KEY_AT_ODDS;
    must(hall.office.cases.decideConflict({ key, choose: 0, how: 'objection', reason: '姓名有误' }));
    await hall.until(
      (view) => view?.errands.some(({ kind, state }) => kind === 'objection' && state === 'asked') ?? false,
    );
    completeButVerified(hall);
    await hall.until((view) => view?.form?.materials.every((each) => each.settled || each.hidden) ?? false);
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });
});
