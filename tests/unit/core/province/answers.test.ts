import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../main/contract/failures/codes';
import type { Result } from '../../../../main/contract/failures/failure';
import { ProvinceRefusal } from '../../../../main/contract/province/wire';
import { systemClock } from '../../../../main/core/base';
import { createProvinceClient } from '../../../../main/core/province';
import { type Answering, always, clientOf, impatient, serve } from './service';

const SIGN_IN = { account: '370102-01', secret: 'words nobody knows' };
const SIGNED_IN = { account: '370102-01', name: '窗口培训员', role: 'clerk' };

async function ask(answer: Answering): Promise<Result<unknown>> {
  const { url } = await serve(answer);
  return clientOf(url).signIn(SIGN_IN);
}

async function failureOf(answer: Answering): Promise<{ code: string; details: Record<string, unknown> }> {
  const result = await ask(answer);
  if (result.ok) throw new Error('no failure');
  return result.failure;
}

/** Status by refusals.ts, failure by what the clerk or the workstation can do about it. */
const REFUSALS: Record<ProvinceRefusal['code'], [status: number, failure: FailureCode]> = {
  CODE_UNKNOWN: [404, 'LICENCE_CODE_REFUSED'],
  CODE_EXPIRED: [410, 'LICENCE_CODE_EXPIRED'],
  CODE_USED: [409, 'LICENCE_CODE_USED'],
  TICKET_OTHER_WINDOW: [403, 'LICENCE_TICKET_OTHER_WINDOW'],
  TICKET_EXPIRED: [410, 'LICENCE_TICKET_EXPIRED'],
  LICENCE_NOT_VALID: [409, 'LICENCE_CODE_LAPSED'],
  HOLDER_UNKNOWN: [404, 'LICENCE_HOLDER_UNKNOWN'],
  HOLDER_MISMATCH: [409, 'LICENCE_HOLDER_MISMATCH'],
  GRANT_UNKNOWN: [404, 'LICENCE_GRANT_MISSING'],
  GRANT_EXPIRED: [410, 'LICENCE_GRANT_EXPIRED'],
  NOT_GRANTED: [403, 'LICENCE_GRANT_REFUSED'],
  LIBRARY_DOWN: [424, 'LICENCE_LIBRARY_DOWN'],
  LICENCE_UNKNOWN: [404, 'LICENCE_NOT_FOUND'],
  CLERK_REFUSED: [401, 'CLERK_REFUSED'],
  CLERK_CLOSED: [403, 'CLERK_CLOSED'],
  CLERK_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  RECEIPT_CONFLICT: [409, 'PROVINCE_CONFLICT'],
  REQUEST_INVALID: [400, 'PROVINCE_REFUSED'],
  OVERLOADED: [503, 'PROVINCE_BUSY'],
  INTERNAL: [500, 'PROVINCE_BUSY'],
  HOLDER_DECEASED: [409, 'LICENCE_HOLDER_DECEASED'],
  GRANT_REVOKED: [410, 'LICENCE_GRANT_REVOKED'],
  BACKFILL_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  CONSENT_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  CONSENT_REFUSED: [403, 'LICENCE_CONSENT_REFUSED'],
  CONSENT_EXPIRED: [410, 'LICENCE_CONSENT_EXPIRED'],
  MANDATE_MISSING: [403, 'LICENCE_MANDATE_MISSING'],
  VERIFICATION_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  OBJECTION_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  OBJECTION_STALE: [409, 'LICENCE_OBJECTION_STALE'],
  PLEDGE_EXCLUDED: [403, 'LICENCE_PLEDGE_EXCLUDED'],
  PLEDGE_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  TICKET_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  EDITION_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  CASE_UNKNOWN: [404, 'PROVINCE_RECORD_UNKNOWN'],
  EVALUATION_REFUSED: [403, 'PROVINCE_EVALUATION_REFUSED'],
  EVALUATION_EXISTS: [409, 'PROVINCE_EVALUATION_EXISTS'],
  ARCHIVE_CONFLICT: [409, 'PROVINCE_CONFLICT'],
  ARCHIVE_INCOMPLETE: [422, 'PROVINCE_ARCHIVE_INCOMPLETE'],
  REQUEST_CONFLICT: [409, 'PROVINCE_CONFLICT'],
  ENROLMENT_REFUSED: [403, 'PROVINCE_ENROLMENT_REFUSED'],
  CLIENT_UNKNOWN: [401, 'PROVINCE_CLIENT_REFUSED'],
  TOKEN_INVALID: [401, 'PROVINCE_CLIENT_REFUSED'],
  TOKEN_EXPIRED: [401, 'PROVINCE_BUSY'],
  SIGNATURE_INVALID: [401, 'PROVINCE_CLIENT_REFUSED'],
  CLOCK_SKEW: [401, 'PROVINCE_CLOCK_SKEW'],
  REQUEST_REPLAYED: [401, 'PROVINCE_BUSY'],
  RATE_LIMITED: [429, 'PROVINCE_BUSY'],
};

describe('a refusal', () => {
  it('is known for every code of the interface', () => {
    expect(Object.keys(REFUSALS).sort()).toEqual([...ProvinceRefusal.shape.code.options].sort());
  });

  it.each(Object.entries(REFUSALS))('%s says what can be done', async (code, [status, expected]) => {
    const refused = await failureOf(always(status, { code, message: '周明远的请求被拒绝' }));
    expect(refused).toMatchObject({ code: expected, details: { status } });
    expect(JSON.stringify(refused)).not.toContain('周明远');
  });

  it.each([
    ['in other words', 422, { error: 'not acceptable' }],
    ['with an unknown code', 409, { code: 'SOMETHING_NEW', message: '' }],
    ['without a word', 403, ''],
  ])('%s is final', async (_what, status, body) => {
    expect(await failureOf(always(status, body))).toMatchObject({
      code: 'PROVINCE_REFUSED',
      details: { status },
    });
  });
});

describe('trouble on the other side', () => {
  it.each([404, 405])(
    '%i in other words is a gateway that has lost its way, and tried again',
    async (status) => {
      expect(await failureOf(always(status, { error: 'no route' }))).toMatchObject({
        code: 'PROVINCE_ANSWER_INVALID',
        retry: 'automatic',
      });
    },
  );

  const page = '<html><body>502 Bad Gateway</body></html>';

  it.each([408, 429, 500, 502, 503, 504])(
    '%i is worth another try, whatever the page says',
    async (status) => {
      expect(await failureOf(always(status, page, { 'content-type': 'text/html' }))).toEqual({
        code: 'PROVINCE_BUSY',
        retry: 'automatic',
        details: { status },
      });
    },
  );

  it.each([429, 503])('%i with Retry-After says how long to wait', async (status) => {
    const busy = always(status, { code: 'OVERLOADED', message: '' }, { 'retry-after': '7' });
    expect(await failureOf(busy)).toMatchObject({ code: 'PROVINCE_BUSY', details: { retryAfterMs: 7_000 } });
  });

  it.each([
    ['99999999', 3_600_000],
    ['0', undefined],
    ['-5', undefined],
    ['Infinity', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['soon', undefined],
  ])('Retry-After %s counts as %s', async (header, retryAfterMs) => {
    const { details } = await failureOf(always(503, '', { 'retry-after': header }));
    expect(details.retryAfterMs).toBe(retryAfterMs);
  });

  it('a page from something in between is no word of the service, and is tried again', async () => {
    expect(await failureOf(always(403, '<html>请先登录网络</html>'))).toMatchObject({
      code: 'PROVINCE_ANSWER_INVALID',
      retry: 'automatic',
    });
  });
});

describe('an answer that cannot be used', () => {
  it.each<[string, number, unknown]>([
    ['is no JSON', 200, '<html>ok</html>'],
    ['stops half way', 200, JSON.stringify(SIGNED_IN).slice(0, 20)],
    ['is empty', 200, ''],
    ['is empty by design', 204, ''],
    ['is null', 200, 'null'],
    ['is a list', 200, [SIGNED_IN]],
    ['lacks a part', 200, { ...SIGNED_IN, role: undefined }],
    ['has a part of another type', 200, { ...SIGNED_IN, account: 1 }],
    ['has a role nobody knows', 200, { ...SIGNED_IN, role: 'root' }],
  ])('%s', async (_what, status, body) => {
    expect(await failureOf(always(status, body))).toMatchObject({
      code: 'PROVINCE_ANSWER_INVALID',
      retry: 'automatic',
      details: { status },
    });
  });

  it('never shows what was in it', async () => {
    const failure = await failureOf(always(200, { account: '周明远' }));
    expect(JSON.stringify(failure)).not.toContain('周明远');
  });

  it('is dropped where it goes on beyond four megabytes', async () => {
    let closed: () => void = () => undefined;
    const hungUp = new Promise<void>((done) => {
      closed = done;
    });
    const failure = await failureOf((response) => {
      const chunk = Buffer.alloc(256 * 1024, 0x20);
      response.on('close', closed);
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'application/json' });
      // Without an end: only the reader's limit ends it.
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(failure).toMatchObject({ code: 'PROVINCE_ANSWER_INVALID', details: { why: 'size' } });
    await hungUp;
  });

  it('is taken whole up to the limit', async () => {
    const padded = { ...SIGNED_IN, padding: 'x'.repeat(3_900_000) };
    expect(await ask(always(200, padded))).toEqual({ ok: true, value: SIGNED_IN });
  });
});

describe('a connection', () => {
  it('refused is unreachable', async () => {
    const { url, stop } = await serve(always(200));
    await stop();
    expect(await clientOf(url).signIn(SIGN_IN)).toMatchObject({
      ok: false,
      failure: { code: 'PROVINCE_UNREACHABLE', retry: 'automatic', details: {} },
    });
  });

  it.each(['not a url', 'ftp://127.0.0.1/', 'http://', 'file:///etc/hostname'])(
    'to nowhere is unreachable (%s)',
    async (url) => {
      expect(await clientOf(url).signIn(SIGN_IN)).toMatchObject({
        failure: { code: 'PROVINCE_UNREACHABLE' },
      });
    },
  );

  it('cut before an answer is unreachable', async () => {
    expect((await failureOf((response) => response.destroy())).code).toBe('PROVINCE_UNREACHABLE');
  });

  it('cut in the middle of an answer is unreachable, even where the half would have parsed', async () => {
    const cut: Answering = (response) => {
      const text = JSON.stringify(SIGNED_IN);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(text.length + 500),
      });
      response.write(text, () => response.destroy());
    };
    expect((await failureOf(cut)).code).toBe('PROVINCE_UNREACHABLE');
  });

  it('never follows a redirect, so that no secret goes elsewhere', async () => {
    const elsewhere = await serve(always(200, SIGNED_IN));
    for (const status of [301, 302, 303, 307, 308]) {
      const sent = await failureOf(always(status, '', { location: `${elsewhere.url}/v1/clerks/sign-in` }));
      expect(sent.code).toBe('PROVINCE_UNREACHABLE');
    }
    expect(elsewhere.seen).toEqual([]);
  });

  it.each<[string, Answering]>([
    ['never answers', () => undefined],
    [
      'answers and never ends',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"account":');
      },
    ],
  ])('that %s runs into the deadline', async (_what, answer) => {
    const { url } = await serve(answer);
    const client = createProvinceClient(impatient(url, 150), systemClock);
    expect(await client.signIn(SIGN_IN)).toEqual({
      ok: false,
      failure: { code: 'PROVINCE_TIMEOUT', retry: 'automatic', details: {} },
    });
  });
});
