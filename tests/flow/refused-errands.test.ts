/** What something in between refuses is not lost: the office keeps what it asked, and sends it again when somebody says so. */
import { expect, it } from 'vitest';
import { completeButVerified, eventually, formOf, profileAt, provinceThat } from '../support/departments';
import { gatewayBefore } from '../support/gateway';
import { failureOf, must, type TestOffice } from '../support/office';

/** One pledge and one proof that the police confirm. */
const ITEM = 13;

const errandOf = (hall: TestOffice, kind: string) =>
  hall.office.errands.list(50).errands.find((each) => each.kind === kind);

it('a pledge that a gateway refused to register is registered by a retry, after the case is closed and the core was started again', async () => {
  const province = await provinceThat({ mode: 'automatic', delayMs: 0 });
  const gateway = await gatewayBefore(province.url);
  const profile = profileAt(gateway);
  let hall = await profile.open();
  gateway.refused = '/v1/pledges';
  await formOf(hall, ITEM, 'p01');
  completeButVerified(hall);
  await hall.until((view) => view?.form?.materials.every((each) => each.settled || each.hidden) ?? false);
  must(await hall.office.cases.submit());
  const failed = await eventually(() => {
    const errand = errandOf(hall, 'pledge');
    return errand?.state === 'failed' && errand;
  });
  expect(failed).toMatchObject({ retriable: true, lastCode: 'PROVINCE_REFUSED', attempts: 1 });
  must(hall.office.cases.close());
  await hall.close();

  hall = await profile.open();
  await hall.office.errands.drain();
  expect(errandOf(hall, 'pledge')).toMatchObject({ state: 'failed', retriable: true });
  gateway.refused = '';
  must(hall.office.errands.retry(failed.id));
  const asked = await eventually(() => {
    const errand = errandOf(hall, 'pledge');
    return errand?.state === 'asked' && errand;
  });
  expect(asked).toMatchObject({ id: failed.id, retriable: false, lastCode: '' });
  expect(asked.ref).not.toBe('');
  expect(failureOf(hall.office.errands.retry(failed.id))?.code).toBe('ERRAND_UNKNOWN');
  expect(hall.office.auditLines(10)).toContainEqual(
    expect.objectContaining({ action: 'errand-retried', actor: 'test-01', caseId: failed.caseId }),
  );
});

it('a verification that a gateway refused is asked again on the clerk’s word, and the open case hears of it', async () => {
  const province = await provinceThat({ mode: 'automatic', delayMs: 0 });
  const gateway = await gatewayBefore(province.url);
  gateway.refused = '/v1/verifications';
  const hall = await profileAt(gateway).open();
  await formOf(hall, ITEM, 'p01');
  const view = await hall.until((now) => now?.errands.some(({ state }) => state === 'failed') ?? false);
  const failed = view?.errands.find(({ state }) => state === 'failed');
  gateway.refused = '';
  must(hall.office.errands.retry(failed?.id ?? ''));
  expect(hall.view().errands.find(({ id }) => id === failed?.id)?.state).toBe('to-send');
  await hall.until(
    (now) => now?.errands.some(({ id, outcome }) => id === failed?.id && outcome === 'confirmed') ?? false,
  );
});

it('nothing of what was refused is left when the case is abandoned', async () => {
  const province = await provinceThat({ mode: 'automatic', delayMs: 0 });
  const gateway = await gatewayBefore(province.url);
  gateway.refused = '/v1/verifications';
  const hall = await profileAt(gateway).open();
  await formOf(hall, ITEM, 'p01');
  await hall.until((now) => now?.errands.some(({ retriable }) => retriable) ?? false);
  const { id } = errandOf(hall, 'verification') ?? { id: '' };
  must(hall.office.cases.abandon('申请人离开'));
  expect(errandOf(hall, 'verification')).toMatchObject({ state: 'failed', retriable: false });
  expect(failureOf(hall.office.errands.retry(id))?.code).toBe('ERRAND_UNKNOWN');
});
