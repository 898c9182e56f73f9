import { describe, expect, it } from 'vitest';
import { ReceiptParcel } from '../../../../main/contract/province/wire';
import { sha256 } from '../../../../main/core/base';
import { PDF, sealed, takenIn } from './parcels';
import { always, clientOf, serve } from './service';

/** What the service was sent last, and its parcel as it stands in the queue. */
async function sent(pdf = PDF) {
  const parcel = sealed(pdf);
  const service = await serve(always(201, takenIn(parcel.receipt)));
  const answer = await clientOf(service.url).deliverParcel(parcel.queued, parcel.pdf);
  const text = service.seen[0]?.body ?? '';
  return { ...parcel, service, answer, text, arrived: ReceiptParcel.parse(JSON.parse(text)) };
}

describe('a parcel', () => {
  it('says everything about the sealed case, each value with where it came from', async () => {
    const { receipt, arrived } = await sent();
    expect(arrived).toMatchObject({
      receiptId: receipt.id,
      caseId: receipt.caseId,
      number: receipt.number,
      grantRef: 'G-1',
      windowNo: 'A08',
      clerk: '370102-01',
      sha256: receipt.sha256,
      training: true,
    });
    expect(arrived.form.map(({ key, value, source }) => [key, value, source])).toEqual([
      ['name', '𠮷野“周”\n明远', 'licence:L-1'],
      ['own', 'a', 'id-card'],
      ['held', 'b', 'holder'],
      ['typed', 'c', 'clerk'],
      ['none', '', ''],
    ]);
    expect(arrived.materials).toEqual([
      { key: 'identity', name: '居民身份证', settlement: 'sharing', licenceId: 'L-1', reason: '' },
    ]);
    expect(new Uint8Array(Buffer.from(arrived.pdf, 'base64'))).toEqual(PDF);
  });

  it('goes to the place of its receipt, as it was queued but for the PDF put in', async () => {
    const { receipt, queued, service, answer, text } = await sent();
    expect(answer).toEqual({ ok: true, value: takenIn(receipt) });
    expect(service.seen).toMatchObject([{ method: 'PUT', path: `/v1/receipts/${receipt.id}` }]);
    const [head, file] = text.split('"pdf":');
    expect(`${head}"pdf":""}`).toBe(Buffer.from(queued).toString('utf8'));
    expect(file).toBe(`"${Buffer.from(PDF).toString('base64')}"}`);
  });

  it('is queued without its PDF, which its receipt has', () => {
    const large = sealed(new Uint8Array(3_000_000).fill(1));
    expect(large.queued.length).toBeLessThan(sealed().queued.length + 10);
  });

  it.each([1, 24_575, 24_576, 24_577, 3_000_000])('arrives whole with a PDF of %i bytes', async (size) => {
    const pdf = new Uint8Array(size).map((_, at) => at % 251);
    const { arrived } = await sent(pdf);
    expect(sha256(new Uint8Array(Buffer.from(arrived.pdf, 'base64')))).toBe(sha256(pdf));
  });

  it('that an earlier version queued with its PDF goes as it is', async () => {
    const { receipt, text } = await sent();
    const service = await serve(always(201, takenIn(receipt)));
    const other = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 1]);
    for (const pdf of [undefined, other])
      expect((await clientOf(service.url).deliverParcel(Buffer.from(text), pdf)).ok).toBe(true);
    expect(service.seen.map(({ body }) => body)).toEqual([text, text]);
  });

  it('known already is delivered', async () => {
    const { receipt, queued, pdf } = sealed();
    const { url } = await serve(always(200, { ...takenIn(receipt), duplicate: true }));
    expect(await clientOf(url).deliverParcel(queued, pdf)).toMatchObject({
      ok: true,
      value: { duplicate: true },
    });
  });

  it('is not delivered by an answer about another one', async () => {
    const { url } = await serve(always(201, takenIn(sealed().receipt)));
    const { queued, pdf } = sealed();
    expect(await clientOf(url).deliverParcel(queued, pdf)).toMatchObject({
      failure: { code: 'PROVINCE_ANSWER_INVALID', retry: 'automatic', details: { why: 'other-receipt' } },
    });
  });

  it('of another content under the same number is a conflict that no repetition cures', async () => {
    const { url } = await serve(always(409, { code: 'RECEIPT_CONFLICT', message: '' }));
    const { queued, pdf } = sealed();
    expect(await clientOf(url).deliverParcel(queued, pdf)).toMatchObject({
      failure: { code: 'PROVINCE_CONFLICT', retry: 'never' },
    });
  });

  it.each<[string, (whole: string) => string, Uint8Array?]>([
    ['nothing', () => '', PDF],
    ['half of it', (whole) => whole.slice(0, whole.length / 2), PDF],
    ['all but its beginning', (whole) => whole.slice(20), PDF],
    ['no JSON', () => '不是包裹', PDF],
    ['no parcel', () => '{"receiptId":"x"}', PDF],
    ['no parcel but for its end', () => '{"receiptId":"x","pdf":""}', PDF],
    [
      'a path in the place of its id',
      (whole) => whole.replace(/"receiptId":"[^"]+"/, '"receiptId":"../../admin/receipts"'),
      PDF,
    ],
    ['all, but its receipt no PDF', (whole) => whole],
    ['all, but its receipt an empty PDF', (whole) => whole, new Uint8Array()],
  ])('of which the queue kept %s is not sent at all', async (_what, bend, pdf) => {
    const service = await serve(always(201, takenIn(sealed().receipt)));
    const bent = Buffer.from(bend(Buffer.from(sealed().queued).toString('utf8')));
    expect(await clientOf(service.url).deliverParcel(bent, pdf)).toEqual({
      ok: false,
      failure: { code: 'PROVINCE_REFUSED', retry: 'never', details: { why: 'parcel' } },
    });
    expect(service.seen).toEqual([]);
  });
});
