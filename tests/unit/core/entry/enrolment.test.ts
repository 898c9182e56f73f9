import { describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../../../fixtures/keys';
import { readEnrolmentPapers } from '../../../../main/core/entry/enrolment';

const CODE = 'kX9-_aaaaBBBBcccc';
const authority = await createTestAuthority({ now: Date.now(), days: 10 });
const root = new Uint8Array(authority.caCertificate);

describe('the papers of an enrolment', () => {
  it.each([
    ['code and root in one file', `${CODE}\n${authority.caPem}`, undefined],
    [
      'code and root in one file, as Windows writes it',
      `${CODE}\r\n${authority.caPem.replaceAll('\n', '\r\n')}`,
      undefined,
    ],
    ['a file each', `  ${CODE}\n`, authority.caPem],
  ])('are %s', (_what, text, trust) => {
    const read = readEnrolmentPapers(text, trust);
    expect(read).toMatchObject({ ok: true, value: { code: CODE } });
    expect(read.ok && Buffer.from(read.value.root).equals(root)).toBe(true);
  });

  it.each([
    ['no code', authority.caPem, 'code'],
    ['two codes', `${CODE}\n${CODE}\n${authority.caPem}`, 'code'],
    ['a page in the place of a code', `<html></html>\n${authority.caPem}`, 'code'],
    ['no root', CODE, 'root'],
    ['two roots', `${CODE}\n${authority.caPem}${authority.caPem}`, 'root'],
    ['a damaged root', `${CODE}\n${authority.caPem.replace('MII', '***')}`, 'root'],
  ])('are refused with %s, and the code is not repeated', (_what, text, at) => {
    const read = readEnrolmentPapers(text);
    expect(read).toMatchObject({ failure: { code: 'CONFIG_INVALID', details: { at } } });
    expect(JSON.stringify(read)).not.toContain(CODE);
  });
});
