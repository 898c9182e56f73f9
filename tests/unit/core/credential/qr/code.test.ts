import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Credential } from '../../../../../main/contract/flow/credential';
import { readCredential } from '../../../../../main/core/credential';
import { codeFrame, ports } from '../frames';

function read(code: string | Uint8Array) {
  const result = readCredential(codeFrame(code), ports());
  if (result.ok) Credential.parse(result.value);
  return result.ok ? result.value : result.failure;
}

describe('the content of a scanned code', () => {
  it.each([
    ['LT1.c2FtcGxlLXRva2Vu', 'resident-code', []],
    ['LT2.c2FtcGxlLXRva2Vu', 'enterprise-code', []],
    ['LB1.c2FtcGxl', 'business-licence', []],
    ['LM1.c2FtcGxl', 'medical-voucher', []],
    ['LS1.c2FtcGxl', 'social-security-voucher', []],
    ['LD1.c2FtcGxl', 'department-code', []],
    ['LQ1.c2FtcGxl', 'called-person', []],
    ['LQ2.c2FtcGxl', 'called-enterprise', []],
    ['LX1.c2FtcGxl', 'unknown', []],
    ['MZC1.abc', 'receipt', []],
    ['11010519491231002X', 'id-number', []],
    ['110105194912310021', 'id-number', ['check-digit']],
    ['91370406L24894136J', 'uscc', []],
    ['113700000045046442', 'uscc', []],
    ['11370500004311394A', 'uscc', ['check-digit']],
    ['1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U', 'licence-id', []],
    [
      '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M',
      'licence-id',
      ['check-digit'],
    ],
    ['281234567890123456', 'unknown', []],
    ['https://example.invalid/pay?x=1', 'unknown', []],
    ['LT1.with blank', 'unknown', []],
    ['浜琈D0926', 'unknown', []],
  ])('takes %s for: %s', (code, format, warnings) => {
    expect(read(code)).toMatchObject({ kind: 'code', format, payload: code, warnings });
  });

  it('reads GB18030 where it is not UTF-8', () => {
    expect(read(Buffer.from('BCC3C4CF', 'hex'))).toMatchObject({ payload: '济南' });
  });

  it('is not misled by a torn code before it', () => {
    read(Uint8Array.of(0x41, 0xe6, 0xb5));
    read(Uint8Array.of(0x41, 0x81));
    expect(read('济南')).toMatchObject({ payload: '济南' });
    expect(read(Buffer.from('BCC3C4CF', 'hex'))).toMatchObject({ payload: '济南' });
  });

  it('takes blanks around it off', () => {
    expect(read(' LT1.abc\r\n')).toMatchObject({ payload: 'LT1.abc', format: 'resident-code' });
  });

  it.each([
    ['nothing but blanks', '  '],
    ['a control character', 'LT1.a\u0007b'],
    ['an escape sequence', '\u001b[2J'],
    ['a mark that turns the direction of writing', 'abc\u202Edef'],
    ['NUL', 'a\u0000b'],
    ['bytes of no encoding', Uint8Array.of(0xff, 0xfe, 0x80)],
    ['no bytes', new Uint8Array(0)],
    ['too much', 'x'.repeat(2049)],
  ])('refuses %s', (_, code) => {
    expect(read(code)).toMatchObject({ code: 'CREDENTIAL_CODE_UNREADABLE' });
  });

  it('gives a credential that fits the contract or a failure, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void read(bytes)),
      { numRuns: 300 },
    );
  });
});
