import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeCallBackList, composeReceipt, type ReceiptContent } from '../../../../../main/core/receipt';
import { createJudges, type Judges } from '../judges';
import { FONT, NOW, noRareFont, typicalContent } from '../sample';

const of = { id: '0b0c4b5e-8f2f-4f55-9f0a-6c1f3f3d2a10', number: '鲁免证受〔2026〕3701020003-000009' };
let judges: Judges;
beforeAll(() => {
  judges = createJudges('');
});
afterAll(() => judges.dispose());

async function textOf(content: ReceiptContent): Promise<string> {
  const made = await composeReceipt(content, { font: FONT, rareFont: noRareFont, composedAt: NOW });
  if (!made.ok) throw new Error(made.failure.code);
  return judges.text(made.value).replace(/\s/g, '');
}

describe('a provisional receipt', () => {
  const content: ReceiptContent = {
    ...typicalContent(),
    materials: typicalContent().materials.map((each, index) =>
      index === 0 ? { ...each, settled: false, licenceName: '', deferred: true } : each,
    ),
    standing: { kind: 'provisional', toCheck: ['居民身份证', '开户银行'], phone: '138******00' },
  };

  it('says on every page that it takes effect only once it is checked', async () => {
    const text = await textOf(content);
    const pages = text.match(/共\d+页/g)?.length ?? 0;
    const marks = text.match(/暂收\s*待联网核验后生效/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(1);
    // A tag at the head of each page, and the band on the first.
    expect(marks).toBe(pages + 1);
    expect(text).not.toContain('现予受理');
  });

  it('names what is still to be checked and where the applicant is called back', async () => {
    const text = await textOf(content);
    for (const part of ['待联网核验：居民身份证、开户银行', '138******00', '暂收日期'])
      expect(text).toContain(part);
    expect(text).toContain('不产生受理效力');
  });
});

describe('a receipt that follows a provisional one', () => {
  it.each([
    [
      'completes it',
      { kind: 'confirmed', of } as const,
      ['受理通知书', '联网核验通过后的正式受理', '正式受理'],
    ],
    ['completes it corrected', { kind: 'corrected', of } as const, ['核验并更正后的正式受理']],
    [
      'ends it',
      { kind: 'lapsed', of, reason: '社会保障卡已注销' } as const,
      ['暂收终止告知书', '不再生效', '社会保障卡已注销', '告知日期'],
    ],
  ])('says that it %s, and which', async (_what, standing, parts) => {
    const text = await textOf({ ...typicalContent(), standing });
    expect(text).toContain(of.number);
    for (const part of parts) expect(text).toContain(part);
    expect(text).not.toMatch(/待联网核验后生效/);
  });
});

describe('the call-back list', () => {
  it('prints whom to call about what', async () => {
    const row = {
      receiptNumber: of.number,
      itemName: '经济困难老年人补贴给付',
      nameMasked: '周**',
      phone: '13800000000',
      acceptedAt: NOW,
      state: 'for-clerk',
    } as const;
    const place = { hallName: '样例市政务服务中心', windowNo: 'A08', printedAt: NOW, training: false };
    const made = await composeCallBackList({ ...place, rows: [row] }, FONT);
    if (!made.ok) throw new Error(made.failure.code);
    const text = judges.text(made.value);
    for (const part of ['断网受理回访清单', '周**', '13800000000', '待窗口处理'])
      expect(text).toContain(part);
  });
});
