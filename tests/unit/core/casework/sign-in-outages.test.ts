/** What is no word about a clerk costs no clerk the way in: answers of others, and trouble of the workstation itself. */
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../main/contract/failures/codes';
import { code, value } from '../store/profile';
import { aCard, aSession, SECRET } from './a-session';

/** Not the province's word about who signs in, whoever said it. */
const NO_WORD = [
  // From something in between, or of another operation.
  'PROVINCE_REFUSED',
  'PROVINCE_ANSWER_INVALID',
  'PROVINCE_RECORD_UNKNOWN',
  'PROVINCE_NOT_OFFERED',
  // Of the workstation: its address, its certificate, its clock.
  'PROVINCE_INSECURE',
  'PROVINCE_NOT_ENROLLED',
  'PROVINCE_CREDENTIAL_EXPIRED',
  'PROVINCE_CLIENT_REFUSED',
  'PROVINCE_CLOCK_SKEW',
] as const satisfies readonly FailureCode[];

/** Signed in once by secret and by card, and out again. */
async function knownHere() {
  const at = aSession();
  at.session.card.awaitCard();
  await at.session.card.take(aCard('01'));
  value(await at.session.signIn('01', SECRET));
  at.session.signOut();
  return at;
}

describe('what is no word of the province about the clerk', () => {
  it('is signed in past by secret and by card, each time with why, and leaves both for the next outage', async () => {
    const { session, province, trail } = await knownHere();
    for (const trouble of NO_WORD) {
      province.trouble = trouble;
      expect(value(await session.signIn('01', SECRET))).toMatchObject({ offline: true, offlineFor: trouble });
      expect(trail().at(-1)).toMatchObject({ action: 'sign-in', facts: { offline: true, code: trouble } });
      session.signOut();
      await session.card.take(aCard('01'));
      expect(session.current()).toMatchObject({ account: '01', offline: true, offlineFor: trouble });
      session.signOut();
    }
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_REFUSED');
    province.trouble = null;
    province.up = false;
    expect(value(await session.signIn('01', SECRET)).offline).toBe(true);
  });

  it('is what a clerk is told for whom nothing is kept, and counts against nobody', async () => {
    const { session, province } = await knownHere();
    for (const trouble of NO_WORD) {
      province.trouble = trouble;
      // What passes by itself is an outage; anything else somebody has to put right.
      const told = trouble === 'PROVINCE_ANSWER_INVALID' ? 'CLERK_OFFLINE_UNKNOWN' : trouble;
      expect(code(await session.signIn('02', SECRET))).toBe(told);
      session.card.awaitCard();
      await session.card.take(aCard('02'));
      expect(session.card.view()?.failure?.code).toBe(told);
    }
    province.trouble = null;
    expect(code(await session.signIn('02', SECRET))).toBe('ok');
  });
});

describe('whoever keeps the province away', () => {
  it('opens nothing to somebody without the secret, and nothing more than twenty times with it', async () => {
    const { session, province, store } = await knownHere();
    province.trouble = 'PROVINCE_REFUSED';
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_REFUSED');
    expect(store.read.all('SELECT offline_left FROM clerk_verifier')).toEqual([{ offline_left: 20 }]);
    store.transaction((tx) => tx.run('UPDATE clerk_verifier SET offline_left = 1'));
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
    session.signOut();
    expect(code(await session.signIn('01', SECRET))).toBe('PROVINCE_REFUSED');
  });

  it('does not carry an account that was closed past seven days, nor past the next word of the province', async () => {
    const { session, province, clock } = await knownHere();
    province.closed.add('01');
    province.trouble = 'PROVINCE_CLIENT_REFUSED';
    clock.pass(7 * 86_400_000);
    expect(value(await session.signIn('01', SECRET)).offline).toBe(true);
    session.signOut();
    clock.pass(1);
    expect(code(await session.signIn('01', SECRET))).toBe('PROVINCE_CLIENT_REFUSED');

    const other = await knownHere();
    other.province.closed.add('01');
    await other.session.checkStanding();
    other.province.trouble = 'PROVINCE_REFUSED';
    expect(code(await other.session.signIn('01', SECRET))).toBe('PROVINCE_REFUSED');
  });
});

describe('the province’s own word', () => {
  it('forgets a clerk whose right secret it refuses, even where the verifier was used up', async () => {
    const { session, province, store } = await knownHere();
    store.transaction((tx) => tx.run('UPDATE clerk_verifier SET offline_left = 0'));
    province.roles = {};
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_REFUSED');
    expect(store.read.all('SELECT account FROM clerk_verifier UNION SELECT account FROM clerk_card')).toEqual(
      [],
    );
  });

  it('forgets nobody over a mistyped secret', async () => {
    const { session, province } = await knownHere();
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_REFUSED');
    province.up = false;
    expect(value(await session.signIn('01', SECRET))).toMatchObject({
      offline: true,
      offlineFor: 'PROVINCE_UNREACHABLE',
    });
  });
});
