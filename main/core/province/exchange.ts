import { Agent, type Dispatcher, request } from 'undici';
import { fail, type Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { parseStrictly } from './json';
import { httpDate, retryAfterMs } from './retry-after';
import type { TransportAnswer } from './transport';

/** What a TLS connection is made with. PEM. */
export interface TlsMaterial {
  /** The only root that is believed; the system's are not. */
  root: string;
  /** This end's certificate and key; null before enrolment. */
  client: { chain: string; key: string } | null;
}

export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT';
  url: URL;
  headers: Record<string, string>;
  body: Uint8Array | null;
  deadlineMs: number;
}

export interface HttpAnswer extends TransportAnswer {
  /** The service's clock when it answered, epoch ms; null where it did not say. */
  dateAt: number | null;
}

export interface Exchange {
  /**
   * PROVINCE_UNREACHABLE (no connection; `why`: `cut` off, `redirect`ed), PROVINCE_TIMEOUT (`why`: `connect`, where no
   * connection came about; otherwise nobody answered on it), PROVINCE_UNTRUSTED (not the province's
   * certificate), PROVINCE_CLIENT_REFUSED (it did not take ours), PROVINCE_ANSWER_INVALID (too large, no HTTP).
   */
  send(outgoing: Outgoing): Promise<Result<HttpAnswer>>;
  close(): Promise<void>;
}

/** Requests under way at once; more of them wait for a free connection, and their deadline runs meanwhile. */
const CONNECTIONS = 6;
/** Larger answers are refused: nothing the service sends comes near it. */
const ANSWER_LIMIT = 4 * 1024 * 1024;
const HEADER_LIMIT = 16 * 1024;
const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i;
/** Idle connections are let go before most gateways cut them. */
const KEEP_ALIVE_MS = 10_000;

/** One pool of kept connections, with `tls` for https. */
export function createExchange(clock: Clock, tls: TlsMaterial | null): Exchange {
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: HEADER_LIMIT,
    // The deadline of the request counts, and it covers all of these.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      ...(tls && { ca: tls.root }),
      ...(tls?.client && { cert: tls.client.chain, key: tls.client.key }),
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
    },
  });

  return {
    async send({ method, url, headers, body, deadlineMs }) {
      try {
        const response = await request(url, {
          dispatcher: agent,
          method,
          headers: { accept: 'application/json', ...headers },
          body,
          signal: AbortSignal.timeout(deadlineMs),
        });
        return await read(response);
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => agent.destroy(),
  };

  async function read(response: Dispatcher.ResponseData): Promise<Result<HttpAnswer>> {
    const status = response.statusCode;
    const header = (name: string) => [response.headers[name]].flat()[0];
    const text = await readLimited(response.body);
    if (text === null) return fail('PROVINCE_ANSWER_INVALID', { why: 'size' });
    // A secret is never carried to where a redirect points.
    if (status >= 300 && status < 400) return fail('PROVINCE_UNREACHABLE', { why: 'redirect' });
    const dateAt = httpDate(header('date'));
    const isJson = JSON_TYPE.test(header('content-type') ?? '');
    return {
      ok: true,
      value: {
        status,
        body: text === '' ? null : isJson ? parseStrictly(text) : undefined,
        retryAfterMs: retryAfterMs(header('retry-after'), dateAt ?? clock.now()),
        dateAt,
      },
    };
  }
}

async function readLimited(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (size > ANSWER_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const TIMEOUTS: readonly string[] = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
/** OpenSSL's words for a certificate that is not believed, by what is wrong with it. */
const UNTRUSTED: Record<string, string> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'issuer',
  CERT_SIGNATURE_FAILURE: 'issuer',
  INVALID_CA: 'issuer',
  INVALID_PURPOSE: 'purpose',
  CERT_REVOKED: 'revoked',
  CERT_UNTRUSTED: 'issuer',
};
/** RFC 8446 6.2: the other end says that it does not take our certificate. */
const OURS_REFUSED =
  /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED)/;

/** The line stood and was cut: the service, or something in between, heard at least the beginning. */
function isCutOff(error: unknown, code: string): boolean {
  if (code === 'UND_ERR_SOCKET') return true;
  const call = error instanceof Error && 'syscall' in error ? error.syscall : '';
  return (code === 'ECONNRESET' || code === 'EPIPE') && (call === 'read' || call === 'write');
}

function failureOf(error: unknown): Result<never> {
  const name = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return fail('PROVINCE_TIMEOUT', { why: 'connect' });
  if (name === 'TimeoutError' || TIMEOUTS.includes(code)) return fail('PROVINCE_TIMEOUT');
  const why = UNTRUSTED[code];
  if (why !== undefined) return fail('PROVINCE_UNTRUSTED', { why });
  if (OURS_REFUSED.test(code)) return fail('PROVINCE_CLIENT_REFUSED', { why: 'tls' });
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return fail('PROVINCE_UNTRUSTED', { why: 'tls' });
  if (name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return fail('PROVINCE_ANSWER_INVALID', { why: 'http' });
  return isCutOff(error, code) ? fail('PROVINCE_UNREACHABLE', { why: 'cut' }) : fail('PROVINCE_UNREACHABLE');
}
