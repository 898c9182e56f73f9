import { expect, it } from 'vitest';
import { decodeSamId } from '../../../../../main/core/device/framing/sam-id';

it('reads the number of a security module as it is printed', () => {
  const bytes = new Uint8Array(Buffer.from('050001007f2a3501d2029649ffffffff', 'hex'));
  expect(decodeSamId(bytes)).toBe('05.01-20261503-1234567890-4294967295');
  expect(decodeSamId(bytes.subarray(1))).toBeNull();
});
