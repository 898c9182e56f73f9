/** Pledges (告知承诺): who may give one, how it is given and noted down, and the list of those to be checked later. */
import { describe, expect, it } from 'vitest';
import type { Province } from '../../fixtures/province';
import type { Signature } from '../../main/contract/flow/signature';
import type { Clock } from '../../main/contract/ports/clock';
import { fromBase64, systemClock } from '../../main/core/base';
import {
  asAdmin,
  completeButVerified,
  eventually,
  formOf,
  profileAt,
  provinceThat,
  refuseNext,
} from '../support/departments';
import { failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { pdfText } from '../support/pdf-text';

/** 变更民族成份: one pledge (kinship), one verification. */
const ITEM = 13;
const KEY = 'kinship';
const AT_ONCE = { mode: 'automatic', delayMs: 0 };

const HAND: Signature = {
  ratio: 400,
  strokes: [
    [
      [100, 100, 0, 120],
      [300, 200, 16, 180],
      [500, 120, 32, 90],
    ],
    [[700, 300, 400, 255]],
  ],
};

const materialOf = (hall: TestOffice) => hall.view().form?.materials.find(({ key }) => key === KEY);
const exclude = (province: Province, holderId: string, excluded: boolean) =>
  asAdmin(province, 'exclusions', 'PUT', { holderId, excluded });
const pledgeErrand = (hall: TestOffice) =>
  hall.office.errands.list(50).errands.find(({ kind }) => kind === 'pledge');

async function sealed(hall: TestOffice) {
  completeButVerified(hall);
  await hall.until((view) => view?.form?.materials.every((each) => each.settled || each.hidden) ?? false);
  return must(await hall.office.cases.submit());
}

/** What would be done in a quarter of a minute is done at once. */
const hurried: Clock = {
  now: systemClock.now,
  after: (ms, act) => systemClock.after(ms === 15_000 ? 100 : ms, act),
};

describe('a pledge', () => {
  it('is offered only after the credit platform has said that the holder may', async () => {
    const hall = await profileAt(await provinceThat(AT_ONCE)).open();
    const view = await formOf(hall, ITEM, 'p01');
    expect(view.pledges).toEqual({ [KEY]: 'allowed' });
    expect(hall.office.auditLines(30)).toContainEqual(
      expect.objectContaining({ action: 'pledge-checked', facts: { material: KEY, excluded: false } }),
    );
  });

  it('is not offered to who is excluded: paper takes its place, and the case says why', async () => {
    const province = await provinceThat(AT_ONCE);
    await exclude(province, 'p01', true);
    const hall = await profileAt(province).open();
    const view = await formOf(hall, ITEM, 'p01');
    expect(view.pledges).toEqual({ [KEY]: 'excluded' });
    expect(materialOf(hall)).toMatchObject({ settlement: 'paper', settled: false, pledgeText: '' });
    expect(failureOf(hall.office.cases.pledge(KEY, true))?.code).toBe('PLEDGE_EXCLUDED');
  });

  it('cannot be given while the credit platform has not answered, and can when it has', async () => {
    const province = await provinceThat(AT_ONCE);
    await refuseNext(province, '/v1/pledges/exclusion', 1000);
    const hall = await profileAt(province).open();
    const view = await formOf(hall, ITEM, 'p01');
    expect(view.pledges).toEqual({ [KEY]: 'unchecked' });
    expect(failureOf(hall.office.cases.pledge(KEY, true))?.code).toBe('PLEDGE_UNCHECKED');
    await fetch(`${province.url}/admin/faults`, { method: 'DELETE' });
    // Trying asks again.
    expect(failureOf(hall.office.cases.pledge(KEY, true))?.code).toBe('PLEDGE_UNCHECKED');
    await hall.until((now) => now?.pledges[KEY] === 'allowed');
    must(hall.office.cases.pledge(KEY, true));
  });

  it('is asked about again by itself while the case is worked at, and when the core comes back', async () => {
    const province = await provinceThat(AT_ONCE);
    await refuseNext(province, '/v1/pledges/exclusion', 1000);
    const profile = profileAt(province);
    const first = await profile.open();
    await formOf(first, ITEM, 'p01');
    await first.close();
    const { dir, key } = profile;
    const second = await openTestOffice({ dir, key, provinceUrl: province.url, clock: hurried });
    expect(second.view().pledges).toEqual({ [KEY]: 'unchecked' });
    await fetch(`${province.url}/admin/faults`, { method: 'DELETE' });
    await second.until((now) => now?.pledges[KEY] === 'allowed');
  });

  it('signed by hand goes into the sealed receipt, and its digest into the record', async () => {
    const hall = await profileAt(await provinceThat(AT_ONCE)).open();
    await formOf(hall, ITEM, 'p01');
    const signed = must(hall.office.cases.pledge(KEY, true, HAND));
    const shown = signed.form?.materials.find(({ key }) => key === KEY)?.pledge;
    expect(shown).toMatchObject({ method: 'signed', signature: null });
    const submitted = await sealed(hall);
    const receiptId = submitted.receipt?.id ?? '';
    expect(must(await hall.office.verifyStored(receiptId)).verdict).toBe('passed');
    const text = pdfText(fromBase64(must(hall.office.receiptFile(receiptId)).pdf));
    expect(text).toContain('告知承诺书');
    expect(text).toContain('承诺人手写签名');
    expect(text).toContain(shown?.sha256 ?? 'none');
    expect(hall.office.auditLines(50)).toContainEqual(
      expect.objectContaining({
        action: 'pledge-taken',
        facts: expect.objectContaining({ how: 'signed', pledge: expect.stringMatching(/^[0-9a-f]{64}$/) }),
      }),
    );
    expect(JSON.stringify(hall.office.auditLines(50))).not.toContain(shown?.sha256);
  });

  it('without handwriting is called spoken, in the record and on paper', async () => {
    const hall = await profileAt(await provinceThat(AT_ONCE)).open();
    await formOf(hall, ITEM, 'p01');
    const submitted = await sealed(hall);
    const text = pdfText(fromBase64(must(hall.office.receiptFile(submitted.receipt?.id ?? '')).pdf));
    expect(text).toContain('口头确认');
    expect(text).not.toContain('手写签名：');
  });

  it('is registered for its after-check once, through outage and kill, and stands on the list with its day and result', async () => {
    const province = await provinceThat(AT_ONCE);
    const profile = profileAt(province);
    let hall = await profile.open();
    await formOf(hall, ITEM, 'p01');
    await refuseNext(province, '/v1/pledges', 6);
    await sealed(hall);
    must(hall.office.cases.close());
    await hall.close();
    hall = await profile.open();
    await hall.office.errands.drain();
    await hall.office.errands.drain();
    const errand = await eventually(() => pledgeErrand(hall)?.state === 'asked' && pledgeErrand(hall));
    // As the catalogue says for this proof; others have two months.
    const days = ((errand.dueAt ?? 0) - Date.now()) / 86_400_000;
    expect([days > 29, days < 31]).toEqual([true, true]);
    await asAdmin(province, `pledges/${errand.ref}/check`, 'POST', { kept: true });
    profile.later(7 * 3_600_000);
    await hall.office.errands.drain();
    expect(pledgeErrand(hall)).toMatchObject({ state: 'answered', outcome: 'kept' });
  });
});
