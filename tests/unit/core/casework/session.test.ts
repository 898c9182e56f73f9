import { describe, expect, it } from 'vitest';
import { code, freshStore, temporaryDir, value } from '../store/profile';
import { aSession, SECRET } from './a-session';

const WRONG = 'not it';

describe('failed attempts', () => {
  it('slow down: three are free, then each doubles the wait, and the right secret clears it', async () => {
    const { session, clock } = aSession();
    for (let times = 0; times < 3; times += 1)
      expect(code(await session.signIn('01', WRONG))).toBe('CLERK_REFUSED');
    const slowed = await session.signIn('01', SECRET);
    expect(slowed.ok ? null : slowed.failure).toMatchObject({
      code: 'CLERK_SLOWED',
      details: { seconds: 5 },
    });
    clock.pass(5_000);
    expect(code(await session.signIn('01', WRONG))).toBe('CLERK_REFUSED');
    clock.pass(9_999);
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
    clock.pass(1);
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
    expect(code(await session.signIn('01', WRONG))).toBe('CLERK_REFUSED');
  });

  it('are not forgotten by a restart, and count for one account only', async () => {
    const dir = temporaryDir();
    const first = aSession(freshStore(dir));
    for (let times = 0; times < 3; times += 1) await first.session.signIn('01', WRONG);
    first.store.close();
    const again = aSession(freshStore(dir));
    expect(code(await again.session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
    expect(code(await again.session.signIn('02', SECRET))).toBe('ok');
  });

  it('do not count while nobody could say whether the secret was right', async () => {
    const { session, province } = aSession();
    province.up = false;
    for (let times = 0; times < 9; times += 1)
      expect(code(await session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
    province.up = true;
    expect(code(await session.signIn('01', SECRET))).toBe('ok');
  });

  it('go on record without the secret, and without an account nobody knows: it may be one', async () => {
    const { session, trail } = aSession();
    value(await session.signIn('01', SECRET));
    await session.signIn('01', WRONG);
    await session.signIn('my secret in the wrong place', WRONG);
    const refused = trail().filter((line) => line.action === 'sign-in-refused');
    expect(refused.map(({ actor, facts }) => [actor, facts])).toEqual([
      ['01', { code: 'CLERK_REFUSED', known: true }],
      ['station', { code: 'CLERK_REFUSED', known: false }],
    ]);
    expect(JSON.stringify(trail())).not.toContain('wrong place');
    expect(JSON.stringify(trail())).not.toContain(SECRET);
  });
});

describe('signing in offline', () => {
  it('works twenty times; then the province has to confirm once', async () => {
    const { session, province } = aSession();
    value(await session.signIn('01', SECRET));
    province.up = false;
    for (let times = 0; times < 20; times += 1) expect(code(await session.signIn('01', SECRET))).toBe('ok');
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_SPENT');
    province.up = true;
    value(await session.signIn('01', SECRET));
    province.up = false;
    expect(value(await session.signIn('01', SECRET)).offline).toBe(true);
  });

  it('slows guessing down too', async () => {
    const { session, province } = aSession();
    value(await session.signIn('01', SECRET));
    province.up = false;
    for (let times = 0; times < 3; times += 1) await session.signIn('01', WRONG);
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_SLOWED');
  });
});

describe('a locked window', () => {
  it('shows nobody at work, keeps the clerk for the open case, and opens with the secret', async () => {
    const { session, actions } = aSession();
    value(await session.signIn('01', SECRET));
    session.lock('asked');
    expect(session.current()).toBeNull();
    expect(session.holder()?.account).toBe('01');
    expect(session.lockView()).toEqual({ account: '01', name: '工作人员01', why: 'asked', pin: false });
    expect(code(session.allow('case.submit'))).toBe('CLERK_SIGNED_OUT');
    value(await session.signIn('01', SECRET));
    expect(session.current()?.account).toBe('01');
    expect(actions()).toEqual(['sign-in', 'window-locked', 'window-unlocked']);
  });

  it('locks itself after the time set, counted from the last thing somebody did', async () => {
    const { session, clock, settings, trail } = aSession();
    value(await session.signIn('01', SECRET));
    clock.pass(settings.idleLockMs - 1);
    session.active();
    clock.pass(settings.idleLockMs - 1);
    expect(session.current()).not.toBeNull();
    clock.pass(1);
    expect(session.current()).toBeNull();
    expect(trail().at(-1)).toMatchObject({ action: 'window-locked', facts: { why: 'idle' } });
    session.active();
    expect(session.current()).toBeNull();
    expect(clock.waiting()).toBe(0);
  });

  it('opens with the PIN of this session; wrong three times, only a full sign-in helps', async () => {
    const { session } = aSession();
    value(await session.signIn('01', SECRET));
    value(session.setPin('482913'));
    session.lock('idle');
    expect(session.lockView()?.pin).toBe(true);
    expect(code(session.unlock('482914'))).toBe('CLERK_PIN_REFUSED');
    expect(code(session.unlock('482913'))).toBe('ok');
    session.lock('idle');
    for (const wrong of ['000000', '111111', '222222'])
      expect(code(session.unlock(wrong))).toBe('CLERK_PIN_REFUSED');
    expect(session.lockView()?.pin).toBe(false);
    expect(code(session.unlock('482913'))).toBe('CLERK_PIN_REFUSED');
    value(await session.signIn('01', SECRET));
    session.lock('asked');
    expect(session.lockView()?.pin).toBe(false);
  });

  it('does not take the PIN of one clerk for another, nor after signing out', async () => {
    const { session, actions } = aSession();
    value(await session.signIn('01', SECRET));
    value(session.setPin('482913'));
    session.lock('asked');
    value(await session.signIn('02', SECRET));
    expect(actions().slice(-2)).toEqual(['sign-out', 'sign-in']);
    session.lock('asked');
    expect(code(session.unlock('482913'))).toBe('CLERK_SIGNED_OUT');
    session.signOut();
    expect(code(session.unlock('482913'))).toBe('CLERK_SIGNED_OUT');
  });
});

describe('an account that was closed', () => {
  it('is refused, and its verifier goes', async () => {
    const { session, province } = aSession();
    value(await session.signIn('01', SECRET));
    session.signOut();
    province.closed.add('01');
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_CLOSED');
    province.up = false;
    expect(code(await session.signIn('01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('loses its rights at the next contact, an open session included', async () => {
    const { session, province, trail } = aSession();
    value(await session.signIn('02', SECRET));
    value(await session.signIn('01', SECRET));
    province.closed.add('01').add('02');
    await session.checkStanding();
    expect(session.holder()).toBeNull();
    expect(trail().filter((line) => line.action === 'account-closed')).toHaveLength(2);
    province.up = false;
    expect(code(await session.signIn('02', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('is told apart from one the province cannot speak of, and a changed role takes effect', async () => {
    const { session, province } = aSession();
    value(await session.signIn('90', SECRET));
    province.up = false;
    await session.checkStanding();
    expect(session.current()?.account).toBe('90');
    province.up = true;
    province.roles['90'] = 'clerk';
    await session.checkStanding();
    expect(code(session.allow('audit.list'))).toBe('CLERK_NOT_ALLOWED');
  });
});
