import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../fixtures/catalogue';
import { systemIds } from '../../main/core/base';
import { loadCatalogue } from '../../main/core/catalogue';
import { answerForm } from '../support/answers';
import { failureOf, must, openTestOffice } from '../support/office';
import { askedOf, provinceWithPhones, takeBack } from '../support/phone';
import { tempDir } from '../support/temp-dir';

const SOCIAL_CARD = 161;
const SUBSIDY = 37;
const OLD_AGE = 337;

async function granted(seq = SOCIAL_CARD, personId = 'p01') {
  const province = await provinceWithPhones({ mode: 'automatic' });
  const hall = await openTestOffice({ dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url });
  must(hall.office.cases.chooseItem(seq));
  hall.layCard(personId);
  await hall.until((view) => view?.state === 'ReviewingLicences');
  return { province, hall };
}

describe('what may come next for the holder', () => {
  it('is told at handing over with reason and data used, and begins nothing by itself', async () => {
    const { hall } = await granted();
    must(hall.office.cases.fillForm());
    await answerForm(hall.office, must(must(loadCatalogue(currentEdition)).definition(SOCIAL_CARD)));
    must(await hall.office.cases.submit());
    const [first, ...others] = must(await hall.office.cases.holder.suggestions());
    expect(others).toEqual([]);
    expect(first).toMatchObject({ itemSeq: SUBSIDY, kind: 'benefit', basedOn: ['居民身份证（出生日期）'] });
    expect(first?.reason).toContain('60周岁');
    expect(hall.view()).toMatchObject({ state: 'HandingOver', item: { seq: SOCIAL_CARD } });
  });

  it('grants a matched benefit by one confirmation, once, and only where the data fits (R108)', async () => {
    const { hall } = await granted(SOCIAL_CARD, 'p07');
    const { holder } = hall.office.cases;
    const offered = must(await holder.suggestions()).find(({ atOnce }) => atOnce);
    expect(offered).toMatchObject({ itemSeq: OLD_AGE, basedOn: ['居民身份证（出生日期）'] });
    const had = must(await holder.confirmBenefit(OLD_AGE));
    expect(had.benefitRef).not.toBe('');
    expect(must(await holder.confirmBenefit(OLD_AGE))).toEqual(had);
    const noted = hall.office.auditLines(9).find(({ action }) => action === 'benefit-confirmed');
    expect(noted?.facts).toEqual({ item: OLD_AGE, benefit: had.benefitRef });
    // Suggested as well, but to be applied for.
    expect(failureOf(await holder.confirmBenefit(SUBSIDY))?.code).toBe('LICENCE_GRANT_REFUSED');
    expect(hall.view()).toMatchObject({ state: 'ReviewingLicences', item: { seq: SOCIAL_CARD } });
  });

  it('rests on what the holder allowed: without it there is none', async () => {
    const { hall } = await granted();
    must(await hall.office.cases.consentOnScreen([{ typeSeq: 1, elements: ['name', 'number'] }]));
    expect(must(await hall.office.cases.holder.suggestions())).toEqual([]);
  });
});

describe('who looked at me', () => {
  it('is shown to the holder by the province’s own record, and that it was shown is on record', async () => {
    const { hall } = await granted();
    const lines = must(await hall.office.cases.holder.accessLog());
    expect(lines.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['requestConsent', 'listLicences', 'fetchLicence']),
    );
    expect(lines.every(({ useCause }) => useCause.includes('社会保障卡'))).toBe(true);
    const line = hall.office.auditLines(5).find(({ action }) => action === 'access-log-shown');
    expect(line?.facts).toEqual({ count: lines.length });
  });
});

describe('without an open grant', () => {
  it('neither is asked for, and the refused try is on record', async () => {
    const { province, hall } = await granted();
    hall.office.session.signOut();
    const before = (await askedOf(province)).length;
    expect(failureOf(await hall.office.cases.holder.suggestions())?.code).toBe('CLERK_SIGNED_OUT');
    expect(failureOf(await hall.office.cases.holder.accessLog())?.code).toBe('CLERK_SIGNED_OUT');
    expect((await askedOf(province)).length).toBe(before);
    expect(hall.office.auditLines(9)).toContainEqual(
      expect.objectContaining({
        action: 'licence-call-refused',
        facts: expect.objectContaining({ reason: 'signed-out' }),
      }),
    );
  });

  it('taken back, neither is asked for', async () => {
    const { province, hall } = await granted();
    await takeBack(province, hall.view().grant?.provinceRef ?? '');
    await hall.until((view) => view?.grant === null);
    expect(failureOf(await hall.office.cases.holder.suggestions())?.code).toBe('LICENCE_GRANT_MISSING');
  });
});
