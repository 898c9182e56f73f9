import type { ClerkView, CoreCallName, LockView, SecondPersonAct } from '../../../contract/calls';
import { FailureError, fail, type Result } from '../../../contract/failures/failure';
import { type AuditAction, appendAudit } from '../../audit';
import {
  checkRight,
  clearAttempts,
  createAttempts,
  createPin,
  forgetClerk,
  mayBeSecond,
  type Pin,
  rememberClerk,
  spendOffline,
} from '../../clerk';
import type { CaseworkDeps } from '../deps';
import { type CardSignIn, createCardSignIn } from './card-sign-in';
import { createIdleWatch } from './idle-watch';
import { createSecondPerson } from './second-person';
import { createSignIn } from './sign-in';

export interface Session {
  /** Who works here now; null while nobody is signed in, or the window is locked. */
  current(): ClerkView | null;
  /** Who is signed in, locked or not: what is under way goes on in this name. */
  holder(): ClerkView | null;
  lockView(): LockView | null;
  signIn(account: string, secret: string): Promise<Result<ClerkView>>;
  /** By the card on the reader, while nobody is at work here. */
  card: Pick<CardSignIn, 'take' | 'awaitCard' | 'unreadable' | 'view'>;
  signOut(): void;
  /** Takes up the session of a core that crashed; the shell kept it in memory. `attended` false: no window, nothing to lock. */
  resume(clerk: ClerkView, how?: { attended: boolean }): void;
  lock(why: LockView['why']): void;
  /** CLERK_PIN_REFUSED; CLERK_SIGNED_OUT where only a full sign-in helps. */
  unlock(pin: string): Result<ClerkView>;
  setPin(pin: string): Result<null>;
  /** Somebody did something at the window. */
  active(): void;
  /** Refusals go on record. CLERK_SIGNED_OUT, CLERK_NOT_ALLOWED. */
  allow(name: CoreCallName, input?: unknown): Result<null>;
  /** The second person signs in for one act. CLERK_SECOND_REFUSED, or why signing in failed. */
  approve(act: SecondPersonAct, account: string, secret: string): Promise<Result<{ name: string }>>;
  /** Uses the approval up where the act needs one here. CLERK_SECOND_NEEDED. */
  withSecond(act: SecondPersonAct): Result<null>;
  /** Asks the province whether the accounts known here still stand; those that do not lose their rights. */
  checkStanding(): Promise<void>;
  stop(): void;
}

/** `onChange` runs after every change of who works here. `openCaseId`: which case an approval is on record for. */
export function createSession(
  deps: CaseworkDeps,
  onChange: (clerk: ClerkView | null) => void,
  openCaseId: () => string | null = () => null,
): Session {
  let holder: ClerkView | null = null;
  let locked: LockView['why'] | null = null;
  let pin: Pin | null = null;
  const current = () => (locked === null ? holder : null);
  const attempts = createAttempts(deps.clock);
  const door = createSignIn(deps, attempts);
  const second = createSecondPerson(deps);
  const card = createCardSignIn(deps, attempts, {
    isFree: () => current() === null,
    isLocked: () => locked !== null,
    signIn: (clerk) => void become(clerk, null),
  });
  const idle = createIdleWatch(deps, () => lock('idle'));

  function record(
    actor: string,
    action: AuditAction,
    facts: Record<string, string | number | boolean> = {},
    caseId: string | null = null,
  ): void {
    deps.store.transaction((tx) => appendAudit(tx, { actor, action, caseId, facts }, deps));
  }

  /** For what must be possible when the disk takes no line about it: an unwatched open window is worse. */
  function recordIfPossible(actor: string, action: AuditAction, facts: Record<string, string> = {}): void {
    try {
      record(actor, action, facts);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      deps.log.warn('store', 'leaving not recorded', { code: error.failure.code });
    }
  }

  function changed(): void {
    second.forget();
    card.forget();
    if (current() === null || holder?.role === 'kiosk') idle.rest();
    else idle.active();
    onChange(current());
    deps.emit('lock', lockView());
  }

  function lockView(): LockView | null {
    if (!holder || locked === null) return null;
    return { account: holder.account, name: holder.name, why: locked, pin: pin?.isOpen() ?? false };
  }

  /** `secret`: null where a card alone was enough. */
  function become(clerk: ClerkView, secret: string | null): ClerkView {
    const returning = locked !== null && holder?.account === clerk.account;
    deps.store.transaction((tx) => {
      clearAttempts(tx, clerk.account);
      if (clerk.offline) spendOffline(tx, clerk.account);
      else if (secret !== null) rememberClerk(tx, clerk, secret, deps);
      if (holder && !returning)
        appendAudit(tx, { actor: holder.account, action: 'sign-out', caseId: null, facts: {} }, deps);
      const action = returning ? 'window-unlocked' : 'sign-in';
      const by = secret === null ? 'card' : 'secret';
      const { offline, offlineFor } = clerk;
      const facts = {
        ...(returning || secret === null ? { by, offline } : { offline }),
        ...(offlineFor && { code: offlineFor }),
      };
      appendAudit(tx, { actor: clerk.account, action, caseId: null, facts }, deps);
    });
    // A full sign-in makes the PIN of the same session good again; another clerk's ends with its session.
    if (!returning || !pin?.isOpen()) pin = null;
    holder = clerk;
    locked = null;
    changed();
    return clerk;
  }

  function leave(): void {
    holder = null;
    locked = null;
    pin = null;
    changed();
  }

  function lock(why: LockView['why']): void {
    if (!holder || locked !== null) return;
    recordIfPossible(holder.account, 'window-locked', { why });
    locked = why;
    changed();
  }

  async function standingOf(account: string): Promise<void> {
    const answer = await deps.province.ask('readClerk', { params: { account } });
    // Not asked, not answered, not known to this province: no reason to lock anybody out.
    if (!answer.ok || answer.value.account !== account) return;
    const { open, role } = answer.value;
    if (open) {
      if (holder?.account !== account || holder.role === role) return;
      holder = { ...holder, role };
      changed();
      return;
    }
    deps.store.transaction((tx) => {
      forgetClerk(tx, account);
      appendAudit(tx, { actor: 'station', action: 'account-closed', caseId: null, facts: { account } }, deps);
    });
    if (holder?.account === account) leave();
  }

  return {
    current,
    card,
    holder: () => holder,
    lockView,
    async signIn(account, secret) {
      const clerk = await door.check(account, secret);
      if (clerk.ok) return { ok: true, value: become(clerk.value, secret) };
      if (clerk.failure.code === 'CLERK_CLOSED' && holder?.account === account) leave();
      return clerk;
    },
    signOut() {
      if (!holder) return;
      recordIfPossible(holder.account, 'sign-out');
      leave();
    },
    resume(clerk, { attended } = { attended: true }) {
      holder = clerk;
      locked = null;
      changed();
      if (!attended) idle.rest();
    },
    lock,
    unlock(typed) {
      if (!holder || locked === null || !pin) return fail('CLERK_SIGNED_OUT');
      const outcome = pin.try(typed);
      if (outcome === 'right') {
        record(holder.account, 'window-unlocked', { by: 'pin' });
        locked = null;
        changed();
        return { ok: true, value: holder };
      }
      record(holder.account, 'sign-in-refused', { by: 'pin', shut: outcome === 'shut' });
      deps.emit('lock', lockView());
      return fail('CLERK_PIN_REFUSED', { shut: outcome === 'shut' });
    },
    setPin(chosen) {
      if (!holder) return fail('CLERK_SIGNED_OUT');
      pin = createPin(chosen, deps.ids);
      record(holder.account, 'pin-set');
      return { ok: true, value: null };
    },
    active() {
      if (current()) idle.noticed();
    },
    allow(name, input) {
      const right = checkRight(current(), name, input);
      if (!right.ok && right.failure.code === 'CLERK_NOT_ALLOWED' && holder)
        record(holder.account, 'rights-refused', { call: name, role: holder.role });
      return right;
    },
    async approve(act, account, secret) {
      const first = current();
      if (!first) return fail('CLERK_SIGNED_OUT');
      const answer = await door.check(account, secret);
      if (!answer.ok) return answer;
      deps.store.transaction((tx) => clearAttempts(tx, account));
      // Whoever asked may have left while the province was thinking.
      if (current()?.account !== first.account) return fail('CLERK_SIGNED_OUT');
      if (!mayBeSecond(first, answer.value)) {
        record(first.account, 'second-person-refused', { act, second: account }, openCaseId());
        return fail('CLERK_SECOND_REFUSED');
      }
      second.grant(act, answer.value);
      return { ok: true, value: { name: answer.value.name } };
    },
    withSecond(act) {
      const first = current();
      if (!first) return fail('CLERK_SIGNED_OUT');
      const used = second.use(act);
      if (!used.ok) return used;
      if (used.value !== null) {
        const { account, offline, offlineFor } = used.value;
        const unconfirmed = { ...(offline && { offline }), ...(offlineFor && { code: offlineFor }) };
        record(first.account, 'second-person', { act, second: account, ...unconfirmed }, openCaseId());
      }
      return { ok: true, value: null };
    },
    async checkStanding() {
      for (const account of door.accounts(holder)) await standingOf(account);
    },
    stop() {
      idle.rest();
      card.forget();
    },
  };
}
