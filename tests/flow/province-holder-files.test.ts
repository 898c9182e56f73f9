/** What the province keeps of a case under its holder, whatever a window puts into the parcel (R05, R93, R109). */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { enterprises } from '../../fixtures/people';
import type { Province } from '../../fixtures/province';
import { ask, codeOf, purposed, receipt, reference, start } from '../unit/fixtures/province/harness';
import { grantFor } from '../unit/fixtures/province/requests';
import { bothStores } from '../unit/fixtures/province/stores';

const SHOP = enterprises[0]?.id ?? '';
const BANK = { key: 'bank', label: '开户银行', value: '齐鲁银行', source: 'clerk', code: 'F-ENT-BANK' };
const CODES = ['F-ENT-BANK', 'F-ENT-STAFF', 'F-PER-PHONE'];

async function shopGrant(province: Province, about: ReturnType<typeof reference>) {
  const evidence = { kind: 'shown-code', code: await codeOf(province, { personId: SHOP }) };
  const wanted = [{ typeSeq: 33, elements: ['name'] }];
  const made = await ask(province, 'POST', '/v1/grants', { reference: about, evidence, wanted });
  return String(made.body.grantRef);
}

async function deliver(province: Province, caseId: string, grantRef: string, more: object) {
  const body = { ...receipt(randomUUID()), caseId, grantRef, ...more };
  const first = await ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body);
  expect(first.status).toBe(201);
  expect((await ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body)).status).toBe(200);
}

async function told(province: Province) {
  const about = reference();
  const grantRef = await shopGrant(province, about);
  const post = async (path: string, body: object) =>
    (await ask(province, 'POST', path, { grantRef, reference: about, ...body })).body;
  return {
    reported: (await post('/v1/reported', { codes: CODES })).reported,
    cases: (await post('/v1/holder-file', {})).cases as { caseId: string; state: string }[],
  };
}

describe.each(bothStores())('the file of a holder on $name', ({ skip, options }) => {
  it.skipIf(skip)(
    'keeps what an enterprise typed into fields that are given once, the newest, and nothing else',
    async () => {
      const province = await start(await options());
      const first = reference();
      await deliver(province, first.caseId, await shopGrant(province, first), {
        form: [
          BANK,
          { ...BANK, key: 'phone', code: 'F-PER-PHONE', value: '13800000000' },
          { ...BANK, key: 'staff', code: 'F-ENT-STAFF', value: '12', source: 'licence:L1' },
          { ...BANK, key: 'own', code: undefined, value: '其他' },
        ],
      });
      expect((await told(province)).reported).toMatchObject([
        { code: 'F-ENT-BANK', value: '齐鲁银行', caseId: first.caseId },
      ]);
      const second = reference();
      const grantRef = await shopGrant(province, second);
      await deliver(province, second.caseId, grantRef, { form: [{ ...BANK, value: '日照银行' }] });
      const now = await told(province);
      expect(now.reported).toMatchObject([{ value: '日照银行', caseId: second.caseId }]);
      expect(now.cases.map(({ caseId }) => caseId).sort()).toEqual([first.caseId, second.caseId].sort());
    },
  );

  it.skipIf(skip)(
    'takes nothing from a person’s case, from a case that was not granted, and from one that lapsed',
    async () => {
      const province = await start(await options());
      const about = reference();
      await deliver(province, about.caseId, await grantFor(province, about), { form: [BANK] });
      await deliver(province, randomUUID(), 'G-made-up', { form: [BANK] });
      const lapsed = reference();
      const follows = { receiptId: randomUUID(), number: '1', outcome: 'lapsed' };
      await deliver(province, lapsed.caseId, await shopGrant(province, lapsed), { form: [BANK], follows });
      const { reported, cases } = await told(province);
      expect(reported).toEqual([]);
      expect(cases).toMatchObject([{ caseId: lapsed.caseId, state: 'lapsed' }]);
    },
  );

  it.skipIf(skip)(
    'takes a case under its own grant or that of the case it follows, and under nobody else’s',
    async () => {
      const province = await start(await options());
      const before = reference();
      const grantRef = await shopGrant(province, before);
      await deliver(province, randomUUID(), grantRef, { form: [BANK] });
      expect(await told(province)).toEqual({ reported: [], cases: [] });
      const receiptId = randomUUID();
      await deliver(province, before.caseId, 'G-0', { receiptId, provisional: true });
      const follows = { receiptId, number: '1', outcome: 'confirmed' };
      await deliver(province, randomUUID(), grantRef, { form: [BANK], follows });
      const { reported, cases } = await told(province);
      expect(reported).toMatchObject([{ code: 'F-ENT-BANK' }]);
      expect(cases).toMatchObject([{ state: 'accepted' }]);
    },
  );

  it.skipIf(skip)(
    'hands each item to the body it is addressed to, but not to a department whose item it is not',
    async () => {
      const province = await start(await options());
      const about = reference();
      const to = (itemSeq: number, department: string) => ({
        itemSeq,
        department,
        body: `历下区${department}`,
        regionCode: '370102',
      });
      await deliver(province, about.caseId, 'G-1', {
        addressed: [to(37, '省民政厅'), to(161, '省公安厅')],
        unaddressed: [453],
      });
      const routing = await ask(province, 'GET', purposed(`/v1/cases/${about.caseId}/routing`, about));
      expect(routing.body).toMatchObject({
        handed: [{ itemSeq: 37, body: '历下区省民政厅' }],
        open: [161, 453],
      });
    },
  );
});
