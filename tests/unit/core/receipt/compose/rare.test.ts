import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeReceipt, type ReceiptContent } from '../../../../../main/core/receipt';
import { createJudges, ink, type Judges } from '../judges';
import { FONT, NOW, noRareFont, RARE_FONT, typicalContent } from '../sample';

let judges: Judges;
beforeAll(() => {
  judges = createJudges('');
});
afterAll(() => judges.dispose());

async function composed(content: ReceiptContent, rareFont: () => Uint8Array | null): Promise<Uint8Array> {
  const made = await composeReceipt(content, { font: FONT, rareFont, composedAt: NOW });
  if (!made.ok) throw new Error(`${made.failure.code} ${JSON.stringify(made.failure.details)}`);
  return made.value;
}

/** The document's text as one line: where it is broken is not what these tests are about. */
const textOf = (pdf: Uint8Array): string => judges.text(pdf).replace(/\s/g, '');

const named = (name: string) =>
  typicalContent({ applicant: { kind: 'person', name, maskedNumber: '370***********1234' } });
const ofAddress = (value: string) =>
  typicalContent({
    fields: [
      {
        label: '户籍地址',
        group: '',
        type: 'text',
        options: [],
        value,
        source: null,
        classification: 3,
        deviation: null,
      },
    ],
  });

/** Names of the fonts in a document, without the letters of their subset. */
async function fontsOf(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf);
  return document.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object) => object instanceof PDFDict)
    .filter((object) => object.get(PDFName.of('Subtype')) === PDFName.of('Type0'))
    .map((object) => String(object.get(PDFName.of('BaseFont'))).replace(/^.*\+/, ''))
    .sort();
}

describe('a rare character on a receipt', () => {
  test.skipIf(!RARE_FONT).each([
    ['a name of Extension B', '朱𣈶'],
    ['a name of Extension B beside one the main face has', '𠮷野𣈶'],
    ['a name of Extensions C, D, E and F', '张𪜁𫝂𫠡𬺱'],
  ])('is drawn by the second face: %s', async (_what, name) => {
    const pdf = await composed(named(name), () => RARE_FONT);
    expect(textOf(pdf)).toContain(name);
    expect(textOf(pdf)).not.toContain('〓');
    expect(await fontsOf(pdf)).toEqual(['HanaMinB', 'NotoSansSC-Regular']);
    expect(pdf.length).toBeLessThan(200_000);
  });

  test.skipIf(!RARE_FONT)('is drawn the same way for the same content and time', async () => {
    const [a, b] = [
      await composed(named('朱𣈶'), () => RARE_FONT),
      await composed(named('朱𣈶'), () => RARE_FONT),
    ];
    expect(Buffer.compare(a, b)).toBe(0);
  });

  test.skipIf(!RARE_FONT)('leaves its ink on the paper', async () => {
    const inkOf = async (name: string) => {
      const [page] = judges.pages(await composed(named(name), () => RARE_FONT), 100);
      return page ? ink(page) : 0;
    };
    const [rare, usual] = [await inkOf('𣈶'.repeat(20)), await inkOf('曈'.repeat(20))];
    const blank = await inkOf('');
    expect((rare - blank) / (usual - blank)).toBeGreaterThan(0.6);
    expect((rare - blank) / (usual - blank)).toBeLessThan(1.4);
  });

  test('leaves the second face unread where the first has every character', async () => {
    let reads = 0;
    const pdf = await composed(named('张三'), () => {
      reads += 1;
      return RARE_FONT;
    });
    expect(reads).toBe(0);
    expect(await fontsOf(pdf)).toEqual(['NotoSansSC-Regular']);
  });

  test.each([
    ['朱〓', '朱𣈶', 'U+23236'],
    ['张〓', '张\u{31351}', 'U+31351'],
    ['张〓', '张\uE863', 'U+E863'],
  ])(
    'that no face has is printed as %s, and a note tells its code point',
    async (printed, name, codePoint) => {
      const text = textOf(await composed(named(name), noRareFont));
      expect(text).toContain(printed);
      expect(text).toContain(`${codePoint}（申请人姓名`);
      expect(text).toContain('用字以证件记载为准');
    },
  );

  test('in several fields is told with each of them, once a character', async () => {
    const text = textOf(await composed(ofAddress('𪚥路𣈶村𪚥号'), noRareFont));
    expect(text).toContain('〓路〓村〓号');
    expect(text.match(/U\+2A6A5（户籍地址）/g)).toHaveLength(1);
    expect(text.match(/U\+23236（户籍地址）/g)).toHaveLength(1);
  });

  test('is not guessed at where the second face cannot be used', async () => {
    const made = await composeReceipt(named('朱𣈶'), {
      font: FONT,
      rareFont: () => Uint8Array.of(1, 2, 3),
      composedAt: NOW,
    });
    expect(made).toMatchObject({
      ok: false,
      failure: { code: 'CONFIG_UNREADABLE', details: { what: 'font' } },
    });
  });
});
