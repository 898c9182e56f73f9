import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { composeReceipt, sealPdf, verifyReceipt } from '../../../../../main/core/receipt';
import { signatureParts } from '../judges';
import { FONT, NOW, noRareFont, sealBench, typicalContent } from '../sample';

let pdf: Buffer;
let trust: Uint8Array[];

beforeAll(async () => {
  const bench = await sealBench();
  trust = [bench.authority.caCertificate];
  const made = await composeReceipt(typicalContent(), { font: FONT, rareFont: noRareFont, composedAt: NOW });
  const sealed = made.ok
    ? await sealPdf(made.value, bench.token, { signedAt: NOW, reason: '', place: '' })
    : made;
  if (!sealed.ok) throw new Error(sealed.failure.code);
  pdf = Buffer.from(sealed.value);
});

async function verdictOf(file: Uint8Array): Promise<string> {
  const made = await verifyReceipt(file, { trust, now: NOW });
  return made.ok ? made.value.verdict : made.failure.code;
}

const NEVER_GENUINE = /^(failed|RECEIPT_FILE_UNREADABLE)$/;

describe('verifyReceipt on hostile bytes', () => {
  test('fails any one changed byte, anywhere in the file', async () => {
    const at = fc.nat(pdf.length - 1);
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (position, flip) => {
        const file = Buffer.from(pdf);
        file[position] = (file[position] ?? 0) ^ flip;
        expect(await verdictOf(file)).toMatch(NEVER_GENUINE);
      }),
      { numRuns: 300 },
    );
  });

  test('fails any changed digit of the CMS, signed or not', async () => {
    const { hole, cms } = signatureParts(pdf);
    for (let digit = 0; digit < 2 * cms.length; digit += 7) {
      const file = Buffer.from(pdf);
      const position = hole[0] + 1 + digit;
      file.write(file.toString('latin1', position, position + 1) === '5' ? '6' : '5', position, 'latin1');
      expect(await verdictOf(file), `digit ${digit}`).toMatch(NEVER_GENUINE);
    }
  });

  test('fails whatever is cut out, put in or repeated', async () => {
    const edit = fc.record({
      from: fc.nat(pdf.length),
      length: fc.nat(40_000),
      put: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ from, length, put }) => {
        const cut = Buffer.concat([pdf.subarray(0, from), pdf.subarray(from + length + 1)]);
        const added = Buffer.concat([pdf.subarray(0, from), put, pdf.subarray(from)]);
        const doubled = Buffer.concat([pdf, pdf.subarray(from)]);
        if (cut.length < pdf.length) expect(await verdictOf(cut)).toMatch(NEVER_GENUINE);
        expect(await verdictOf(added)).toMatch(NEVER_GENUINE);
        if (doubled.length > pdf.length) expect(await verdictOf(doubled)).toMatch(NEVER_GENUINE);
      }),
      { numRuns: 60 },
    );
  });

  test('answers on made-up files, however deep, long or broken', async () => {
    const object = (body: string): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj\n${body}\nendobj\n%%EOF`);
    const range = '/ByteRange [0 10 20 30]';
    const files = [
      object(`<< ${range} /Contents <${'30'.repeat(50_000)}> >>`),
      object(`<< ${range} /Contents <${'3080'.repeat(20_000)}> >>`),
      object(`<< ${range} /Contents <30846fffffff> >>`),
      object(`<< ${range} /Contents <3`),
      object(`<< ${range} /Contents (${'('.repeat(100_000)}`),
      object(`${'<< /A '.repeat(5_000)} ${range}`),
      object(`<< /A ${'[ '.repeat(50_000)} ${range}`),
      object(`<< ${range} ${' '.repeat(2_000_000)} /Contents <00> >>`),
      object(`<< /${'x'.repeat(2_000_000)} 1 ${range} >>`),
      object(`<< ${range} `.repeat(20_000)),
      object(`<< ${range} ${range} /Contents <00> >>`),
      object(`<< R R ${range} /Contents <00> >>`),
      Buffer.from(`%PDF-1.7 ${range}`),
    ];
    for (const file of files) expect(await verdictOf(file)).toBe('failed');
  });

  test('answers on random bytes behind a PDF head', async () => {
    const random = fc.uint8Array({ maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(random, async (bytes) => {
        const head = Buffer.from('%PDF-1.7\n1 0 obj << /ByteRange [0 9 20 9] /Contents <');
        expect(await verdictOf(Buffer.concat([head, bytes]))).toBe('failed');
        const hex = Buffer.from(Buffer.from(bytes).toString('hex'));
        expect(await verdictOf(Buffer.concat([head, hex, Buffer.from('> >> endobj')]))).toBe('failed');
      }),
      { numRuns: 200 },
    );
  });
});
