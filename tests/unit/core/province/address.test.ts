import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../../main/core/province/address';

describe('where a request goes', () => {
  it.each(['http://127.0.0.1:8720', 'http://127.1.2.3', 'http://localhost:1', 'http://[::1]:8720'])(
    'may be the loopback without security (%s)',
    (url) => {
      expect(addressOf(url, '/v1/health')).toMatchObject({ ok: true, value: { secure: false } });
    },
  );

  it.each([
    'http://10.0.0.1',
    'http://province.gov.example',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://0.0.0.0:8720',
    'http://[::ffff:10.0.0.1]',
    'http://user@192.0.2.1/',
  ])('is never another machine without security (%s)', (url) => {
    expect(addressOf(url, '/v1/health')).toMatchObject({ failure: { code: 'PROVINCE_INSECURE' } });
  });

  it('reads odd spellings of an address as the address they mean', () => {
    expect(addressOf('http://2130706433/', '/x')).toMatchObject({ value: { secure: false } });
    expect(addressOf('http://0x0a000001/', '/x')).toMatchObject({ failure: { code: 'PROVINCE_INSECURE' } });
  });

  it('keeps the path of a gateway, and nothing of a user or a fragment', () => {
    const address = addressOf('https://a:b@province.gov.example/gateway/#top', '/v1/x?after=3');
    expect(address.ok && address.value.url.href).toBe('https://province.gov.example/gateway/v1/x?after=3');
  });
});
