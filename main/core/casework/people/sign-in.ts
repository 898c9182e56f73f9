import type { ClerkView } from '../../../contract/calls';
import { type Failure, fail, type Result } from '../../../contract/failures/failure';
import { appendAudit } from '../../audit';
import {
  attemptWait,
  countAttempt,
  forgetClerk,
  isRemembered,
  rememberedAccounts,
  uncountAttempt,
  verifyOffline,
} from '../../clerk';
import type { CaseworkDeps } from '../deps';

export interface SignIn {
  /**
   * Whose account and secret these are: the province's word, the kept verifier's where it cannot be reached. Every
   * failure counts and goes on record. CLERK_SLOWED (`seconds`), CLERK_REFUSED, CLERK_CLOSED, CLERK_OFFLINE_*.
   */
  check(account: string, secret: string): Promise<Result<ClerkView>>;
  /** All that have rights here: those with a verifier, and whoever is signed in. */
  accounts(holder: ClerkView | null): string[];
}

/** Neither right nor wrong: the secret was not looked at. */
const UNDECIDED: readonly string[] = ['CLERK_OFFLINE_UNKNOWN', 'CLERK_OFFLINE_SPENT'];

export function createSignIn(deps: CaseworkDeps): SignIn {
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
    const { code, retry } = answer.failure;
    if (retry === 'automatic') return verifyOffline(store.read, account, secret, clock);
    // The right secret refused by the province means the account was closed; a mistyped one must not cost the clerk the verifier.
    const closed = code === 'CLERK_CLOSED' || verifyOffline(store.read, account, secret, clock).ok;
    if (closed) store.transaction((tx) => forgetClerk(tx, account));
    return code === 'CLERK_REFUSED' ? fail('CLERK_REFUSED') : answer;
  }

  return {
    async check(account, secret) {
      const wait = attemptWait(store.read, account, clock);
      if (wait > 0) return fail('CLERK_SLOWED', { seconds: Math.ceil(wait / 1000) });
      store.transaction((tx) => countAttempt(tx, account, clock));
      const known = isRemembered(store.read, account);
      const answer = await ask(account, secret);
      if (answer.ok) return answer;
      const { code } = answer.failure;
      const decided = code.startsWith('CLERK_') && !UNDECIDED.includes(code);
      if (!decided) store.transaction((tx) => uncountAttempt(tx, account));
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
