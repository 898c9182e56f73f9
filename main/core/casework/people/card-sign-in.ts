import type { CardSignInView, ClerkView } from '../../../contract/calls';
import { type Failure, FailureError, fail, failure, type Result } from '../../../contract/failures/failure';
import type { CardCredential } from '../../../contract/flow/credential';
import { appendAudit, auditDigest, knownDigest } from '../../audit';
import {
  type Attempts,
  accountOfCard,
  type CardClerk,
  cardOffline,
  clearAttempts,
  forgetCard,
  forgetClerk,
  needsSecret,
  rememberCard,
} from '../../clerk';
import type { CaseworkDeps } from '../deps';
import { isWordAboutClerk, orWhy } from './sign-in';

/** The card stays on the reader; the clerk types at once or has turned away. */
const CONFIRM_LIFE_MS = 60_000;

/** From the clerk's word that a card comes, to the card. */
const AWAIT_MS = 60_000;

/** Signing in by the card on the reader, while nobody is at work at the window. */
export interface CardSignIn {
  /**
   * A card was laid. Asked about are only cards that have signed in here before, and the one a clerk has announced: whose
   * card an applicant's is, laid too early, is nobody's business. What comes of it stands in `view`: CLERK_CARD_UNKNOWN, CLERK_CARD_FIRST, CLERK_SLOWED, CLERK_CLOSED,
   * CLERK_OFFLINE_*, or why the province could not say.
   */
  take(card: CardCredential): Promise<void>;
  /** A clerk says that the next card is the own one. Not at a window that another one has locked. */
  awaitCard(): void;
  /** Something was laid that is no card to sign in with. */
  unreadable(why: Failure): void;
  /** Null: nothing was laid. */
  view(): CardSignInView | null;
  forget(): void;
}

interface Ports {
  /** Nobody is at work here: signed out, or locked. */
  isFree: () => boolean;
  isLocked: () => boolean;
  signIn: (clerk: ClerkView) => void;
}

export function createCardSignIn(deps: CaseworkDeps, attempts: Attempts, ports: Ports): CardSignIn {
  const { store, clock, province } = deps;
  let shown: CardSignInView | null = null;
  let cancel: () => void = () => undefined;

  function show(next: Partial<CardSignInView> | null): void {
    cancel();
    shown = next && { awaited: false, busy: false, confirm: null, failure: null, ...next };
    if (next?.confirm) cancel = clock.after(CONFIRM_LIFE_MS, () => show(null));
    if (next?.awaited) cancel = clock.after(AWAIT_MS, () => show(null));
    deps.emit('cardSignIn', shown);
  }

  function forget(): void {
    if (shown !== null) show(null);
  }

  /** The province's word; where none is to be had, what is kept of the last one. */
  async function ask({ number, name }: CardCredential, digest: string): Promise<Result<CardClerk>> {
    const answer = await province.ask('signInByCard', { body: { card: { number, name } } });
    if (answer.ok) {
      const { confirm: asked, ...who } = answer.value;
      const clerk: ClerkView = { ...who, offline: false };
      const known = { clerk, confirm: needsSecret(clerk, asked) };
      store.transaction((tx) => rememberCard(tx, digest, known, deps));
      return { ok: true, value: known };
    }
    const { code } = answer.failure;
    if (!isWordAboutClerk(code)) {
      const kept = cardOffline(store.read, digest, clock);
      if (!kept.ok) return orWhy(kept, answer.failure);
      const { clerk, confirm } = kept.value;
      return { ok: true, value: { clerk: { ...clerk, offlineFor: code }, confirm } };
    }
    const account = accountOfCard(store.read, digest);
    store.transaction((tx) => {
      forgetCard(tx, digest);
      if (code === 'CLERK_CLOSED' && account !== null) forgetClerk(tx, account);
    });
    return code === 'CLERK_REFUSED' ? fail('CLERK_CARD_UNKNOWN') : answer;
  }

  /** Counted like a secret, by the card: every failure goes on record, without a number. */
  async function check(card: CardCredential): Promise<Result<CardClerk>> {
    const digest = store.transaction((tx) => auditDigest(tx, 'card', card.number, deps));
    const attempt = `card:${digest}`;
    const wait = store.transaction((tx) => attempts.wait(tx, attempt));
    if (wait > 0) return fail('CLERK_SLOWED', { seconds: Math.ceil(wait / 1000) });
    store.transaction((tx) => attempts.count(tx, attempt));
    const account = accountOfCard(store.read, digest);
    const answer = await ask(card, digest);
    const decided = !answer.ok && ['CLERK_CARD_UNKNOWN', 'CLERK_CLOSED'].includes(answer.failure.code);
    store.transaction((tx) => {
      if (answer.ok) return clearAttempts(tx, attempt);
      if (!decided) attempts.uncount(tx, attempt);
      const facts = { by: 'card', code: answer.failure.code, known: account !== null };
      appendAudit(tx, { actor: account ?? 'station', action: 'sign-in-refused', caseId: null, facts }, deps);
    });
    return answer;
  }

  return {
    view: () => shown,
    forget,
    unreadable(why) {
      if (ports.isFree() && !ports.isLocked()) show({ failure: why });
    },
    awaitCard() {
      if (ports.isFree() && !ports.isLocked() && !shown?.busy) show({ awaited: true });
    },
    async take(card) {
      if (!ports.isFree() || shown?.busy) return;
      const digest = knownDigest(store.read, 'card', card.number);
      const known = digest !== null && accountOfCard(store.read, digest) !== null;
      if (!known && ports.isLocked()) return;
      if (!known && !shown?.awaited) return show({ failure: failure('CLERK_CARD_FIRST') });
      show({ busy: true });
      try {
        const checked = await check(card);
        // Somebody has signed in by another way meanwhile.
        if (!ports.isFree()) return forget();
        if (!checked.ok) return show({ failure: checked.failure });
        const { clerk, confirm } = checked.value;
        if (confirm) return show({ confirm: { account: clerk.account, name: clerk.name } });
        forget();
        ports.signIn(clerk);
      } catch (error) {
        show({ failure: error instanceof FailureError ? error.failure : failure('CORE_FAULT') });
        if (!(error instanceof FailureError)) throw error;
      }
    },
  };
}
