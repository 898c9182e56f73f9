import { fail, type Result } from '../../contract/failures/failure';

export interface TransportAnswer {
  status: number;
  /** Parsed JSON, or null for an empty body. */
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

export function fetchTransport(baseUrl: () => string): Transport {
  return async ({ method, path, body, deadlineMs }) => {
    let response: Response;
    try {
      const headers: Record<string, string> = { accept: 'application/json' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      response = await fetch(new URL(path, baseUrl()), {
        method,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await readLimited(response);
      if (text === null) return fail('PROVINCE_ANSWER_INVALID', { why: 'size' });
      try {
        return { ok: true, value: { status: response.status, body: text === '' ? null : JSON.parse(text), retryAfterMs: retryAfter(response) } };
      } catch {
        return fail('PROVINCE_ANSWER_INVALID', { why: 'json', status: response.status });
      }
    } catch (error) {
      return error instanceof DOMException && error.name === 'TimeoutError' ? fail('PROVINCE_TIMEOUT') : fail('PROVINCE_UNREACHABLE');
    }
  };
}
