import { fail, type Result } from '../../contract/failures/failure';
import type { Clock, Ids } from '../../contract/ports/clock';
import { ProvinceRefusal } from '../../contract/province/refusals';
import { type Address, addressOf } from './address';
import type { OpenCredential } from './credential';
import { createExchange, type Exchange, type HttpAnswer, type Outgoing } from './exchange';
import { signedHeaders } from './sign';
import { createTokens, type Tokens } from './tokens';
import type { Transport, TransportAnswer } from './transport';

export interface Sender {
  send: Transport;
  /** Enrolled, or enrolled anew: what follows goes over connections of its own. */
  use(credential: OpenCredential | null): void;
  /** How far this machine's clock is behind the service's (ms, negative: ahead), as the last answer showed; null where unknown. */
  clockOffset(): number | null;
  close(): Promise<void>;
}

/** Said before anything is done, so that even a grant may be asked for again once the cause is put right. */
const CURABLE = ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'CLOCK_SKEW', 'REQUEST_REPLAYED'] as const;
type Curable = (typeof CURABLE)[number];
/** The first try and one for each of: another token, another clock, another nonce. */
const TRIES = 3;
const NONCE_BYTES = 24;

interface Secured {
  credential: OpenCredential;
  exchange: Exchange;
  tokens: Tokens;
}

/**
 * Sends requests as who this workstation is: plain on the loopback; over TLS with certificate, token and signature
 * elsewhere. PROVINCE_INSECURE, PROVINCE_NOT_ENROLLED, PROVINCE_CREDENTIAL_EXPIRED before anything is sent; else as `Exchange`.
 */
export function createSender(options: { baseUrl: () => string; clock: Clock; ids: Ids }): Sender {
  const { baseUrl, clock, ids } = options;
  let plain: Exchange | null = null;
  let secured: Secured | null = null;
  let offset: number | null = null;
  /** Added to `created`; taken from the service's Date once it has refused a signature for its time (CLOCK_SKEW). */
  let correction = 0;

  function seen(answer: Result<HttpAnswer>): Result<HttpAnswer> {
    if (answer.ok && answer.value.dateAt !== null) offset = answer.value.dateAt - clock.now();
    return answer;
  }

  async function sendSigned(
    { credential, exchange, tokens }: Secured,
    outgoing: Outgoing,
    open: boolean,
  ): Promise<Result<TransportAnswer>> {
    const endsAt = clock.now() + outgoing.deadlineMs;
    const left = () => Math.max(1, Math.min(endsAt - clock.now(), outgoing.deadlineMs));
    if (open) return seen(await exchange.send(outgoing));
    for (let attempt = 1; ; attempt += 1) {
      const authorization = await tokens.authorization(left());
      if (!authorization.ok) return authorization;
      const headers = signedHeaders({ ...outgoing, authorization: authorization.value }, credential, {
        createdAt: clock.now() + correction,
        nonce: ids.bytes(NONCE_BYTES),
      });
      const answer = seen(await exchange.send({ ...outgoing, headers, deadlineMs: left() }));
      const refused = answer.ok ? curable(answer.value) : null;
      if (!answer.ok || refused === null) return answer;
      if (refused === 'TOKEN_INVALID' || refused === 'TOKEN_EXPIRED') tokens.forget(authorization.value);
      if (refused === 'CLOCK_SKEW') correction = offset ?? 0;
      if (attempt === TRIES) return answer;
    }
  }

  async function send(
    { url, secure }: Address,
    request: Parameters<Transport>[0],
  ): Promise<Result<TransportAnswer>> {
    const body = bytesOf(request.body);
    const headers: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
    const outgoing = { method: request.method, url, headers, body, deadlineMs: request.deadlineMs };
    if (!secure) {
      plain ??= createExchange(clock, null);
      return seen(await plain.send(outgoing));
    }
    if (secured === null) return fail('PROVINCE_NOT_ENROLLED');
    // By the service's clock: this machine's may be years off.
    if (secured.credential.notAfter <= clock.now() + correction) return fail('PROVINCE_CREDENTIAL_EXPIRED');
    return sendSigned(secured, outgoing, request.open === true);
  }

  return {
    async send(request) {
      const address = addressOf(baseUrl(), request.path);
      return address.ok ? send(address.value, request) : address;
    },
    use(credential) {
      void secured?.exchange.close();
      correction = 0;
      if (credential === null) {
        secured = null;
        return;
      }
      const exchange = createExchange(clock, credential.tls);
      const { clientId } = credential;
      secured = { credential, exchange, tokens: createTokens({ baseUrl, clientId, exchange, clock }) };
    },
    clockOffset: () => offset,
    async close() {
      await Promise.all([plain?.close(), secured?.exchange.close()]);
    },
  };
}

function curable({ status, body }: TransportAnswer): Curable | null {
  if (status !== 401) return null;
  const refusal = ProvinceRefusal.safeParse(body);
  return (refusal.success && CURABLE.find((code) => code === refusal.data.code)) || null;
}

function bytesOf(body: unknown): Uint8Array | null {
  if (body === undefined) return null;
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body), 'utf8');
}
