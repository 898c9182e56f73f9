/** What a province takes in of receipts that are wrong on purpose: each once, whole, and nobody else's word for it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { enterprises } from '../../fixtures/people';
import { type Province, startProvince } from '../../fixtures/province/index';
import { ask, codeOf, purposed, receipt, reference, start } from '../unit/fixtures/province/harness';
import { sha256 } from '../unit/fixtures/province/requests';
import { admitted, askSecurely, type Workstation } from '../unit/fixtures/province/secure-client';
import { bothStores } from '../unit/fixtures/province/stores';

const put = (province: Province, body: { receiptId: string; [more: string]: unknown }) =>
  ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body);
const inside = async (province: Province, path: string) =>
  (await (await fetch(`${province.adminUrl}/admin/${path}`)).json()) as Record<string, unknown>[];
const found = async (province: Province) =>
  (await inside(province, 'audit-findings')).map(({ kind, receiptId }) => [kind, receiptId]);
const CONFLICT = { status: 409, body: { code: 'RECEIPT_CONFLICT' } };
const INVALID = { status: 400, body: { code: 'REQUEST_INVALID' } };
const HEAD = { a: 'a'.repeat(64), b: 'b'.repeat(64) };

describe.each(bothStores())('a receipt that comes again, on $name', ({ skip, options }) => {
  it.skipIf(skip)('with other bytes under its id is a conflict, and the first stays as it was', async () => {
    const province = await start(await options());
    const first = receipt('one');
    await put(province, first);
    expect(await put(province, { ...receipt('two'), receiptId: first.receiptId })).toMatchObject(CONFLICT);
    expect(await inside(province, 'receipts')).toMatchObject([{ sha256: first.sha256, attempts: 2 }]);
    expect((await put(province, first)).body).toMatchObject({ duplicate: true });
  });

  it.skipIf(skip)('with the same document and other data is a conflict, not a quiet yes', async () => {
    const province = await start(await options());
    const to = { itemSeq: 37, department: '省民政厅', body: '历下区民政局', regionCode: '370102' };
    const first = { ...receipt(), addressed: [to] };
    await put(province, first);
    const [field] = first.form;
    for (const other of [
      { form: [{ ...field, value: '周明达' }] },
      { addressed: [{ ...to, body: '市中区民政局' }] },
      { caseId: randomUUID() },
      { number: '鲁免证受〔2026〕3701020001-999999' },
      { materials: [] },
    ]) {
      expect(await put(province, { ...first, ...other })).toMatchObject(CONFLICT);
    }
    // Said in another order, and with what is left out written out, it is the same.
    const turned = Object.fromEntries(Object.entries({ ...first, auditSeq: 0 }).reverse());
    expect((await put(province, { ...turned, receiptId: first.receiptId })).body).toMatchObject({
      duplicate: true,
    });
    const about = { ...reference(), caseId: first.caseId };
    const routing = await ask(province, 'GET', purposed(`/v1/cases/${first.caseId}/routing`, about));
    expect(routing.body).toMatchObject({ handed: [{ body: '历下区民政局' }] });
    expect(await found(province)).toEqual([]);
  });

  it.skipIf(skip)('under another id with its number, or its case, is kept and found', async () => {
    const province = await start(await options());
    const to = { itemSeq: 37, department: '省民政厅', body: '历下区民政局', regionCode: '370102' };
    const first = { ...receipt('one'), addressed: [to] };
    await put(province, first);
    const numbered = { ...receipt('two'), number: first.number };
    expect((await put(province, numbered)).status).toBe(201);
    const again = { ...receipt('three'), caseId: first.caseId, addressed: [{ ...to, body: '别的单位' }] };
    expect((await put(province, again)).status).toBe(201);
    for (const each of [first, numbered, again]) await put(province, each);
    expect(await found(province)).toEqual([
      ['number-again', numbered.receiptId],
      ['case-again', again.receiptId],
    ]);
    const about = { ...reference(), caseId: first.caseId };
    const known = await ask(province, 'GET', purposed(`/v1/cases/${first.caseId}`, about));
    expect(known.body).toMatchObject({ receiptId: first.receiptId });
    const routing = await ask(province, 'GET', purposed(`/v1/cases/${first.caseId}/routing`, about));
    expect(routing.body).toMatchObject({ handed: [{ body: '历下区民政局' }] });
  });

  it.skipIf(skip)('from its hall is a duplicate, from another hall a conflict', async () => {
    const province = await startProvince({ admin: true, secure: true, ...(await options()) });
    onTestFinished(() => province.stop());
    const body = receipt();
    const send = (from: Workstation, sent = body) =>
      askSecurely(province, from, { method: 'PUT', path: `/v1/receipts/${sent.receiptId}`, body: sent });
    expect((await send(await admitted(province))).status).toBe(201);
    const neighbour = await admitted(province, { windowNo: 'B07' });
    expect(await send(neighbour)).toMatchObject({ status: 200, body: { duplicate: true } });
    const stranger = await admitted(province, { hallName: '青岛市样例区政务服务中心' });
    expect(await send(stranger)).toMatchObject(CONFLICT);
    const otherwise = { ...body, form: [] };
    expect((await send(stranger, otherwise)).body).toEqual((await send(stranger)).body);
    expect(await inside(province, 'receipts')).toHaveLength(1);
  });
});

describe.each(bothStores())('a receipt that is not what it says, on $name', ({ skip, options }) => {
  it.skipIf(skip)(
    'is refused whole: files that do not fit their digest, signs no store can keep',
    async () => {
      const province = await start(await options());
      const file = Buffer.from('%PDF-1.7 of an attachment');
      const attachment = {
        ...{ id: randomUUID(), material: 'm', name: '附件.pdf', mime: 'application/pdf' },
        ...{ sha256: sha256(file.toString()), base64: file.toString('base64') },
      };
      const good = { ...receipt(), attachments: [attachment] };
      const cut = { ...attachment, base64: file.subarray(0, 12).toString('base64') };
      expect(await put(province, { ...good, attachments: [attachment, cut] })).toMatchObject(INVALID);
      for (const more of [
        { number: '鲁\0免' },
        { windowNo: 'A\0' },
        { number: randomBytes(9_000).toString('hex') },
        { windowNo: randomBytes(9_000).toString('hex'), auditSeq: 1 },
        { form: [{ ...good.form[0], value: '\0' }] },
        { sealedAt: -1 },
        { sealedAt: 1e300 },
        { auditSeq: 0.5 },
        { pdf: good.pdf.slice(0, -8) },
      ]) {
        expect(await put(province, { ...good, ...more }), Object.keys(more).join()).toMatchObject(INVALID);
      }
      expect(await inside(province, 'receipts')).toEqual([]);
      expect((await put(province, good)).status).toBe(201);
    },
  );

  it.skipIf(skip)('a reference with a NUL is refused before a store sees it', async () => {
    const province = await start(await options());
    expect(await ask(province, 'GET', purposed('/v1/pledges/P%00'))).toMatchObject(INVALID);
    const about = { ...reference(), useCause: '用\0证' };
    expect(await ask(province, 'GET', purposed('/v1/pledges/P-1', about))).toMatchObject(INVALID);
  });
});

describe.each(bothStores())('receipts out of order, on $name', ({ skip, options }) => {
  const BANK = { key: 'bank', label: '开户银行', source: 'clerk', code: 'F-ENT-BANK' };
  const shop = enterprises[0]?.id ?? '';

  async function shopGrant(province: Province, about: ReturnType<typeof reference>): Promise<string> {
    const evidence = { kind: 'shown-code', code: await codeOf(province, { personId: shop }) };
    const wanted = [{ typeSeq: 33, elements: ['name'] }];
    const made = await ask(province, 'POST', '/v1/grants', { reference: about, evidence, wanted });
    return String(made.body.grantRef);
  }
  async function told(province: Province) {
    const about = reference();
    const asked = { grantRef: await shopGrant(province, about), reference: about };
    const { body } = await ask(province, 'POST', '/v1/reported', { ...asked, codes: ['F-ENT-BANK'] });
    const file = await ask(province, 'POST', '/v1/holder-file', asked);
    const cases = file.body.cases as { caseId: string }[];
    return { values: body.reported, cases: cases.map(({ caseId }) => caseId) };
  }

  it.skipIf(skip)(
    'what was sealed earlier and comes later replaces nothing that was told since',
    async () => {
      const province = await start(await options());
      const sealedWith = async (value: string, sealedAt: number) => {
        const about = reference();
        const grantRef = await shopGrant(province, about);
        const form = [{ ...BANK, value }];
        return { ...receipt(value), caseId: about.caseId, grantRef, sealedAt, form };
      };
      const older = await sealedWith('齐鲁银行', 1_790_000_000_000);
      const newer = await sealedWith('日照银行', 1_790_000_100_000);
      await put(province, newer);
      await put(province, older);
      expect((await told(province)).values).toMatchObject([{ value: '日照银行', caseId: newer.caseId }]);
      // Nor does a window whose clock is years ahead keep all others from being heard.
      await put(province, await sealedWith('未来银行', 4_000_000_000_000));
      const today = await sealedWith('今日银行', Date.now() + 5_000);
      await put(province, today);
      expect((await told(province)).values).toMatchObject([{ value: '今日银行' }]);
    },
  );

  it.skipIf(skip)(
    'what follows a provisional receipt and overtakes it is filed when that comes',
    async () => {
      const province = await start(await options());
      const about = reference();
      const grantRef = await shopGrant(province, about);
      const provisional = { ...receipt('p'), caseId: about.caseId, grantRef: '', provisional: true };
      const follows = { receiptId: provisional.receiptId, number: provisional.number, outcome: 'confirmed' };
      const completed = { ...receipt('c'), grantRef, follows, form: [{ ...BANK, value: '齐鲁银行' }] };
      await put(province, completed);
      expect(await told(province)).toEqual({ values: [], cases: [] });
      await put(province, provisional);
      await put(province, provisional);
      const { values, cases } = await told(province);
      expect(values).toMatchObject([{ value: '齐鲁银行', caseId: completed.caseId }]);
      expect(cases).toEqual([completed.caseId]);
    },
  );

  it.skipIf(skip)('a record of operations that goes back is found in whichever order they come', async () => {
    for (const turned of [false, true]) {
      const province = await start(await options());
      const before = { ...receipt('1'), auditSeq: 9, auditHead: HEAD.a, sealedAt: 1_790_000_000_000 };
      const after = { ...receipt('2'), auditSeq: 5, auditHead: HEAD.b, sealedAt: 1_790_000_001_000 };
      const [first, second] = turned ? [after, before] : [before, after];
      await put(province, first);
      await put(province, second);
      await put(province, second);
      expect(await found(province)).toEqual([['goes-back', second.receiptId]]);
    }
  });
});

describe.each(bothStores())('two receipts in two transactions at once, on $name', ({ skip, options }) => {
  const ROUNDS = 6;

  it.skipIf(skip)('under one id with different bytes: one is taken in, the other is a conflict', async () => {
    const province = await start(await options());
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = receipt(`one ${round}`);
      const other = { ...receipt(`other ${round}`), receiptId: one.receiptId };
      const answers = await Promise.all([one, other, one, other].map((each) => put(province, each)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      const winner = statuses.indexOf(201) % 2;
      expect([statuses[winner], statuses[winner + 2]].sort()).toEqual([200, 201]);
      expect([statuses[1 - winner], statuses[3 - winner]]).toEqual([409, 409]);
    }
    expect(await inside(province, 'receipts')).toHaveLength(ROUNDS);
  });

  it.skipIf(skip)('with one number, or of one case: both are kept, and the second is found', async () => {
    const province = await start(await options());
    const { number, caseId } = receipt();
    const numbered = [receipt('1'), receipt('2')].map((each) => ({ ...each, number }));
    const ofCase = [receipt('3'), receipt('4')].map((each) => ({ ...each, caseId }));
    const answers = await Promise.all([...numbered, ...ofCase].map((each) => put(province, each)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await found(province)).map(([kind]) => kind).sort()).toEqual(['case-again', 'number-again']);
  });

  it.skipIf(skip)(
    'with one line of the record under two heads, or one that goes back: it is found',
    async () => {
      const province = await start(await options());
      const sealedAt = 1_790_000_000_000;
      const parcels = [
        { ...receipt('1'), auditSeq: 9, auditHead: HEAD.a, sealedAt },
        { ...receipt('2'), auditSeq: 9, auditHead: HEAD.b, sealedAt },
        { ...receipt('3'), auditSeq: 4, auditHead: HEAD.b, sealedAt: sealedAt + 1_000 },
      ];
      await Promise.all(parcels.map((each) => put(province, each)));
      const kinds = new Set((await found(province)).map(([kind]) => kind));
      expect([...kinds].sort()).toEqual(['another-head', 'goes-back']);
    },
  );
});

describe.each(bothStores().filter(({ name }) => name === 'PostgreSQL'))(
  'two services on one $name',
  ({ skip, options }) => {
    it.skipIf(skip)('take a receipt in once between them, and tell a wrong one from it', async () => {
      const shared = await options();
      const [one, two] = await Promise.all([start(shared), start(shared)]);
      const body = receipt();
      const other = { ...body, form: [] };
      await put(one, body);
      const answers = await Promise.all([put(one, other), put(two, body), put(two, other), put(one, body)]);
      expect(answers.map(({ status }) => status)).toEqual([409, 200, 409, 200]);
      const fresh = receipt('fresh');
      const both = await Promise.all([put(one, fresh), put(two, fresh)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    });
  },
);
