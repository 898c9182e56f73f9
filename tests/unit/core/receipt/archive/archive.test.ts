import { beforeEach, describe, expect, test } from 'vitest';
import { Id } from '../../../../../main/contract/flow/ids';
import type { Receipt } from '../../../../../main/contract/flow/receipt';
import { systemIds } from '../../../../../main/core/base';
import {
  caseIdOf,
  caseOfReceipt,
  isGivenBefore,
  listReceipts,
  nextReceiptNumber,
  partsOfNumber,
  receiptById,
  receiptIdOf,
  receiptPdf,
  renewReceiptIds,
  saveReceipt,
  shredReceiptFile,
  skipReceiptNumbers,
} from '../../../../../main/core/receipt';
import { createDesk } from '../desk';

let desk: ReturnType<typeof createDesk>;
beforeEach(() => {
  desk = createDesk();
});

const PDF = Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0);

function receipt(last: number): Receipt {
  const id = (kind: number): string => `0000000${kind}-0000-4000-8000-${String(last).padStart(12, '0')}`;
  return {
    id: id(1),
    caseId: id(2),
    formId: id(3),
    itemSeq: 118,
    itemName: '灵活就业人员社会保险登记',
    number: `鲁免证受〔2026〕3701020003-${String(last).padStart(6, '0')}`,
    sealedAt: 1_000 + last,
    sha256: 'a'.repeat(64),
    size: PDF.length,
    training: true,
    provisional: false,
    auditHead: 'b'.repeat(64),
    auditSeq: 7,
    signer: { subject: '济南市历下区政务服务中心', notAfter: 2_000_000 },
  };
}

describe('archive', () => {
  test('shreds the file and keeps its record', () => {
    saveReceipt(desk, receipt(1), PDF);
    expect(shredReceiptFile(desk, receipt(1).id)).toBe(true);
    expect(receiptPdf(desk, receipt(1).id)).toBeUndefined();
    expect(receiptById(desk, receipt(1).id)).toEqual(receipt(1));
    expect(shredReceiptFile(desk, receipt(1).id)).toBe(false);
  });

  test('gives back record and file exactly as kept', () => {
    saveReceipt(desk, receipt(1), PDF);
    expect(receiptById(desk, receipt(1).id)).toEqual(receipt(1));
    expect(receiptPdf(desk, receipt(1).id)).toEqual(PDF);
  });

  test('knows nothing of a receipt it never kept', () => {
    expect(receiptById(desk, receipt(9).id)).toBeUndefined();
    expect(receiptPdf(desk, receipt(9).id)).toBeUndefined();
    expect(caseIdOf(desk, receipt(9).id)).toBeUndefined();
  });

  test('lists the last sealed first, whatever the clock said, and no more than asked for', () => {
    for (const last of [2, 1, 3]) saveReceipt(desk, receipt(last), PDF);
    expect(listReceipts(desk, { limit: 2 })).toEqual([receipt(3), receipt(1)]);
  });

  test('refuses a second receipt of one number', () => {
    const numbered = (last: number) => ({
      ...receipt(last),
      number: receipt(1).number,
      id: receiptIdOf(desk, receipt(1).number, { ids: systemIds }),
    });
    saveReceipt(desk, numbered(1), PDF);
    expect(() => saveReceipt(desk, numbered(2), PDF)).toThrow(/UNIQUE/);
  });

  test('refuses a second receipt of one case', () => {
    saveReceipt(desk, receipt(1), PDF);
    expect(() => saveReceipt(desk, { ...receipt(2), caseId: receipt(1).caseId }, PDF)).toThrow(/UNIQUE/);
  });

  test('finds a receipt by its number through its id, and one of an earlier release by its number alone', () => {
    const { number } = receipt(2);
    saveReceipt(desk, receipt(1), PDF);
    expect(caseOfReceipt(desk, receipt(1).number)).toBe(receipt(1).caseId);
    saveReceipt(desk, { ...receipt(2), id: receiptIdOf(desk, number, { ids: systemIds }) }, PDF);
    expect(caseOfReceipt(desk, number)).toBe(receipt(2).caseId);
    expect(caseOfReceipt(desk, receipt(1).number)).toBe(receipt(1).caseId);
    expect(caseOfReceipt(desk, '鲁免证受〔2026〕没有这个号')).toBeUndefined();
  });

  test('gives ids that nobody can tell from the number, the same for the same number, and other ones in another store', () => {
    const { number } = receipt(1);
    const id = receiptIdOf(desk, number, { ids: systemIds });
    expect(Id.parse(id)).toMatch(/^.{14}8.{4}[89ab]/);
    expect(receiptIdOf(desk, number, { ids: systemIds })).toBe(id);
    expect(receiptIdOf(desk, receipt(2).number, { ids: systemIds })).not.toBe(id);
    expect(receiptIdOf(createDesk(), number, { ids: systemIds })).not.toBe(id);
    renewReceiptIds(desk, { ids: systemIds });
    expect(receiptIdOf(desk, number, { ids: systemIds })).not.toBe(id);
  });
});

describe('nextReceiptNumber', () => {
  test('counts per window and year and never gives a number twice', () => {
    const first = { year: 2026, windowNo: '3701020001' };
    expect(nextReceiptNumber(desk, first)).toBe('鲁免证受〔2026〕3701020001-000001');
    expect(nextReceiptNumber(desk, first)).toBe('鲁免证受〔2026〕3701020001-000002');
    expect(nextReceiptNumber(desk, { ...first, windowNo: '3701020002' })).toBe(
      '鲁免证受〔2026〕3701020002-000001',
    );
    expect(nextReceiptNumber(desk, { ...first, year: 2027 })).toBe('鲁免证受〔2027〕3701020001-000001');
  });
});

describe('skipReceiptNumbers', () => {
  const window = { year: 2026, windowNo: '3701020001' };

  test('goes on well beyond what may have been given since, in a year that the backup has not seen as well', () => {
    nextReceiptNumber(desk, window);
    expect(skipReceiptNumbers(desk, 1_000, { ...window, year: 2027 })).toBe(
      '鲁免证受〔2027〕3701020001-001001',
    );
    expect(nextReceiptNumber(desk, window)).toBe('鲁免证受〔2026〕3701020001-001002');
    expect(nextReceiptNumber(desk, { ...window, year: 2027 })).toBe('鲁免证受〔2027〕3701020001-001001');
  });

  test('leaves numbers whose order tells what was given before', () => {
    const number = nextReceiptNumber(desk, window);
    const next = skipReceiptNumbers(desk, 1_000, window);
    expect(partsOfNumber(number)).toEqual({ ...window, running: 1 });
    expect(isGivenBefore(number, next)).toBe(true);
    expect(isGivenBefore(next, next)).toBe(false);
    expect(isGivenBefore(next, number)).toBe(false);
    expect(isGivenBefore('鲁免证受〔2026〕A-1-999999', '鲁免证受〔2027〕A-1-000001')).toBe(true);
    expect(isGivenBefore('鲁免证受〔2026〕A08-000001', '鲁免证受〔2026〕A09-000002')).toBe(false);
    expect(isGivenBefore('', next)).toBe(false);
    expect(isGivenBefore(number, 'undefined')).toBe(false);
  });
});
