import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ask, codeOf, purposed, receipt, reference, start } from '../unit/fixtures/province/harness';
import {
  COMPLETE,
  consentRequest,
  grantFor,
  IDENTITY,
  pledgeRequest,
  receiptOf,
  TOKEN,
  verificationRequest,
} from '../unit/fixtures/province/requests';
import { bothStores } from '../unit/fixtures/province/stores';

const TIMES = 12;
const allAtOnce = <T>(work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TIMES }, (_, index) => work(index)));
const count = (answers: { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe.each(bothStores())('at the same moment on $name', ({ skip, options }) => {
  it.skipIf(skip)('a shown code becomes one grant', async () => {
    const province = await start(await options());
    const code = await codeOf(province, { personId: COMPLETE.id });
    const answers = await allAtOnce(() =>
      ask(province, 'POST', '/v1/grants', {
        reference: reference(),
        evidence: { kind: 'shown-code', code },
        wanted: [IDENTITY],
      }),
    );
    expect([count(answers, 200), count(answers, 409)]).toEqual([1, TIMES - 1]);
  });

  it.skipIf(skip)('one receipt is taken in once, and every try is told the same', async () => {
    const province = await start(await options());
    const body = receipt();
    const answers = await allAtOnce(() => ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body));
    expect([count(answers, 201), count(answers, 200)]).toEqual([1, TIMES - 1]);
    expect(new Set(answers.map((answer) => answer.body.provinceRef)).size).toBe(1);
    const kept = await ask(province, 'GET', '/admin/receipts');
    expect(kept.body).toMatchObject([{ receiptId: body.receiptId, attempts: TIMES }]);
  });

  it.skipIf(skip)('different receipts get different references', async () => {
    const province = await start(await options());
    const answers = await allAtOnce((index) => {
      const body = receipt(`number ${index}`);
      return ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body);
    });
    expect(count(answers, 201)).toBe(TIMES);
    expect(new Set(answers.map((answer) => answer.body.provinceRef)).size).toBe(TIMES);
  });

  it.skipIf(skip)('one request for consent asks the holder once', async () => {
    const province = await start(await options());
    const request = await consentRequest(province, reference());
    const answers = await allAtOnce(() => ask(province, 'POST', '/v1/consents', request));
    expect([count(answers, 201), count(answers, 200)]).toEqual([1, TIMES - 1]);
    expect(new Set(answers.map((answer) => answer.body.grantRef)).size).toBe(1);
  });

  it.skipIf(skip)('one case pledges for one material once', async () => {
    const province = await start(await options());
    const about = reference();
    const grantRef = await grantFor(province, about);
    const body = { grantRef, materialKey: 'income', reference: about };
    const checked = await ask(province, 'POST', '/v1/pledges/exclusion', body);
    const answers = await allAtOnce(() =>
      ask(province, 'POST', '/v1/pledges', pledgeRequest(about, grantRef, String(checked.body.exclusionRef))),
    );
    expect([count(answers, 201), count(answers, 409)]).toEqual([1, TIMES - 1]);
  });

  it.skipIf(skip)('everybody gets a ticket of their own, and each is called to one window', async () => {
    const province = await start(await options());
    const queue = { hallCode: '370102', group: 'A' };
    const code = await codeOf(province, { personId: COMPLETE.id });
    const tickets = await allAtOnce(() =>
      ask(province, 'POST', '/v1/tickets', { requestId: randomUUID(), code, ...queue, itemSeq: null }),
    );
    const calls = await allAtOnce((index) =>
      ask(province, 'POST', '/v1/tickets/call', {
        requestId: randomUUID(),
        ...queue,
        reference: { windowNo: `A${index}`, clerk: '370102-01', useCause: '窗口叫号' },
      }),
    );
    const given = tickets.map((answer) => String(answer.body.number));
    const called = calls.map((answer) => (answer.body.ticket as unknown as { number: string }).number);
    expect(new Set(given).size).toBe(TIMES);
    expect(called.sort()).toEqual(given.sort());
  });

  it.skipIf(skip)('a case is evaluated once', async () => {
    const province = await start(await options());
    const body = receiptOf(reference());
    await ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body);
    const praise = { caseId: body.caseId, token: TOKEN, stars: 5, tags: [], comment: '' };
    const answers = await allAtOnce(() => ask(province, 'POST', '/v1/evaluations', praise));
    expect([count(answers, 201), count(answers, 409)]).toEqual([1, TIMES - 1]);
  });
});

describe.each(bothStores())('a connection lost on $name', ({ skip, options }) => {
  it.skipIf(skip)('before or after the work never makes two of one', async () => {
    const province = await start(await options());
    const about = reference();
    const grantRef = await grantFor(province, about);
    const exclusion = { grantRef, materialKey: 'income', reference: about };
    const checked = await ask(province, 'POST', '/v1/pledges/exclusion', exclusion);
    const parcel = receiptOf(about);
    const sendings: [string, string, object][] = [
      ['PUT', `/v1/receipts/${parcel.receiptId}`, parcel],
      ['POST', '/v1/consents', await consentRequest(province, about)],
      ['POST', '/v1/verifications', verificationRequest(about, grantRef)],
      ['POST', '/v1/pledges', pledgeRequest(about, grantRef, String(checked.body.exclusionRef))],
    ];
    for (const [method, path, body] of sendings) {
      province.addFault({ mode: 'drop-before', count: 1, path });
      await expect(ask(province, method, path, body)).rejects.toThrow();
      province.addFault({ mode: 'drop-after', count: 1, path });
      await expect(ask(province, method, path, body)).rejects.toThrow();
      expect((await ask(province, method, path, body)).status).toBe(200);
    }
    const known = await ask(province, 'GET', purposed(`/v1/cases/${about.caseId}`, about));
    expect(known.body).toMatchObject({ receiptId: parcel.receiptId, verifications: [{ state: 'answered' }] });
    expect(known.body.grants).toHaveLength(2);
    expect(known.body.pledges).toHaveLength(1);
  });
});

describe.each(bothStores().filter((store) => store.name === 'PostgreSQL'))(
  'two services on one $name',
  ({ skip, options }) => {
    it.skipIf(skip)('go on after the server has thrown all their connections out', async () => {
      const shared = await options();
      const province = await start(shared);
      const client = new pg.Client({ connectionString: shared.databaseUrl });
      await client.connect();
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await client.end();
      const body = receipt();
      const put = async () => (await ask(province, 'PUT', `/v1/receipts/${body.receiptId}`, body)).status;
      // One try may still meet a connection whose end has not been noticed.
      const statuses = [await put(), await put()];
      expect(statuses.filter((status) => status === 500).length).toBeLessThan(2);
      expect(await put()).toBe(200);
    });

    it.skipIf(skip)('know the same codes, grants and root certificate', async () => {
      const shared = await options();
      const [first, second] = await Promise.all([start(shared), start(shared)]);
      expect(second.caPem).toBe(first.caPem);
      const code = await codeOf(first, { personId: COMPLETE.id });
      const about = reference();
      const grant = { reference: about, evidence: { kind: 'shown-code', code }, wanted: [IDENTITY] };
      const made = await ask(second, 'POST', '/v1/grants', grant);
      expect(made.status).toBe(200);
      expect(await ask(first, 'POST', '/v1/grants', grant)).toMatchObject({ body: { code: 'CODE_USED' } });
      const list = { grantRef: made.body.grantRef, reference: about };
      expect((await ask(first, 'POST', '/v1/licences/list', list)).status).toBe(200);
    });
  },
);
