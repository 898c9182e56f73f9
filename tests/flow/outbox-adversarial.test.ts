import { describe, expect, it } from 'vitest';
import { must } from '../support/office';
import {
  behindTheStore,
  busy,
  expectArrivedOnce,
  hallBehindMiddleman,
  page,
  says,
} from '../support/simulation/hall';
import { type Exchange, type Mischief, passOn } from '../support/simulation/middleman';

const HOUR_MS = 3_600_000;

describe('one receipt, one place at the province', () => {
  it('when the network sends a delivery twice', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = async (forward) => {
      await forward();
      return forward();
    };
    const receiptId = await scene.seal();
    await expectArrivedOnce(scene, [receiptId]);
    expect(await scene.received()).toMatchObject([{ attempts: 2 }]);
  });

  it('when acknowledgement after acknowledgement is lost', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = async (forward) => {
      await forward();
      return 'cut';
    };
    const receiptId = await scene.seal();
    for (let lost = 0; lost < 3; lost += 1) await scene.office.delivery.drain({ evenLater: true });
    expect(scene.parcel(receiptId)).toMatchObject({ state: 'later', attempts: 4 });
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [receiptId]);
  });

  it('when the acknowledgement that comes belongs to another parcel', async () => {
    const scene = await hallBehindMiddleman();
    let earlier: Exchange | null = null;
    scene.middleman.receipts = async (forward) => {
      earlier ??= await forward();
      return earlier;
    };
    const first = await scene.seal();
    const second = await scene.seal();
    expect(scene.parcel(first)?.state).toBe('acknowledged');
    expect(scene.parcel(second)).toMatchObject({
      state: 'later',
      provinceRef: '',
      lastFailure: { code: 'PROVINCE_ANSWER_INVALID' },
    });
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [first, second]);
  });

  it('in the order of their sealing, when the older one is put off and a newer one follows', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '60');
    const older = await scene.seal();
    scene.middleman.receipts = passOn;
    const newer = await scene.seal();
    expect(await scene.received()).toEqual([]);
    expect(scene.parcel(newer)).toMatchObject({ state: 'waiting', attempts: 0 });
    scene.setClock(61_000);
    await scene.send();
    await expectArrivedOnce(scene, [older, newer]);
  });
});

describe('a clock that is set', () => {
  it.each([
    ['forward past the pause', 2 * HOUR_MS],
    ['back by days', -72 * HOUR_MS],
    ['back by years', -20 * 365 * 24 * HOUR_MS],
  ])('%s leaves no parcel behind', async (_name, byMs) => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '3600');
    const receiptId = await scene.seal();
    expect(scene.parcel(receiptId)?.state).toBe('later');
    scene.middleman.receipts = passOn;
    scene.setClock(byMs);
    await scene.send();
    await expectArrivedOnce(scene, [receiptId]);
  });
});

describe('a poisoned row', () => {
  it('whose bytes are no parcel is parked and holds up nobody', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '60');
    const poisoned = await scene.seal();
    const sound = await scene.seal();
    await scene.reopen(() =>
      behindTheStore(
        scene,
        'UPDATE parcel_body SET body = ? WHERE parcel_seq = (SELECT seq FROM receipt WHERE id = ?)',
        Buffer.from('{"'),
        poisoned,
      ),
    );
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [sound]);
    expect(scene.parcel(poisoned)).toMatchObject({
      state: 'parked',
      lastFailure: { code: 'OUTBOX_PARCEL_CHANGED' },
    });
  });

  it('in which somebody put another value is not sent, however good it looks, nor when a person puts it back', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '60');
    const edited = await scene.seal();
    const sound = await scene.seal();
    const sent = scene.middleman.deliveries.length;
    await scene.reopen(() =>
      behindTheStore(
        scene,
        `UPDATE parcel_body SET body = CAST(json_set(CAST(body AS TEXT), '$.form[0].value', '王建国') AS BLOB)
         WHERE parcel_seq = (SELECT seq FROM receipt WHERE id = ?)`,
        edited,
      ),
    );
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    must(scene.office.unpark(edited));
    await scene.send();
    expect(scene.parcel(edited)).toMatchObject({
      state: 'parked',
      lastFailure: { code: 'OUTBOX_PARCEL_CHANGED', retry: 'never' },
    });
    expect(scene.middleman.deliveries.slice(sent)).toEqual([sound]);
    await expectArrivedOnce(scene, [sound]);
    expect(scene.office.auditLines(50)).toContainEqual(
      expect.objectContaining({
        action: 'parcel-parked',
        facts: { receiptId: edited, code: 'OUTBOX_PARCEL_CHANGED' },
      }),
    );
  });

  it('that cannot be read any more is parked, counted and holds up nobody', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '60');
    const poisoned = await scene.seal();
    const sound = await scene.seal();
    await scene.reopen(() =>
      behindTheStore(scene, 'UPDATE receipt SET id = ? WHERE id = ?', '?'.repeat(36), poisoned),
    );
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [sound]);
    expect(scene.office.delivery.counts()).toMatchObject({ parked: 1, acknowledged: 1 });
  });
});

describe('what the province says instead of an acknowledgement', () => {
  it.each([429, 503])('%i with Retry-After: nothing is sent before that time', async (status) => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(status, '120');
    const before = scene.now();
    const receiptId = await scene.seal();
    const parcel = scene.parcel(receiptId);
    expect(parcel).toMatchObject({ state: 'later', lastFailure: { code: 'PROVINCE_BUSY' } });
    expect(parcel?.dueAt).toBeGreaterThanOrEqual(before + 120_000);
    expect(parcel?.dueAt).toBeLessThanOrEqual(scene.now() + 120_000);
    scene.middleman.receipts = passOn;
    scene.setClock(60_000);
    await scene.send();
    expect(scene.middleman.deliveries).toHaveLength(1);
    scene.setClock(61_000);
    await scene.send();
    await expectArrivedOnce(scene, [receiptId]);
  });

  it.each([
    [403, 'NOT_GRANTED', 'LICENCE_GRANT_REFUSED'],
    [410, 'GRANT_EXPIRED', 'LICENCE_GRANT_EXPIRED'],
    [410, 'GONE_FOR_GOOD', 'PROVINCE_REFUSED'],
    [400, 'REQUEST_INVALID', 'PROVINCE_REFUSED'],
  ])('%i %s: parked for a person, kept whole, and the next one goes', async (status, code, shown) => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = says(status, { code, message: '' });
    const refused = await scene.seal();
    expect(scene.parcel(refused)).toMatchObject({ state: 'parked', lastFailure: { code: shown } });
    scene.middleman.receipts = passOn;
    const next = await scene.seal();
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [next]);
    must(scene.office.unpark(refused));
    await scene.send();
    await expectArrivedOnce(scene, [next, refused]);
    // All of it stands with the case, with who put it back and what it had been parked for.
    const sealedLine = scene.office.auditLines(90).find(({ facts }) => facts.receiptId === refused);
    const ofCase = scene.office.auditLines(50, { caseId: sealedLine?.caseId });
    const about = (action: string) => ofCase.find((line) => line.action === action);
    expect(about('parcel-parked')).toMatchObject({ actor: 'station', facts: { code: shown } });
    expect(about('parcel-unparked')).toMatchObject({ actor: 'test-01', facts: { code: shown } });
    expect(about('parcel-acknowledged')).toMatchObject({ actor: 'station', facts: { receiptId: refused } });
  });
});

describe('something in between', () => {
  it.each([
    ['a page with 200', page(200)],
    ['a page with 403', page(403)],
    ['a page with 407', page(407)],
    ['a gateway’s own 502', page(502)],
    ['a redirect to a sign-in page', page(302, { location: 'http://127.0.0.1:1/login' })],
    ['some other JSON with 200', says(200, { ok: true })],
    ['an empty 204', async () => ({ status: 204, headers: {}, body: '' })],
    ['half an answer', async (forward) => ({ ...(await forward()), body: '{"provinceRef":"PX2026' })],
    ['an endless answer', async () => ({ status: 200, headers: {}, body: ' '.repeat(5 * 1024 * 1024) })],
  ] satisfies [string, Mischief][])(
    'answers with %s: no acknowledgement, no stop',
    async (_name, mischief) => {
      const scene = await hallBehindMiddleman();
      scene.middleman.receipts = mischief;
      const receiptId = await scene.seal();
      expect(scene.parcel(receiptId)).toMatchObject({ state: 'later', attempts: 1, provinceRef: '' });
      scene.middleman.receipts = passOn;
      await scene.office.delivery.drain({ evenLater: true });
      await expectArrivedOnce(scene, [receiptId]);
    },
  );

  it('stands in the place of the province without a secure line: nothing is sent, everything waits', async () => {
    const scene = await hallBehindMiddleman();
    scene.middleman.receipts = busy(503, '60');
    const receiptId = await scene.seal();
    scene.options.provinceUrl = 'http://192.0.2.1:8720';
    await scene.office.delivery.drain({ evenLater: true });
    expect(scene.parcel(receiptId)).toMatchObject({
      state: 'later',
      attempts: 2,
      lastFailure: { code: 'PROVINCE_INSECURE' },
    });
    scene.options.provinceUrl = scene.middleman.url;
    scene.middleman.receipts = passOn;
    await scene.office.delivery.drain({ evenLater: true });
    await expectArrivedOnce(scene, [receiptId]);
  });
});
