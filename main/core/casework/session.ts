import type { ClerkView } from '../../contract/calls';
import { FailureError, fail, type Result } from '../../contract/failures/failure';
import { appendAudit } from '../audit';
import { forgetClerk, rememberClerk, verifyOffline } from '../clerk';
import type { CaseworkDeps } from './deps';

export interface Session {
  current(): ClerkView | null;
  signIn(account: string, secret: string): Promise<Result<ClerkView>>;
  signOut(): void;
  /** Takes up the session of a core that crashed; the shell kept it in memory. */
  resume(clerk: ClerkView): void;
}

/** `onChange` runs after every change of who works here. */
export function createSession(deps: CaseworkDeps, onChange: (clerk: ClerkView | null) => void): Session {
  let current: ClerkView | null = null;

  function become(clerk: ClerkView, secret: string): ClerkView {
    deps.store.transaction((tx) => {
      if (!clerk.offline) rememberClerk(tx, clerk, secret, deps);
      appendAudit(
        tx,
        { actor: clerk.account, action: 'sign-in', caseId: null, facts: { offline: clerk.offline } },
        deps,
      );
    });
    current = clerk;
    onChange(current);
    return clerk;
  }

  return {
    current: () => current,
    async signIn(account, secret) {
      const answer = await deps.province.signIn({ account, secret });
      if (answer.ok) return { ok: true, value: become({ ...answer.value, offline: false }, secret) };
      const offline = verifyOffline(deps.store.read, account, secret, deps.clock);
      if (answer.failure.retry === 'automatic') {
        return offline.ok ? { ok: true, value: become(offline.value, secret) } : offline;
      }
      // The right secret refused by the province means the account was closed; a mistyped one must not cost the clerk the verifier.
      if (offline.ok) deps.store.transaction((tx) => forgetClerk(tx, account));
      return answer.failure.code === 'CLERK_REFUSED' ? fail('CLERK_REFUSED') : answer;
    },
    signOut() {
      const leaving = current;
      if (!leaving) return;
      try {
        deps.store.transaction((tx) =>
          appendAudit(tx, { actor: leaving.account, action: 'sign-out', caseId: null, facts: {} }, deps),
        );
      } catch (error) {
        // Leaving must be possible when the disk takes no line about it: an unwatched open window is worse.
        if (!(error instanceof FailureError)) throw error;
        deps.log.warn('store', 'sign-out not recorded', { code: error.failure.code });
      }
      current = null;
      onChange(null);
    },
    resume(clerk) {
      current = clerk;
      onChange(current);
    },
  };
}
