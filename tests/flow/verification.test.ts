/** A proof that only a department can confirm: asked at once, waited for without the applicant, home again by itself. */
import { describe, expect, it } from 'vitest';
import type { Province } from '../../fixtures/province';
import type { CaseView } from '../../main/contract/calls';
import {
  asAdmin,
  completeButVerified,
  eventually,
  formOf,
  profileAt,
  provinceThat,
  refuseNext,
} from '../support/departments';
import { failureOf, must, type TestOffice } from '../support/office';

/** One pledge and one proof that the police confirm. */
const ITEM = 13;
const KEY = 'household';
const DAY = 86_400_000;

const materialOf = (view: CaseView | null) => view?.form?.materials.find(({ key }) => key === KEY);
const errandOf = (view: CaseView | null) =>
  view?.errands.find(({ subject }) => subject === `material:${KEY}`);
const errandIn = (hall: TestOffice) =>
  hall.office.errands.list(50).errands.find(({ kind }) => kind === 'verification');
const asked = (hall: TestOffice) => eventually(() => errandIn(hall)?.state === 'asked' && errandIn(hall));

async function answer(province: Province, ref: string, outcome: 'confirmed' | 'contradicted' | 'unknown') {
  const facts = [{ key: KEY, outcome, value: null }];
  expect((await asAdmin(province, `verifications/${ref}/answer`, 'POST', { facts })).status).toBe(200);
}

/** A case that waits, and the window free again. */
async function waitingCase(hall: TestOffice, person: string) {
  const { id } = await formOf(hall, ITEM, person);
  completeButVerified(hall);
  await hall.until((view) => errandOf(view)?.state === 'asked');
  const ref = errandOf(hall.view())?.ref ?? '';
  must(hall.office.cases.waiting.putToWait());
  return { id, ref };
}

describe('a proof that its department verifies', () => {
  it('is settled by an answer that comes at once', async () => {
    const hall = await profileAt(await provinceThat({ mode: 'automatic', delayMs: 0 })).open();
    await formOf(hall, ITEM, 'p01');
    const view = await hall.until((now) => materialOf(now)?.settled === true);
    expect(errandOf(view)).toMatchObject({ department: '公安部门', state: 'answered', outcome: 'confirmed' });
    completeButVerified(hall);
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });

  it('keeps the case from being sealed while nobody has answered, and shows whom it waits for', async () => {
    const hall = await profileAt(await provinceThat()).open();
    await formOf(hall, ITEM, 'p01');
    completeButVerified(hall);
    const view = await hall.until((now) => errandOf(now)?.state === 'asked');
    expect(errandOf(view)?.dueAt).toBeGreaterThan(errandOf(view)?.askedAt ?? 0);
    expect(failureOf(await hall.office.cases.submit())).toMatchObject({
      code: 'FORM_INCOMPLETE',
      details: { fields: 0, materials: 1, verifications: 1 },
    });
  });

  it.each(['contradicted', 'unknown'] as const)(
    'falls back to paper where the answer is %s',
    async (outcome) => {
      const province = await provinceThat();
      const hall = await profileAt(province).open();
      await formOf(hall, ITEM, 'p01');
      await hall.until((now) => errandOf(now)?.state === 'asked');
      await answer(province, errandOf(hall.view())?.ref ?? '', outcome);
      const view = await hall.until((now) => materialOf(now)?.settlement === 'paper');
      expect(materialOf(view)?.settled).toBe(false);
      must(hall.office.cases.back());
      must(hall.office.cases.fillForm());
      expect(materialOf(hall.view())).toMatchObject({ settlement: 'paper', settled: false });
      expect(hall.view().errands.filter(({ kind }) => kind === 'verification')).toHaveLength(1);
    },
  );

  it('is not asked about again where paper was taken meanwhile, and a late answer changes nothing', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    await formOf(hall, ITEM, 'p01');
    await asked(hall);
    must(hall.office.cases.acceptPaper(KEY, '申请人带了原件'));
    await answer(province, errandIn(hall)?.ref ?? '', 'contradicted');
    await eventually(() => errandIn(hall)?.state === 'answered');
    expect(materialOf(hall.view())).toMatchObject({ settlement: 'paper', settled: true });
  });

  it('asks once, whatever breaks: the question outlives a kill and an outage', async () => {
    const province = await provinceThat();
    const profile = profileAt(province);
    await refuseNext(province, '/v1/verifications', 4);
    let hall = await profile.open();
    await formOf(hall, ITEM, 'p01');
    for (let times = 0; times < 2; times += 1) {
      await hall.close();
      hall = await profile.open();
    }
    await hall.office.errands.drain();
    const errand = await asked(hall);
    await hall.close();
    hall = await profile.open();
    expect(errandOf(hall.view())?.ref).toBe(errand.ref);
    await answer(province, errand.ref, 'confirmed');
    await hall.until((now) => materialOf(now)?.settled === true);
  });
});

describe('a case that waits for a department', () => {
  it('leaves the window to the next person, and is sealed and delivered by itself when the answer comes', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { id, ref } = await waitingCase(hall, 'p01');
    expect(hall.office.cases.view()).toBeNull();
    expect(hall.office.errands.list(10).waiting).toMatchObject([
      { id, unanswered: 1, ready: false, overdue: false },
    ]);

    const next = await formOf(hall, 37, 'p02');
    await answer(province, ref, 'confirmed');
    const receipt = await eventually(() => hall.office.receipts(5).find(({ itemSeq }) => itemSeq === ITEM));
    await eventually(
      () => hall.office.receipts(5).find(({ id: own }) => own === receipt.id)?.delivery === 'acknowledged',
    );
    expect(hall.view()).toMatchObject({ id: next.id, state: 'ReviewingForm' });
    expect(hall.office.errands.list(10).waiting).toEqual([]);
    const trail = hall.office.auditLines(100).filter((line) => line.caseId === id);
    expect(trail).toContainEqual(expect.objectContaining({ action: 'receipt-sealed', actor: 'station' }));
    expect(trail).toContainEqual(
      expect.objectContaining({
        action: 'case-closed',
        facts: expect.objectContaining({ onBehalfOf: 'test-01' }),
      }),
    );
  });

  it('goes on after kills between every step, several of them at once', async () => {
    const province = await provinceThat();
    const profile = profileAt(province);
    let hall = await profile.open();
    const again = async () => {
      await hall.close();
      hall = await profile.open();
    };
    const first = await waitingCase(hall, 'p01');
    await again();
    const second = await waitingCase(hall, 'p02');
    await again();
    expect(hall.office.cases.view()).toBeNull();
    expect(
      hall.office.errands
        .list(10)
        .waiting.map(({ id }) => id)
        .sort(),
    ).toEqual([first.id, second.id].sort());
    await hall.close();
    await answer(province, first.ref, 'confirmed');
    hall = await profile.open();
    await eventually(() => hall.office.receipts(5).length === 1);
    expect(hall.office.errands.list(10).waiting.map(({ id }) => id)).toEqual([second.id]);
    await again();
    await answer(province, second.ref, 'unknown');
    await eventually(() => hall.office.errands.list(10).waiting[0]?.ready);
    await again();
    expect(must(hall.office.cases.waiting.resume(second.id))).toMatchObject({
      id: second.id,
      state: 'ReviewingForm',
    });
    expect(materialOf(hall.view())).toMatchObject({ settlement: 'paper', settled: false });
    must(hall.office.cases.acceptPaper(KEY, '部门没有登记'));
    expect(must(await hall.office.cases.submit()).state).toBe('HandingOver');
  });

  it('is not put to wait for nothing, and not taken back while another person is served', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    await formOf(hall, 37, 'p02');
    for (const { key, settlement, settled } of hall.view().form?.materials ?? [])
      if (settlement === 'verification' && !settled) must(hall.office.cases.acceptPaper(key, '带了原件'));
    expect(failureOf(hall.office.cases.waiting.putToWait())?.code).toBe('CASE_NOTHING_TO_WAIT_FOR');
    must(hall.office.cases.abandon('换一件'));
    const { id } = await waitingCase(hall, 'p01');
    await formOf(hall, 37, 'p02');
    expect(failureOf(hall.office.cases.waiting.resume(id))?.code).toBe('CASE_STATE');
    must(hall.office.cases.abandon('改日'));
    expect(failureOf(hall.office.cases.waiting.resume('0190c3e2-0000-7000-8000-000000000000'))?.code).toBe(
      'CASE_WAITING_UNKNOWN',
    );
    expect(must(hall.office.cases.waiting.resume(id)).id).toBe(id);
  });

  it('is listed when its answer is overdue, outlives the day of an ordinary draft, and is shredded past every day', async () => {
    const profile = profileAt(await provinceThat());
    const hall = await profile.open();
    const { id } = await waitingCase(hall, 'p01');
    await hall.close();
    profile.later(8 * DAY);
    const late = await profile.open();
    expect(late.office.errands.list(10).waiting).toMatchObject([{ id, overdue: true }]);
    expect(late.office.errands.counts()).toMatchObject({ overdue: 1, waiting: 1 });
    expect(late.office.errands.list(10).scores).toMatchObject([
      { department: '公安部门', overdue: 1, score: 0 },
    ]);
    await late.close();
    profile.later(40 * DAY);
    const after = await profile.open();
    expect(after.office.errands.list(10).waiting).toEqual([]);
    expect(after.office.auditLines(50)).toContainEqual(
      expect.objectContaining({ action: 'draft-expired', caseId: id }),
    );
  });

  it('is timed in the rates and scored by department, without a personal value in the record', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { ref } = await waitingCase(hall, 'p01');
    await answer(province, ref, 'confirmed');
    await eventually(() => hall.office.receipts(5).length === 1);
    const [rates] = hall.office.rates('item', { fromDay: '2000-01-01', toDay: '2999-12-31' });
    expect(rates).toMatchObject({ verifications: 1 });
    expect(rates?.verificationMs).toBeGreaterThanOrEqual(0);
    expect(hall.office.errands.list(10).scores).toMatchObject([
      { asked: 1, answered: 1, inTime: 1, score: 100 },
    ]);
    expect(JSON.stringify(hall.office.auditLines(100))).not.toMatch(/周明/);
  });
});

describe('a grant that its holder takes back', () => {
  it('ends the case that waits under it, and destroys what was fetched', async () => {
    const province = await provinceThat();
    const hall = await profileAt(province).open();
    const { id } = await waitingCase(hall, 'p01');
    const granted = hall.office.auditLines(100).find(({ action }) => action === 'grant-obtained');
    await asAdmin(province, `grants/${String(granted?.facts.provinceRef)}/revoke`, 'POST', {});
    await eventually(() => hall.office.errands.list(10).waiting.length === 0);
    expect(hall.office.auditLines(20)).toContainEqual(
      expect.objectContaining({ action: 'grant-taken-back', caseId: id }),
    );
    expect(failureOf(hall.office.cases.waiting.resume(id))?.code).toBe('CASE_WAITING_UNKNOWN');
  });
});
