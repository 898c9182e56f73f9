import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../main/contract/failures/failure';
import type { Form, FormAttachment } from '../../../../main/contract/flow/form';
import { systemIds } from '../../../../main/core/base';
import {
  acceptPaper,
  addAttachment,
  attachmentKind,
  attachmentName,
  removeAttachment,
  takePledge,
} from '../../../../main/core/form';
import { field, fill, GIVEN, item, material, materialOf } from './samples';

const MB = 1024 * 1024;
const definition = item([field('x')], {
  materials: [
    material('photo', { settlement: 'paper', typeSeq: null, attachment: true }),
    material('income', { settlement: 'pledge', typeSeq: null, pledgeText: '本人承诺', attachment: true }),
    material('deed', { settlement: 'paper', typeSeq: null }),
  ],
});
const form = fill(definition);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const file = (size = MB): FormAttachment => ({
  id: systemIds.next(),
  name: '照片.jpg',
  mime: 'image/jpeg',
  size,
  sha256: '0'.repeat(64),
});

describe('a file that is handed in', () => {
  const photo = file();
  const handed = must(addAttachment(form, 'photo', photo));

  it('settles what would be paper, until it is taken out again', () => {
    expect(materialOf(handed, 'photo')).toMatchObject({
      settlement: 'paper',
      settled: true,
      attachments: [photo],
    });
    expect(materialOf(must(removeAttachment(handed, 'photo', photo.id)), 'photo')).toMatchObject({
      settled: false,
      attachments: [],
    });
  });

  it('settles no pledge', () => {
    const pledge = must(addAttachment(form, 'income', file()));
    expect(materialOf(pledge, 'income').settled).toBe(false);
    expect(materialOf(must(takePledge(pledge, 'income', GIVEN)), 'income').settled).toBe(true);
  });

  it('leaves paper that was taken in as well', () => {
    const papered = must(acceptPaper(handed, 'photo', '申请人当场提交'));
    expect(materialOf(must(removeAttachment(papered, 'photo', photo.id)), 'photo').settled).toBe(true);
  });

  it('is refused where the material takes none, and for a material that is not there', () => {
    expect(addAttachment(form, 'deed', file())).toMatchObject({ failure: { code: 'FORM_FIELD_LOCKED' } });
    expect(addAttachment(form, 'nothing', file())).toMatchObject({ failure: { code: 'FORM_FIELD_UNKNOWN' } });
    expect(removeAttachment(handed, 'photo', systemIds.next())).toMatchObject({
      failure: { code: 'FORM_FIELD_UNKNOWN' },
    });
  });

  it('is one of five at most, and of twelve megabytes for the whole form', () => {
    let five: Form = form;
    for (let count = 0; count < 5; count += 1) five = must(addAttachment(five, 'photo', file(1)));
    expect(addAttachment(five, 'photo', file(1))).toMatchObject({
      failure: { code: 'FORM_ATTACHMENT_TOO_MANY' },
    });
    let large = form;
    for (let count = 0; count < 3; count += 1) large = must(addAttachment(large, 'photo', file(4 * MB)));
    expect(addAttachment(large, 'income', file(1))).toMatchObject({
      failure: { code: 'FORM_ATTACHMENT_TOO_MANY' },
    });
  });

  it('is still there when the form is filled again', () => {
    expect(materialOf(fill(definition, { earlier: handed }), 'photo')).toEqual(materialOf(handed, 'photo'));
  });
});

describe('what a file is', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

  it.each([
    ['\x89PNG\r\n\x1a\n rest', 'image/png'],
    ['\xff\xd8\xff\xe0 rest', 'image/jpeg'],
    ['%PDF-1.7 rest', 'application/pdf'],
    ['MZ\x90\x00 a program called 照片.jpg', null],
    ['<html>%PDF-1.7', null],
    ['PK\x03\x04', null],
    ['\x89PN', null],
    ['', null],
  ])('is told by its first bytes (%j)', (head, kind) => {
    expect(attachmentKind(bytes(head))).toBe(kind);
  });

  it.each([
    ['照片.jpg', '照片.jpg'],
    ['..\\..\\windows\\照片.jpg', '照片.jpg'],
    ['/etc/passwd', 'passwd'],
    ['照\u202E片\n.jpg', '照片 .jpg'],
    ['/', '附件'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
  ])('is called by a name of one line without folders (%j)', (given, name) => {
    expect(attachmentName(given)).toBe(name);
  });
});
