import { describe, expect, it } from 'vitest';
import { code, freshStore, temporaryDir, value, withFile } from '../store/profile';
import { aCard, aSession, SECRET } from './a-session';

const DAYS = 24 * 3_600_000;

/** The failure on show at the reader; null: none. */
const shown = ({ session }: ReturnType<typeof aSession>) => session.card.view()?.failure?.code ?? null;

/** Announced, as a clerk would who signs in here for the first time. */
function lay({ session }: ReturnType<typeof aSession>, card: ReturnType<typeof aCard>): Promise<void> {
  session.card.awaitCard();
  return session.card.take(card);
}

describe('a clerk’s card on the reader of a window where nobody is at work', () => {
  it('signs them in, on record as the way it was', async () => {
    const at = aSession();
    await lay(at, aCard('01'));
    expect(at.session.current()).toMatchObject({ account: '01', role: 'clerk', offline: false });
    expect(at.session.card.view()).toBeNull();
    expect(at.trail().map(({ actor, action, facts }) => [actor, action, facts])).toEqual([
      ['01', 'sign-in', { by: 'card', offline: false }],
    ]);
  });

  it('keeps its number nowhere, and a digest that another store would not make', async () => {
    const dir = temporaryDir();
    const [at, other] = [aSession(freshStore(dir)), aSession()];
    for (const each of [at, other]) await lay(each, aCard('01'));
    const digests = [at, other].map(({ store }) =>
      store.read.get<{ card: string }>('SELECT card FROM clerk_card'),
    );
    expect(digests[0]?.card).toMatch(/^[0-9a-f]{64}$/);
    expect(digests[0]?.card).not.toBe(digests[1]?.card);
    at.store.close();
    const tables = withFile(dir, (file) =>
      file
        .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
        .flatMap(({ name }) => file.all(`SELECT * FROM "${name}"`)),
    );
    expect(JSON.stringify(tables)).not.toMatch(/3701021980010100|370\*/);
  });

  it('that the province wants confirmed, or whose clerk may do more than work at a window, names them and waits for the secret', async () => {
    for (const account of ['01', '90', '95']) {
      const at = aSession();
      at.province.confirm.add('01');
      await lay(at, aCard(account));
      expect(at.session.current()).toBeNull();
      expect(at.session.card.view()).toEqual({
        awaited: false,
        busy: false,
        confirm: { account, name: `工作人员${account}` },
        failure: null,
      });
      expect(at.actions()).toEqual([]);
      value(await at.session.signIn(account, SECRET));
      expect(at.session.card.view()).toBeNull();
    }
  });

  it('is waited for a minute, not longer', async () => {
    const at = aSession();
    await lay(at, aCard('90'));
    at.clock.pass(60_000);
    expect(at.session.card.view()).toBeNull();
  });

  it('is looked at only while nobody is at work', async () => {
    const at = aSession();
    value(await at.session.signIn('95', SECRET));
    await lay(at, aCard('01'));
    expect(at.session.current()?.account).toBe('95');
    expect(at.province.asked).toEqual([]);
  });
});

describe('a card that nobody has announced', () => {
  it('and that never signed in here is not asked about, and nothing is written', async () => {
    const at = aSession();
    await at.session.card.take(aCard('01'));
    expect(shown(at)).toBe('CLERK_CARD_FIRST');
    expect([at.province.asked, at.trail()]).toEqual([[], []]);
  });

  it('signs in where it has signed in before', async () => {
    const at = aSession();
    await lay(at, aCard('01'));
    at.session.signOut();
    await at.session.card.take(aCard('01'));
    expect(at.session.current()?.account).toBe('01');
  });

  it('is one again a minute after it was announced', async () => {
    const at = aSession();
    at.session.card.awaitCard();
    expect(at.session.card.view()?.awaited).toBe(true);
    at.clock.pass(60_000);
    await at.session.card.take(aCard('01'));
    expect(shown(at)).toBe('CLERK_CARD_FIRST');
  });
});

describe('a card that is no clerk’s', () => {
  it('signs nobody in, is slowed down like a wrong secret, and goes on record without a number', async () => {
    const at = aSession();
    for (let times = 0; times < 3; times += 1) {
      await lay(at, aCard('77'));
      expect(shown(at)).toBe('CLERK_CARD_UNKNOWN');
    }
    await lay(at, aCard('77'));
    expect(shown(at)).toBe('CLERK_SLOWED');
    expect(at.province.asked).toHaveLength(3);
    const refused = at.trail().filter(({ action }) => action === 'sign-in-refused');
    expect(refused.map(({ actor, facts }) => [actor, facts])).toEqual(
      Array(3).fill(['station', { by: 'card', code: 'CLERK_CARD_UNKNOWN', known: false }]),
    );
    await lay(at, aCard('01'));
    expect(at.session.current()?.account).toBe('01');
  });

  it('of the right number and another name signs nobody in', async () => {
    const at = aSession();
    await lay(at, { ...aCard('01'), name: '另一个人' });
    expect(shown(at)).toBe('CLERK_CARD_UNKNOWN');
  });

  it('laid on a locked window is nobody’s business: the province is not asked, nothing is shown or written', async () => {
    const at = aSession();
    value(await at.session.signIn('01', SECRET));
    at.session.lock('asked');
    const before = at.trail();
    await lay(at, aCard('77'));
    expect(at.session.card.view()).toBeNull();
    expect(at.province.asked).toEqual([]);
    expect(at.trail()).toEqual(before);
  });
});

describe('a locked window', () => {
  it('opens to the card that has signed in here before, and changes hands to another clerk’s', async () => {
    const at = aSession();
    await lay(at, aCard('02'));
    at.session.signOut();
    await lay(at, aCard('01'));
    at.session.lock('asked');
    await lay(at, aCard('01'));
    expect(at.session.current()?.account).toBe('01');
    at.session.lock('asked');
    await lay(at, aCard('02'));
    expect(at.session.current()?.account).toBe('02');
    expect(
      at
        .trail()
        .slice(-5)
        .map(({ actor, action, facts }) => [actor, action, facts.by]),
    ).toEqual([
      ['01', 'window-locked', undefined],
      ['01', 'window-unlocked', 'card'],
      ['01', 'window-locked', undefined],
      ['01', 'sign-out', undefined],
      ['02', 'sign-in', 'card'],
    ]);
  });
});

describe('a card while the province is away', () => {
  it('signs in within the limits of a secret: known here, for seven days, twenty times, shared with the secret', async () => {
    const at = aSession();
    at.province.up = false;
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_OFFLINE_UNKNOWN');
    at.province.up = true;
    value(await at.session.signIn('01', SECRET));
    at.session.signOut();
    await lay(at, aCard('01'));
    at.province.up = false;
    for (let times = 0; times < 10; times += 1) {
      at.session.signOut();
      await lay(at, aCard('01'));
      expect(at.session.current()).toMatchObject({ account: '01', offline: true });
    }
    for (let times = 0; times < 10; times += 1) value(await at.session.signIn('01', SECRET));
    at.session.signOut();
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_OFFLINE_SPENT');
    expect(code(await at.session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_SPENT');
    at.province.up = true;
    await lay(at, aCard('01'));
    at.session.signOut();
    at.province.up = false;
    at.clock.pass(7 * DAYS + 1);
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('asks a supervisor for the secret as ever', async () => {
    const at = aSession();
    await lay(at, aCard('90'));
    value(await at.session.signIn('90', SECRET));
    at.session.signOut();
    at.province.up = false;
    await lay(at, aCard('90'));
    expect(at.session.current()).toBeNull();
    expect(at.session.card.view()?.confirm?.account).toBe('90');
    expect(value(await at.session.signIn('90', SECRET)).offline).toBe(true);
  });
});

describe('a card whose clerk has left', () => {
  it('is refused, and neither it nor the secret works offline afterwards', async () => {
    const at = aSession();
    value(await at.session.signIn('01', SECRET));
    at.session.signOut();
    await lay(at, aCard('01'));
    at.session.signOut();
    at.province.closed.add('01');
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_CLOSED');
    at.province.up = false;
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_OFFLINE_UNKNOWN');
    expect(code(await at.session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('takes the kept secret along, however long ago the card signed in', async () => {
    const at = aSession();
    await lay(at, aCard('01'));
    at.session.signOut();
    at.clock.pass(8 * DAYS);
    value(await at.session.signIn('01', SECRET));
    at.session.signOut();
    at.province.closed.add('01');
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_CLOSED');
    expect(at.trail().at(-1)).toMatchObject({ actor: '01', facts: { code: 'CLERK_CLOSED', known: true } });
    at.province.up = false;
    expect(code(await at.session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('loses its rights at the next contact, though they never gave a secret here', async () => {
    const at = aSession();
    await lay(at, aCard('01'));
    at.province.closed.add('01');
    await at.session.checkStanding();
    expect(at.session.holder()).toBeNull();
    at.province.up = false;
    await lay(at, aCard('01'));
    expect(shown(at)).toBe('CLERK_OFFLINE_UNKNOWN');
  });
});
