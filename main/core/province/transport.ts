import { fail, type Result } from '../../contract/failures/failure';

export interface TransportAnswer {
  status: number;
  /** Parsed JSON; null for an empty body, undefined for one that is no JSON. */
  body: unknown;
  /** Milliseconds the service asked us to wait, if it did. */
  retryAfterMs: number | null;
}

/** HTTP behind one function, so that proxies and client certificates can be swapped in one place. */
export type Transport = (request: {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  deadlineMs: number;
}) => Promise<Result<TransportAnswer>>;

/** Larger answers are refused: nothing the service sends comes near it. */
const ANSWER_LIMIT = 4 * 1024 * 1024;

async function readLimited(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > ANSWER_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : null;
}

function parseBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The province may be served under a path of its own, behind a gateway. */
function addressOf(baseUrl: string, path: string): URL {
  const address = new URL(baseUrl);
  address.pathname = address.pathname.replace(/\/+$/, '') + path;
  return address;
}

/**
 * Fails with PROVINCE_UNREACHABLE (no connection, cut off, redirected), PROVINCE_TIMEOUT after `deadlineMs` for the
 * whole exchange, PROVINCE_ANSWER_INVALID for an answer beyond the limit.
 */
export function fetchTransport(baseUrl: () => string): Transport {
  return async ({ method, path, body, deadlineMs }) => {
    let response: Response;
    try {
      const headers: Record<string, string> = { accept: 'application/json' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      response = await fetch(addressOf(baseUrl(), path), {
        method,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await readLimited(response);
      if (text === null) return fail('PROVINCE_ANSWER_INVALID', { why: 'size' });
      return {
        ok: true,
        value: { status: response.status, body: parseBody(text), retryAfterMs: retryAfter(response) },
      };
    } catch (error) {
      return error instanceof DOMException && error.name === 'TimeoutError'
        ? fail('PROVINCE_TIMEOUT')
        : fail('PROVINCE_UNREACHABLE');
    }
  };
}
