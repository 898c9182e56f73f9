import { describe, expect, it } from 'vitest';
import { CALLS, type CoreCallName, mayCall, RIGHTS } from '../../../../main/contract/calls';
import { code, value } from '../store/profile';
import { aSession, SECRET } from './a-session';

const CORE_CALLS = Object.entries(CALLS).flatMap(([group, calls]) =>
  Object.entries(calls).flatMap(([call, { host }]) => (host === 'core' ? [`${group}.${call}`] : [])),
);

describe('the table of rights', () => {
  it('has every call of the core, and no other', () => {
    expect(Object.keys(RIGHTS).sort()).toEqual(CORE_CALLS.sort());
  });

  it('lets nobody at a case, a receipt, a setting or the record without signing in', () => {
    const open = (CORE_CALLS as CoreCallName[]).filter((name) => mayCall(null, name));
    // What the hall publishes is for everybody (R44).
    expect(open.filter((name) => !/^(station|clerk)\./.test(name))).toEqual(['rules.published']);
  });

  it('keeps applicants’ data from IT, the record and the settings from clerks, and both from a kiosk', () => {
    const all = CORE_CALLS as CoreCallName[];
    expect(all.filter((name) => /^(case|receipt|queue|confirm)\./.test(name) && mayCall('it', name))).toEqual(
      [],
    );
    for (const name of ['settings.save', 'audit.list', 'audit.export'] as const) {
      expect(mayCall('clerk', name)).toBe(false);
      expect(mayCall('supervisor', name)).toBe(true);
    }
    for (const name of ['case.enterCode', 'case.acceptPaper', 'receipt.list', 'settings.read'] as const)
      expect(mayCall('kiosk', name)).toBe(false);
  });

  it('is enforced, and a refusal goes on record', async () => {
    const { session, trail } = aSession();
    value(await session.signIn('01', SECRET));
    expect(code(session.allow('settings.save'))).toBe('CLERK_NOT_ALLOWED');
    expect(trail().at(-1)).toMatchObject({
      actor: '01',
      action: 'rights-refused',
      facts: { call: 'settings.save', role: 'clerk' },
    });
    expect(code(session.allow('case.submit'))).toBe('ok');
  });
});

describe('a second person', () => {
  it('is needed for the acts the hall has named, once for each, and goes on record', async () => {
    const { session, trail } = aSession();
    value(await session.signIn('01', SECRET));
    expect(code(session.withSecond('paper'))).toBe('ok');
    expect(code(session.withSecond('manual-identity'))).toBe('CLERK_SECOND_NEEDED');
    expect(value(await session.approve('manual-identity', '90', SECRET))).toEqual({ name: '工作人员90' });
    expect(session.current()?.account).toBe('01');
    expect(code(session.withSecond('manual-identity'))).toBe('ok');
    expect(trail().at(-1)).toMatchObject({
      actor: '01',
      action: 'second-person',
      facts: { act: 'manual-identity', second: '90' },
    });
    expect(code(session.withSecond('manual-identity'))).toBe('CLERK_SECOND_NEEDED');
  });

  it('whom the province did not vouch for is on record as that, with why', async () => {
    const { session, province, trail } = aSession();
    value(await session.signIn('90', SECRET));
    session.signOut();
    value(await session.signIn('01', SECRET));
    province.up = false;
    value(await session.approve('export', '90', SECRET));
    expect(code(session.withSecond('export'))).toBe('ok');
    expect(trail().at(-1)).toMatchObject({
      action: 'second-person',
      facts: { act: 'export', second: '90', offline: true, code: 'PROVINCE_UNREACHABLE' },
    });
  });

  it.each([
    ['the same one', '01', '01', 'CLERK_SECOND_REFUSED'],
    ['two clerks', '01', '02', 'CLERK_SECOND_REFUSED'],
    ['a supervisor alone', '90', '90', 'CLERK_SECOND_REFUSED'],
    ['a supervisor and a clerk', '90', '01', 'ok'],
    ['two supervisors', '90', '91', 'ok'],
    ['IT and a supervisor', '95', '91', 'ok'],
  ])('%s', async (_who, first, second, expected) => {
    const { session } = aSession();
    value(await session.signIn(first, SECRET));
    expect(code(await session.approve('export', second, SECRET))).toBe(expected);
  });

  it('has to know the secret, and guessing is slowed down', async () => {
    const { session } = aSession();
    value(await session.signIn('01', SECRET));
    for (let times = 0; times < 3; times += 1)
      expect(code(await session.approve('export', '90', 'no'))).toBe('CLERK_REFUSED');
    expect(code(await session.approve('export', '90', SECRET))).toBe('CLERK_SLOWED');
    expect(code(session.withSecond('export'))).toBe('CLERK_SECOND_NEEDED');
  });

  it('agrees to this act, now: not to another, not later, not after a lock', async () => {
    const { session, clock } = aSession();
    value(await session.signIn('01', SECRET));
    value(await session.approve('export', '90', SECRET));
    expect(code(session.withSecond('manual-identity'))).toBe('CLERK_SECOND_NEEDED');
    clock.pass(121_000);
    expect(code(session.withSecond('export'))).toBe('CLERK_SECOND_NEEDED');
    value(await session.approve('export', '90', SECRET));
    session.lock('asked');
    value(await session.signIn('01', SECRET));
    expect(code(session.withSecond('export'))).toBe('CLERK_SECOND_NEEDED');
  });
});
