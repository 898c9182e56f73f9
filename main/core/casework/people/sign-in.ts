import type { ClerkView } from '../../../contract/calls';
import type { FailureCode } from '../../../contract/failures/codes';
import { type Failure, fail, ok, type Result } from '../../../contract/failures/failure';
import { appendAudit } from '../../audit';
import {
  type Attempts,
  forgetClerk,
  isRemembered,
  isSecretOf,
  rememberedAccounts,
  verifyOffline,
} from '../../clerk';
import type { CaseworkDeps } from '../deps';

export interface SignIn {
  /**
   * Whose account and secret these are: the province's word, the kept verifier's where none is to be had (`offlineFor` says
   * why). Every failure counts and goes on record. CLERK_SLOWED (`seconds`), CLERK_REFUSED, CLERK_CLOSED, CLERK_OFFLINE_*;
   * the trouble itself where nothing is kept and somebody has to put it right.
   */
  check(account: string, secret: string): Promise<Result<ClerkView>>;
  /** All that have rights here: those with a verifier, and whoever is signed in. */
  accounts(holder: ClerkView | null): string[];
}

/** Neither right nor wrong: the secret was not looked at. */
const UNDECIDED: readonly string[] = ['CLERK_OFFLINE_UNKNOWN', 'CLERK_OFFLINE_SPENT'];

/**
 * What only the sign-in operation itself says about whoever signs in. Anything else is no word about them: a line that is down,
 * an answer of something in between, a refusal of this workstation (certificate, clock, address).
 *
 * Whoever controls the line can bring all of that about, which forces the offline way, as pulling the plug does. It opens
 * nothing to somebody who neither knows the secret nor holds a card that is enough alone (clerk/card.ts). An account closed
 * meanwhile gets in for as long as its verifier is good: at most 7 days and 20 times since the province last confirmed it
 * (clerk/verifier.ts), each on record with the reason, and not once more after the province was heard (standing-watch.ts).
 * Approving as the second person is on record in the same way and ends with the same 7 days, but uses none of the 20 up.
 * These two codes cannot be put into the province's mouth: off the loopback nothing is believed but what comes over TLS
 * under the root that was handed over at enrolment.
 */
export function isWordAboutClerk(code: FailureCode): code is 'CLERK_REFUSED' | 'CLERK_CLOSED' {
  return code === 'CLERK_REFUSED' || code === 'CLERK_CLOSED';
}

/** What is kept stands in for the province. Where nothing kept helps, a trouble that will not pass by itself is what to tell. */
export function orWhy<T>(kept: Result<T>, why: Failure): Result<T> {
  const isHelpless = !kept.ok && UNDECIDED.includes(kept.failure.code);
  return isHelpless && why.retry !== 'automatic' ? { ok: false, failure: why } : kept;
}

export function createSignIn(deps: CaseworkDeps, attempts: Attempts): SignIn {
  const { store, clock, province } = deps;

  /** What was typed into the account's place may be a secret: only an account known here is written down. */
  function recordRefusal(account: string, known: boolean, failure: Failure): void {
    const facts = { code: failure.code, known };
    store.transaction((tx) =>
      appendAudit(
        tx,
        { actor: known ? account : 'station', action: 'sign-in-refused', caseId: null, facts },
        deps,
      ),
    );
  }

  async function ask(account: string, secret: string): Promise<Result<ClerkView>> {
    const answer = await province.signIn({ account, secret });
    if (answer.ok) return { ok: true, value: { ...answer.value, offline: false } };
    const { code } = answer.failure;
    if (!isWordAboutClerk(code)) {
      const kept = verifyOffline(store.read, account, secret, clock);
      return orWhy(kept.ok ? ok({ ...kept.value, offlineFor: code }) : kept, answer.failure);
    }
    // The right secret refused by the province means the account was closed; a mistyped one must not cost the clerk the verifier.
    if (code === 'CLERK_CLOSED' || isSecretOf(store.read, account, secret))
      store.transaction((tx) => forgetClerk(tx, account));
    return code === 'CLERK_REFUSED' ? fail('CLERK_REFUSED') : answer;
  }

  return {
    async check(account, secret) {
      const wait = store.transaction((tx) => attempts.wait(tx, account));
      if (wait > 0) return fail('CLERK_SLOWED', { seconds: Math.ceil(wait / 1000) });
      store.transaction((tx) => attempts.count(tx, account));
      const known = isRemembered(store.read, account);
      const answer = await ask(account, secret);
      if (answer.ok) return answer;
      const { code } = answer.failure;
      const decided = code.startsWith('CLERK_') && !UNDECIDED.includes(code);
      if (!decided) store.transaction((tx) => attempts.uncount(tx, account));
      recordRefusal(account, known, answer.failure);
      return answer;
    },
    accounts(holder) {
      const known = new Set(rememberedAccounts(store.read));
      if (holder) known.add(holder.account);
      return [...known];
    },
  };
}
