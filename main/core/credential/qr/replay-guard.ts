import { fail, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { Clock } from '../../../contract/ports/clock';
import { sha256 } from '../../base';

/** How long a shown code lives at the least; the province may let it live longer and is asked again then. */
const LIFE_MS = 60_000;

/**
 * Refuses a shown code that has served already before the province is asked. A code has served once the province has
 * answered a grant for it, not when it was scanned: after an outage the same code may be tried again. It keeps digests, no
 * codes, and none longer than a code lives.
 */
interface ReplayGuard {
  /** Fails with LICENCE_CODE_USED. */
  admit(credential: Credential): Result<Credential>;
  /** The province has answered a grant for it. */
  used(credential: Credential): void;
}

export function createReplayGuard(clock: Clock, lifeMs = LIFE_MS): ReplayGuard {
  /** Digest -> when it is forgotten, in the order they came. */
  const served = new Map<string, number>();

  function forgetOld(): void {
    const now = clock.now();
    for (const [digest, until] of served) if (until <= now) served.delete(digest);
  }

  return {
    admit(credential) {
      forgetOld();
      const digest = digestOf(credential);
      if (digest !== null && served.has(digest)) return fail('LICENCE_CODE_USED');
      return { ok: true, value: credential };
    },
    used(credential) {
      forgetOld();
      const digest = digestOf(credential);
      if (digest !== null) served.set(digest, clock.now() + lifeMs);
    },
  };
}

/** Null for what may be shown again and again: cards, and numbers that somebody has printed as a code. */
function digestOf(credential: Credential): string | null {
  if (credential.kind !== 'code' || credential.format === 'id-number' || credential.format === 'uscc')
    return null;
  return sha256(credential.payload);
}
