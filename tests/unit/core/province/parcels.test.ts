import { describe, expect, it } from 'vitest';
import { ReceiptParcel } from '../../../../main/contract/province/wire';
import { sha256 } from '../../../../main/core/base';
import { PDF, sealed, takenIn } from './parcels';
import { always, clientOf, serve } from './service';

describe('a parcel', () => {
  it('says everything about the sealed case, each value with where it came from', () => {
    const { receipt, body } = sealed();
    const parcel = ReceiptParcel.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    expect(parcel).toMatchObject({
      receiptId: receipt.id,
      caseId: receipt.caseId,
      number: receipt.number,
      grantRef: 'G-1',
      windowNo: 'A08',
      clerk: '370102-01',
      sha256: receipt.sha256,
      training: true,
    });
    expect(parcel.form.map(({ key, value, source }) => [key, value, source])).toEqual([
      ['name', '𠮷野“周”\n明远', 'licence:L-1'],
      ['own', 'a', 'id-card'],
      ['held', 'b', 'holder'],
      ['typed', 'c', 'clerk'],
      ['none', '', ''],
    ]);
    expect(parcel.materials).toEqual([
      { key: 'identity', name: '居民身份证', settlement: 'sharing', licenceId: 'L-1', reason: '' },
    ]);
    expect(new Uint8Array(Buffer.from(parcel.pdf, 'base64'))).toEqual(PDF);
  });

  it('goes to the place of its receipt, with the content that was queued', async () => {
    const { receipt, body } = sealed();
    const service = await serve(always(201, takenIn(receipt)));
    expect(await clientOf(service.url).deliverParcel(body)).toEqual({ ok: true, value: takenIn(receipt) });
    expect(service.seen).toMatchObject([{ method: 'PUT', path: `/v1/receipts/${receipt.id}` }]);
    expect(JSON.parse(service.seen[0]?.body ?? '')).toEqual(JSON.parse(Buffer.from(body).toString('utf8')));
  });

  it('arrives whole when it is large', async () => {
    const pdf = new Uint8Array(3_000_000).map((_, at) => at % 251);
    const { receipt, body } = sealed(pdf);
    const service = await serve(always(201, takenIn(receipt)));
    expect((await clientOf(service.url).deliverParcel(body)).ok).toBe(true);
    const arrived = ReceiptParcel.parse(JSON.parse(service.seen[0]?.body ?? ''));
    expect(sha256(new Uint8Array(Buffer.from(arrived.pdf, 'base64')))).toBe(sha256(pdf));
  });

  it('known already is delivered', async () => {
    const { receipt, body } = sealed();
    const { url } = await serve(always(200, { ...takenIn(receipt), duplicate: true }));
    expect(await clientOf(url).deliverParcel(body)).toMatchObject({ ok: true, value: { duplicate: true } });
  });

  it('is not delivered by an answer about another one', async () => {
    const { url } = await serve(always(201, takenIn(sealed().receipt)));
    expect(await clientOf(url).deliverParcel(sealed().body)).toMatchObject({
      failure: { code: 'PROVINCE_ANSWER_INVALID', retry: 'automatic', details: { why: 'other-receipt' } },
    });
  });

  it('of another content under the same number is a conflict that no repetition cures', async () => {
    const { url } = await serve(always(409, { code: 'RECEIPT_CONFLICT', message: '' }));
    expect(await clientOf(url).deliverParcel(sealed().body)).toMatchObject({
      failure: { code: 'PROVINCE_CONFLICT', retry: 'never' },
    });
  });

  it.each<[string, (whole: string) => string]>([
    ['nothing', () => ''],
    ['half of it', (whole) => whole.slice(0, whole.length / 2)],
    ['no JSON', () => '不是包裹'],
    ['no parcel', () => '{"receiptId":"x"}'],
    [
      'a path in the place of its id',
      (whole) => whole.replace(/"receiptId":"[^"]+"/, '"receiptId":"../../admin/receipts"'),
    ],
  ])('of which the queue kept %s is not sent at all', async (_what, bend) => {
    const service = await serve(always(201, takenIn(sealed().receipt)));
    const bent = Buffer.from(bend(Buffer.from(sealed().body).toString('utf8')));
    expect(await clientOf(service.url).deliverParcel(bent)).toEqual({
      ok: false,
      failure: { code: 'PROVINCE_REFUSED', retry: 'never', details: { why: 'parcel' } },
    });
    expect(service.seen).toEqual([]);
  });
});
