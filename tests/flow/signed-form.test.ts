/** The applicant signs the form on screen (R75), and it can be told later what they signed. */
import { describe, expect, it } from 'vitest';
import type { Signature } from '../../main/contract/flow/signature';
import { fromBase64 } from '../../main/core/base';
import { formOf, profileAt, provinceThat } from '../support/departments';
import { completeForm, failureOf, must } from '../support/office';
import { pdfText } from '../support/pdf-text';

const ITEM = 37;
const HAND: Signature = {
  ratio: 280,
  strokes: [
    [
      [100, 100, 0, 120],
      [300, 200, 16, 180],
    ],
    [[700, 200, 400, 255]],
  ],
};

describe('the applicant’s signature on the form', () => {
  it('is of the whole form, falls with any change to it, and stands sealed in the receipt with what it was of', async () => {
    const hall = await profileAt(await provinceThat({ mode: 'automatic', delayMs: 0 })).open();
    const { cases } = hall.office;
    await formOf(hall, ITEM, 'p01');
    expect(failureOf(cases.signForm(HAND))?.code).toBe('FORM_INCOMPLETE');
    completeForm(hall.office);
    const first = must(cases.signForm(HAND)).formSigned?.sha256;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(hall.view())).not.toContain('strokes');

    const phone = hall.view().form?.fields.find(({ key }) => key === 'phone');
    const changed = must(cases.editField(phone?.key ?? '', '13900000001'));
    expect(changed.formSigned).toBeNull();
    const signed = must(cases.signForm(HAND)).formSigned;
    expect(signed?.sha256).not.toBe(first);

    const receiptId = must(await cases.submit()).receipt?.id ?? '';
    expect(must(await hall.office.verifyStored(receiptId)).verdict).toBe('passed');
    const text = pdfText(fromBase64(must(hall.office.receiptFile(receiptId)).pdf)).replace(/\s/g, '');
    expect(text).toContain('申请人已在窗口电子签名');
    expect(text).toContain(signed?.sha256 ?? 'none');
    const record = hall.office.auditLines(50).filter(({ action }) => action === 'form-signed');
    expect(record).toHaveLength(2);
    expect(JSON.stringify(record)).not.toContain(signed?.sha256);
  });

  it('is asked of nobody: a form without one is sealed as ever, with the line to sign on', async () => {
    const hall = await profileAt(await provinceThat({ mode: 'automatic', delayMs: 0 })).open();
    await formOf(hall, ITEM, 'p01');
    completeForm(hall.office);
    const receiptId = must(await hall.office.cases.submit()).receipt?.id ?? '';
    const text = pdfText(fromBase64(must(hall.office.receiptFile(receiptId)).pdf));
    expect(text).not.toContain('电子签名，所签');
    expect(text).toContain('申请人（签字）');
  });
});
