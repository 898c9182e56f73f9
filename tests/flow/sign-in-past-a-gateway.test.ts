/** What something in between says to a sign-in is nobody's account closed. */
import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemIds } from '../../main/core/base';
import { asAdmin } from '../support/departments';
import { gatewayBefore } from '../support/gateway';
import { failureOf, must, openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

it('a gateway’s 403, an address without TLS and a certificate that is missing leave the way in offline; the province’s own word ends it', async () => {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const gateway = await gatewayBefore(province.url);
  const options = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: gateway.url, signedIn: false };
  const { session } = (await openTestOffice(options)).office;
  const { account, secret } = province.account;
  const offlineFor = async () => {
    const clerk = must(await session.signIn(account, secret));
    session.signOut();
    return clerk.offline ? clerk.offlineFor : 'online';
  };
  expect(await offlineFor()).toBe('online');
  gateway.refused = '/v1/clerks/sign-in';
  expect(await offlineFor()).toBe('PROVINCE_REFUSED');
  // TEST-NET-1 (RFC 5737): nothing is sent there.
  options.provinceUrl = 'http://192.0.2.1:8720';
  expect(await offlineFor()).toBe('PROVINCE_INSECURE');
  options.provinceUrl = 'https://192.0.2.1:8720';
  expect(await offlineFor()).toBe('PROVINCE_NOT_ENROLLED');
  options.provinceUrl = 'http://127.0.0.1:1';
  expect(await offlineFor()).toBe('PROVINCE_UNREACHABLE');

  options.provinceUrl = gateway.url;
  gateway.refused = '';
  await asAdmin(province, 'accounts', 'PUT', { account, closed: true });
  expect(failureOf(await session.signIn(account, secret))?.code).toBe('CLERK_CLOSED');
  options.provinceUrl = 'http://127.0.0.1:1';
  expect(failureOf(await session.signIn(account, secret))?.code).toBe('CLERK_OFFLINE_UNKNOWN');
});
