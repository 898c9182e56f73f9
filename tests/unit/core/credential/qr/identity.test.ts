import { describe, expect, it } from 'vitest';
import { encodeCardText } from '../../../../../fixtures/devices';
import { asIdentity, readCredential } from '../../../../../main/core/credential';
import { anna } from '../../device/people';
import { cardFrame, codeFrame, ports } from '../frames';

function identity(code: string) {
  const read = readCredential(codeFrame(code), ports());
  if (!read.ok) throw new Error(read.failure.code);
  const judged = asIdentity(read.value);
  return judged.ok ? 'asks the province' : [judged.failure.code, judged.failure.details];
}

describe('what says who stands at the window', () => {
  it.each([
    ['a resident code', 'LT1.c2FtcGxl'],
    ['an enterprise code', 'LT2.c2FtcGxl'],
    ['an e-business-licence', 'LB1.c2FtcGxl'],
    ['an older code of a department', 'LS1.c2FtcGxl'],
    ['an opaque voucher of the medical insurance or social security', '280000000000000000000000000000AB'],
    ['an opaque code of an e-business-licence', 'a94f3c.22:00/17'],
    ['a number', '11010519491231002X'],
  ])('%s may', (_, code) => {
    expect(identity(code)).toBe('asks the province');
  });

  it.each([
    ['the code of a receipt', 'MZC1.abc', 'receipt'],
    ['a called ticket, which comes with the call only', 'LQ1.c2FtcGxl', 'called-person'],
    [
      'the identifier of a licence',
      '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
      'licence-id',
    ],
    ['a link', 'https://example.invalid/pay?x=1', 'link'],
    ['a link in capitals', 'HTTP://EXAMPLE.INVALID', 'link'],
    ['a link without a scheme', 'www.example.invalid', 'link'],
    ['a link of another program', 'weixin://dl/business', 'link'],
    ['a script', 'javascript:alert(1)', 'link'],
  ])('%s does not', (_, code, format) => {
    expect(identity(code)).toEqual(['CREDENTIAL_CODE_UNKNOWN', { format }]);
  });

  it('a card does', () => {
    const read = readCredential(cardFrame(encodeCardText(anna) as Uint8Array<ArrayBuffer>), ports());
    expect(read.ok && asIdentity(read.value)).toEqual(read);
  });
});
