import { describe, expect, it, onTestFinished } from 'vitest';
import { type Province, startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { completeForm, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;

async function running(dataDir?: string, port?: number): Promise<Province> {
  const province = await startProvince({
    admin: true,
    ...(dataDir ? { dataDir } : {}),
    ...(port ? { port } : {}),
  });
  let stopped = false;
  const stop = province.stop;
  onTestFinished(() => (stopped ? undefined : stop()));
  return Object.assign(province, {
    stop: async () => {
      stopped = true;
      await stop();
    },
  });
}

const received = async (province: Province) =>
  (await (await fetch(`${province.url}/admin/receipts`)).json()) as { receiptId: string; attempts: number }[];

async function toForm(hall: TestOffice): Promise<void> {
  must(hall.office.cases.chooseItem(ITEM));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  completeForm(hall.office);
}

describe('delivery through trouble', () => {
  it.each([
    ['the connection goes before the province has written anything', 'drop-before'],
    ['the connection goes after it was written and the answer is lost', 'drop-after'],
    ['the answer is cut short', 'truncate'],
    ['the province says it is overloaded', 'refuse-503'],
  ] as const)('reaches the province exactly once when %s', async (_name, mode) => {
    const province = await running();
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
    });
    await toForm(hall);
    province.addFault({ mode, count: 1, path: '/v1/receipts', retryAfterSeconds: 0 });
    const receiptId = must(await hall.office.cases.submit()).receipt?.id;
    await hall.until((view) => view?.receipt?.delivery === 'later');
    await hall.office.delivery.drain({ evenLater: true });
    expect(hall.view().receipt?.delivery).toBe('acknowledged');
    expect((await received(province)).map((each) => each.receiptId)).toEqual([receiptId]);
    expect(hall.office.delivery.counts()).toMatchObject({ waiting: 0, later: 0, parked: 0, acknowledged: 1 });
  });

  it('waits while the province is down and delivers when it is back', async () => {
    const dataDir = tempDir();
    const province = await running(dataDir);
    const port = Number(new URL(province.url).port);
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
    });
    await toForm(hall);
    await province.stop();
    must(await hall.office.cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'later');
    expect(hall.office.watch.view()).toMatchObject({
      state: 'unreachable',
      failure: { code: 'PROVINCE_UNREACHABLE' },
    });
    must(hall.office.cases.close());

    const back = await running(dataDir, port);
    await hall.office.delivery.drain({ evenLater: true });
    expect(await received(back)).toHaveLength(1);
  });

  it('delivers what an earlier run of the program left behind', async () => {
    const dataDir = tempDir();
    const dir = tempDir();
    const key = systemIds.bytes(32);
    const province = await running(dataDir);
    const port = Number(new URL(province.url).port);
    const first = await openTestOffice({ dir, key, provinceUrl: province.url });
    await toForm(first);
    await province.stop();
    must(await first.office.cases.submit());
    await first.until((view) => view?.receipt?.delivery === 'later');
    await first.close();

    const back = await running(dataDir, port);
    const second = await openTestOffice({ dir, key, provinceUrl: back.url });
    await second.office.delivery.drain({ evenLater: true });
    expect(second.office.delivery.counts()).toMatchObject({ acknowledged: 1, later: 0 });
    expect(await received(back)).toHaveLength(1);
  });

  it('parks what the province holds under the same number with other content, and shows why', async () => {
    const province = await running();
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
    });
    await toForm(hall);
    province.addFault({ mode: 'drop-before', count: 1, path: '/v1/receipts' });
    const receiptId = must(await hall.office.cases.submit()).receipt?.id ?? '';
    await hall.until((view) => view?.receipt?.delivery === 'later');
    const other = Buffer.from('%PDF-1.7 another file').toString('base64');
    const { createHash } = await import('node:crypto');
    const squat = await fetch(`${province.url}/v1/receipts/${receiptId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        receiptId,
        caseId: systemIds.next(),
        number: 'X-1',
        itemSeq: ITEM,
        windowNo: 'A08',
        clerk: 'other',
        grantRef: 'g',
        sealedAt: 1,
        sha256: createHash('sha256').update(Buffer.from(other, 'base64')).digest('hex'),
        auditHead: '0'.repeat(64),
        training: false,
        form: [],
        materials: [],
        pdf: other,
      }),
    });
    expect(squat.status).toBe(201);
    await hall.office.delivery.drain({ evenLater: true });
    expect(hall.office.parcels(10)).toEqual([
      expect.objectContaining({
        state: 'parked',
        lastFailure: expect.objectContaining({ code: 'PROVINCE_CONFLICT' }),
      }),
    ]);
    expect((await hall.office.checkAudit({ askProvince: false })).intact).toBe(true);
  });
});

describe('a program that stops in the middle', () => {
  it('brings back the case with what was typed', async () => {
    const province = await running();
    const dir = tempDir();
    const key = systemIds.bytes(32);
    const first = await openTestOffice({ dir, key, provinceUrl: province.url });
    await toForm(first);
    must(first.office.cases.editField('phone', '13912345678'));
    await first.close();
    const second = await openTestOffice({ dir, key, provinceUrl: province.url });
    expect(second.view().state).toBe('ReviewingForm');
    expect(second.view().form?.fields.find((field) => field.key === 'phone')?.value).toBe('13912345678');
  });

  it('asks for the identity anew when the province was being asked', async () => {
    const province = await running();
    const dir = tempDir();
    const key = systemIds.bytes(32);
    const first = await openTestOffice({ dir, key, provinceUrl: province.url });
    await first.office.seal.ready();
    province.addFault({ mode: 'slow', count: 1, path: '/v1/grants', ms: 1_000 });
    must(first.office.cases.chooseItem(ITEM));
    first.layCard('p01');
    expect(first.view()).toMatchObject({ state: 'Authorising', waiting: { for: 'province' } });
    await first.close();
    const second = await openTestOffice({ dir, key, provinceUrl: province.url });
    expect(second.view().state).toBe('Identifying');
  });
});

describe('signing in', () => {
  it('works against the province, and offline for a clerk it has confirmed before', async () => {
    const province = await running();
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
      signedIn: false,
    });
    const { account, secret } = province.account;
    expect(must(await hall.office.session.signIn(account, secret))).toMatchObject({
      account,
      offline: false,
    });
    hall.office.session.signOut();
    await province.stop();
    const wrong = await hall.office.session.signIn(account, `${secret}x`);
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'CLERK_REFUSED' } });
    expect(must(await hall.office.session.signIn(account, secret))).toMatchObject({ account, offline: true });
    const stranger = await hall.office.session.signIn('999999-01', 'nothing');
    expect(stranger).toMatchObject({ ok: false, failure: { code: 'CLERK_OFFLINE_UNKNOWN' } });
  });

  it('shows nothing of the open case to a window nobody works at', async () => {
    const province = await running();
    const hall = await openTestOffice({
      dir: tempDir(),
      key: systemIds.bytes(32),
      provinceUrl: province.url,
    });
    await toForm(hall);
    hall.office.session.signOut();
    expect(hall.office.snapshot()).toMatchObject({ clerk: null, case: null });
  });
});
