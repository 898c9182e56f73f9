import { inflateSync } from 'node:zlib';
import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import * as fontkit from 'fontkit';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeReceipt, type ReceiptContent, receiptCode } from '../../../../../main/core/receipt';
import { createJudges, ink, type Judges } from '../judges';
import { extremeContent, FONT, material, NOW, noRareFont, typicalContent } from '../sample';

let judges: Judges;
beforeAll(() => {
  judges = createJudges('');
});
afterAll(() => judges.dispose());

async function composed(content: ReceiptContent): Promise<Uint8Array> {
  const made = await composeReceipt(content, { font: FONT, rareFont: noRareFont, composedAt: NOW });
  if (!made.ok) throw new Error(`${made.failure.code} ${JSON.stringify(made.failure.details)}`);
  return made.value;
}

function stream(of: PDFDict, key: string): Uint8Array {
  const found = of.lookup(PDFName.of(key));
  if (!(found instanceof PDFRawStream)) throw new Error(`no stream ${key}`);
  return found.contents;
}

/** The same pages drawn from the whole face: every subset glyph is led back, by its Unicode value, to the original one. */
async function withWholeFace(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf);
  const face = fontkit.create(Buffer.from(FONT)) as fontkit.Font;
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('Type0')) continue;
    const unicode = inflateSync(stream(object, 'ToUnicode')).toString('latin1');
    const glyphs = Buffer.alloc(2 * 65_536);
    for (const [, cid = '', utf16 = ''] of unicode.matchAll(/<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>/g)) {
      const character = Buffer.from(utf16, 'hex').swap16().toString('utf16le');
      const glyph = face.glyphForCodePoint(character.codePointAt(0) ?? 0).id;
      glyphs.writeUInt16BE(glyph, 2 * Number.parseInt(cid, 16));
    }
    const descendant = object.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict);
    descendant.set(
      PDFName.of('CIDToGIDMap'),
      document.context.register(document.context.flateStream(glyphs)),
    );
    const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict);
    descriptor.set(PDFName.of('FontFile2'), document.context.register(document.context.flateStream(FONT)));
  }
  return document.save();
}

describe('composeReceipt', () => {
  test('prints what the applicant was spared, from which licence, and who is addressed', async () => {
    const text = judges.text(await composed(typicalContent()));
    for (const part of [
      '受理通知书',
      '济南市历下区政务服务中心',
      '鲁免证受〔2026〕3701020003-000012',
      '张䶮：',
      '本次免提交4份材料，自动填写11项',
      '电子证照免提交',
      '告知承诺',
      '李㛃',
      '2026年11月22日',
      '政务服务专用章',
      '第1页共2页',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('训练件');
  });

  test('hides the middle of identity and telephone numbers', async () => {
    const text = judges.text(await composed(typicalContent()));
    expect(text).not.toContain('199003074514');
    expect(text).not.toContain('13800531234');
    expect(text).toContain('370*************14');
  });

  test('loses no ink to the subset: the same pages drawn from the whole face are as dark', async () => {
    const pdf = await composed(typicalContent());
    const [subset, whole] = [judges.pages(pdf, 100), judges.pages(await withWholeFace(pdf), 100)];
    expect(subset.length).toBe(2);
    for (const [index, page] of subset.entries()) {
      const expected = whole[index] ? ink(whole[index]) : 0;
      expect(ink(page)).toBeGreaterThan(10_000);
      expect(Math.abs(ink(page) - expected) / expected).toBeLessThan(0.005);
    }
  });

  test('prints of a value of the highest level its end, of a correction what it replaces, of a region its name', async () => {
    const plain = typicalContent();
    const [first] = plain.fields;
    if (!first) throw new Error('no field');
    const clerk = { from: 'clerk', at: NOW } as const;
    const former = { value: '张燕', source: { from: 'id-card', element: 'name', at: NOW } } as const;
    const fields: ReceiptContent['fields'] = [
      { ...first, label: '收款账号', value: '6222021602001234567', classification: 4 },
      { ...first, label: '更正姓名', source: clerk, deviation: { reason: '有错字', at: NOW, former } },
      { ...first, label: '户籍所在地', type: 'region', value: '370102' },
      { ...first, label: '受托人', type: 'person', value: '李明 370102199003074514' },
    ];
    const photo = { id: plain.receiptId, name: '照片.png', mime: 'image/png', size: 9, sha256: '' } as const;
    const materials: ReceiptContent['materials'] = [
      { ...material('近期照片', 'paper', null, '', '依据'), paperReason: '', attachments: [photo] },
    ];
    const text = judges.text(await composed({ ...plain, fields, materials }));
    expect(text).toContain('***************4567');
    expect(text).not.toContain('62220216');
    expect(text).toContain('人工更正（原：居民身份');
    expect(text).not.toContain('有错字');
    expect(text).toContain('济南市历下区');
    expect(text).toContain('李明370*************14');
    expect(text).toContain('收取电子附件');
    expect(text).toContain('附件1份');
  });

  test('carries a code that a reader decodes from the rendered page', async () => {
    const content = typicalContent();
    const [page] = judges.pages(await composed(content), 200);
    const source = new RGBLuminanceSource(
      new Uint8ClampedArray(page?.grey ?? []),
      page?.width ?? 0,
      page?.height ?? 0,
    );
    const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
    const decoded = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
    expect(decoded).toBe(receiptCode(content));
    expect(decoded).toMatch(/^MZC1\.7f1c2d3e-4a5b-4c6d-8e7f-90a1b2c3d4e5\.[0-9a-f]{16}$/);
  });

  test('goes on over several pages with the table heads repeated and every row there', async () => {
    const text = judges.text(await composed(extremeContent()));
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    expect(pages.length).toBe(5);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`第${index + 1}页共5页`);
      expect(page).toContain('训练件不具法律效力');
      if (index > 0) expect(page).toContain('序号');
    }
    for (let seq = 1; seq <= 60; seq++) if (seq !== 4) expect(text).toContain(`第${seq}项信息`);
    expect(pages.at(-1)).toContain('第60项信息');
    expect(pages.at(-1)).toContain('政务服务专用章');
  });

  test('leaves out the licence table where none was used and counts paper as not spared', async () => {
    const materials = [
      material('居民身份证', 'paper', null, '', '无'),
      material('户口簿', 'sharing', null, '', '无'),
    ];
    const text = judges.text(await composed(typicalContent({ licences: [], materials })));
    expect(text).toContain('本次免提交1份材料');
    expect(text).not.toContain('本次使用的电子证照');
    expect(text).toContain('三、申请表信息');
    expect(text).toContain('收取纸质');
    expect(text).toContain('数据共享');
  });

  test.each([
    [
      'a control character in a name',
      { applicant: { kind: 'person', name: '张\u0007三', maskedNumber: '370' } },
      '申请人姓名',
      'U+0007',
    ],
    ['a picture in a note', { notes: ['请收好\u{1F600}'] }, '注意事项', 'U+1F600'],
    [
      'a lone half of a character in a form value',
      {
        fields: [
          { label: '户籍地址', group: '', type: 'text', options: [], value: '\uD840路', source: null },
        ],
      },
      '户籍地址',
      'U+D840',
    ],
    ['a control character in a purpose', { purpose: '办理\u0007登记' }, '用证事由', 'U+0007'],
  ] as [string, Partial<ReceiptContent>, string, string][])(
    'refuses %s, which no face draws, and says which field and character',
    async (_, change, field, codePoint) => {
      const made = await composeReceipt(typicalContent(change), {
        font: FONT,
        rareFont: noRareFont,
        composedAt: NOW,
      });
      expect(made).toEqual({
        ok: false,
        failure: { code: 'RECEIPT_GLYPH_MISSING', retry: 'clerk', details: { field, codePoint } },
      });
    },
  );

  test('keeps 一 a plain 一 in the text although a radical shares its glyph', async () => {
    await composed(typicalContent({ purpose: '\u2F00' }));
    const text = judges.text(await composed(typicalContent({ purpose: '一件事一次办' })));
    expect(text).toContain('一件事一次办');
    expect(text).not.toContain('\u2F00');
  });

  test('gives the same bytes for the same content and time', async () => {
    const [a, b] = [await composed(typicalContent()), await composed(typicalContent())];
    expect(Buffer.compare(a, b)).toBe(0);
  });

  test('names document and hall in its metadata, and no person', async () => {
    const document = await PDFDocument.load(await composed(typicalContent()), { updateMetadata: false });
    expect(document.getTitle()).toBe('受理通知书 鲁免证受〔2026〕3701020003-000012');
    expect(document.getAuthor()).toBe('济南市历下区政务服务中心');
    expect(document.context.trailerInfo.ID).toBeInstanceOf(PDFArray);
    const xmp = stream(document.catalog, 'Metadata');
    expect(Buffer.from(xmp).toString('utf8')).not.toContain('张䶮');
  });

  test('refuses bytes that are no face', async () => {
    const made = await composeReceipt(typicalContent(), {
      font: Uint8Array.of(1, 2, 3),
      rareFont: noRareFont,
      composedAt: NOW,
    });
    expect(made.ok ? '' : made.failure.code).toBe('CONFIG_UNREADABLE');
  });
});
