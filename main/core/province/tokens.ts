import type { Result } from '../../contract/failures/failure';
import type { Clock } from '../../contract/ports/clock';
import { TokenAnswer } from '../../contract/province/security';
import { addressOf } from './address';
import { readAnswer } from './answer';
import type { Exchange } from './exchange';

const TOKEN_PATH = '/oauth/token';
/** A token is renewed with this part of its time still left, so that none runs out on its way. */
const LEFT_OVER = 0.2;

export interface Tokens {
  /** Value of the Authorization header. */
  authorization(deadlineMs: number): Promise<Result<string>>;
  /** The service did not take it: the next request asks for another one. */
  forget(authorization: string): void;
}

/** The client's token (RFC 6749 4.4 over RFC 8705), asked for once however many need it, and kept in memory only. */
export function createTokens(options: {
  baseUrl: () => string;
  clientId: string;
  exchange: Exchange;
  clock: Clock;
}): Tokens {
  const { clock, exchange } = options;
  let kept: { authorization: string; renewAt: number } | null = null;
  let asking: Promise<Result<string>> | null = null;

  async function ask(deadlineMs: number): Promise<Result<string>> {
    const address = addressOf(options.baseUrl(), TOKEN_PATH);
    if (!address.ok) return address;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: options.clientId });
    const askedAt = clock.now();
    const answer = await exchange.send({
      method: 'POST',
      url: address.value.url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
      deadlineMs,
    });
    if (!answer.ok) return answer;
    const read = readAnswer(answer.value, TokenAnswer);
    if (!read.ok) return read;
    const authorization = `Bearer ${read.value.access_token}`;
    kept = { authorization, renewAt: askedAt + read.value.expires_in * 1000 * (1 - LEFT_OVER) };
    return { ok: true, value: authorization };
  }

  return {
    async authorization(deadlineMs) {
      if (kept && clock.now() < kept.renewAt) return { ok: true, value: kept.authorization };
      asking ??= ask(deadlineMs).finally(() => {
        asking = null;
      });
      return asking;
    },
    forget(authorization) {
      if (kept?.authorization === authorization) kept = null;
    },
  };
}
