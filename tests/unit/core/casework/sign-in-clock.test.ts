/** Waiting after failed sign-ins, by a clock that somebody sets. */
import { describe, expect, it } from 'vitest';
import { code, freshStore, temporaryDir } from '../store/profile';
import { aSession, handClock, SECRET } from './a-session';

const YEAR_MS = 365 * 86_400_000;
/** After four failures. */
const WAIT_MS = 10_000;

async function failFour(at = aSession()) {
  for (let times = 0; times < 3; times += 1) await at.session.signIn('01', 'not it');
  at.clock.pass(5_000);
  expect(code(await at.session.signIn('01', 'not it'))).toBe('CLERK_REFUSED');
  return at;
}

describe('after four failures', () => {
  it('and a clock set back by a year, the right secret works one wait later', async () => {
    const { session, clock } = await failFour();
    clock.set(-YEAR_MS);
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
    clock.pass(WAIT_MS);
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
  });

  it('and a clock set back while the core was down, it waits once more, and only once', async () => {
    const dir = temporaryDir();
    const first = await failFour(aSession(freshStore(dir)));
    first.store.close();
    const clock = handClock();
    clock.set(-YEAR_MS);
    const { session } = aSession(freshStore(dir), clock);
    const slowed = await session.signIn('01', SECRET);
    expect(slowed.ok ? null : slowed.failure).toMatchObject({
      code: 'CLERK_SLOWED',
      details: { seconds: WAIT_MS / 1000 },
    });
    clock.pass(WAIT_MS - 1);
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
    clock.pass(1);
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
  });

  it.each([
    ['an hour', 3_600_000],
    ['a year', YEAR_MS],
  ])('a clock that the network sets forward by %s ends no wait, and forgets no failure', async (_by, ms) => {
    const { session, clock } = await failFour();
    clock.set(ms);
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_SLOWED');
    clock.pass(WAIT_MS - 1);
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_SLOWED');
    clock.pass(1);
    expect(code(await session.signIn('01', 'not it'))).toBe('CLERK_REFUSED');
    clock.pass(2 * WAIT_MS - 1);
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
  });

  it('a clock that goes back and forth adds nothing up', async () => {
    const { session, clock } = await failFour();
    for (const ms of [-YEAR_MS, YEAR_MS, -3_600_000, 7_200_000]) {
      clock.set(ms);
      expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
    }
    clock.pass(WAIT_MS);
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
  });
});

it('an attempt that nobody could decide takes none of the counted failures away', async () => {
  const { session, province, clock } = aSession();
  await session.signIn('01', 'not it');
  province.up = false;
  await session.signIn('01', SECRET);
  province.up = true;
  for (let times = 0; times < 2; times += 1) await session.signIn('01', 'not it');
  expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
  clock.pass(5_000);
  expect(code(await session.signIn('01', SECRET))).toBe('ok');
});
