import { fail, type Result } from '../../contract/failures/failure';

export interface Address {
  url: URL;
  /** Over TLS, with certificate, token and signature; plain HTTP is for the loopback alone. */
  secure: boolean;
}

/** Names and numbers that never leave this machine (RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a request goes. The province may be served under a path of its own, behind a gateway; `path` may bring a query.
 * PROVINCE_UNREACHABLE for what is no address of the web, PROVINCE_INSECURE for plain HTTP to another machine.
 */
export function addressOf(baseUrl: string, path: string): Result<Address> {
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol))
    return fail('PROVINCE_UNREACHABLE', { why: 'address' });
  const secure = url.protocol === 'https:';
  if (!secure && !LOOPBACK.test(url.hostname)) return fail('PROVINCE_INSECURE', { why: 'plain-http' });
  const [plain = '', query = ''] = path.split('?');
  url.pathname = url.pathname.replace(/\/+$/, '') + plain;
  url.search = query;
  url.hash = '';
  url.username = '';
  url.password = '';
  return { ok: true, value: { url, secure } };
}
