import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { HALL_SCHEME, pageHeaders, placeNonce, resolvePageFile } from './page-files';

/** To be called before `ready`. */
export function declareHallScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: HALL_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page, and nothing but the built page, at `app://hall/`. */
export function serveHall(protocol: Protocol, rendererDir: string): void {
  protocol.handle(HALL_SCHEME, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const filePath = resolvePageFile(request.url, rendererDir);
    if (filePath === null) return refuse(404);
    const nonce = randomBytes(16).toString('base64');
    const headers = pageHeaders(filePath, nonce);
    try {
      const bytes = await readFile(filePath);
      const body = filePath.endsWith('.html')
        ? placeNonce(bytes.toString('utf8'), nonce)
        : new Uint8Array(bytes);
      return new Response(body, { headers });
    } catch {
      return refuse(404);
    }
  });
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: { 'content-security-policy': "default-src 'none'" } });
}
