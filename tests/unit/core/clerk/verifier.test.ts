import { describe, expect, it } from 'vitest';
import type { ClerkView } from '../../../../main/contract/calls';
import type { SqlValue } from '../../../../main/contract/ports/database';
import { systemIds } from '../../../../main/core/base';
import { forgetClerk, rememberClerk, verifyOffline } from '../../../../main/core/clerk';
import { code, freshStore, setClock, value } from '../store/profile';

const START = 1_795_000_000_000;
const WEEK_MS = 7 * 24 * 3_600_000;
const CLERK: ClerkView = { account: '370102-01', name: '窗口培训员', role: 'clerk', offline: false };
const SECRET = '窗口 secret 口令𠮷 0421';

function desk() {
  const store = freshStore();
  const clock = setClock(START);
  const ports = { clock, ids: systemIds };
  return {
    store,
    clock,
    remember: (clerk: ClerkView = CLERK, secret = SECRET) =>
      store.transaction((tx) => rememberClerk(tx, clerk, secret, ports)),
    forget: (account: string) => store.transaction((tx) => forgetClerk(tx, account)),
    verify: (account: string, secret: string) => verifyOffline(store.read, account, secret, clock),
    rows: () => store.read.all<Record<string, SqlValue>>('SELECT * FROM clerk_verifier'),
    /** What somebody with the store's key could write past this module. */
    tamper: (column: 'salt' | 'hash' | 'params' | 'role', to: SqlValue) =>
      store.transaction((tx) => tx.run(`UPDATE clerk_verifier SET ${column} = ?`, to)),
  };
}

describe('while the province cannot be reached', () => {
  it('lets the clerk in whom the province knew, marked as signed in offline', () => {
    const { remember, verify } = desk();
    remember();
    expect(value(verify('370102-01', SECRET))).toEqual({ ...CLERK, offline: true });
  });

  it('keeps the role that the province gave', () => {
    const { remember, verify } = desk();
    remember({ ...CLERK, role: 'supervisor' });
    expect(value(verify('370102-01', SECRET)).role).toBe('supervisor');
  });

  it.each([
    ['another secret', '窗口 secret 口令𠮷 0422'],
    ['the beginning of it', SECRET.slice(0, -1)],
    ['more than it', `${SECRET} `],
    ['nothing', ''],
    ['the account', '370102-01'],
  ])('refuses %s', (_what, secret) => {
    const { remember, verify } = desk();
    remember();
    expect(code(verify('370102-01', secret))).toBe('CLERK_REFUSED');
  });

  it.each(['370102-02', '', '370102-0%', "' OR 1=1 --"])('knows no account "%s"', (account) => {
    const { remember, verify } = desk();
    remember();
    expect(code(verify(account, SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('does not let one clerk in with another’s secret', () => {
    const { remember, verify } = desk();
    remember();
    remember({ ...CLERK, account: '370102-02' }, 'another secret');
    expect(code(verify('370102-02', SECRET))).toBe('CLERK_REFUSED');
    expect(code(verify('370102-02', 'another secret'))).toBe('ok');
    expect(code(verify('370102-01', SECRET))).toBe('ok');
  });
});

describe('a verifier', () => {
  it('is good for seven days after the last sign-in that the province confirmed', () => {
    const { remember, verify, clock } = desk();
    remember();
    clock.at = START + WEEK_MS;
    expect(code(verify('370102-01', SECRET))).toBe('ok');
    clock.at += 1;
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
    remember();
    expect(code(verify('370102-01', SECRET))).toBe('ok');
  });

  it('is replaced by the next one, old secret and all', () => {
    const { remember, verify, rows } = desk();
    remember();
    remember({ ...CLERK, name: '新名字', role: 'supervisor' }, 'new secret');
    expect(rows()).toHaveLength(1);
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_REFUSED');
    expect(value(verify('370102-01', 'new secret'))).toMatchObject({ name: '新名字', role: 'supervisor' });
  });

  it('is gone once the province refused the clerk, and only that clerk’s', () => {
    const { remember, forget, verify } = desk();
    remember();
    remember({ ...CLERK, account: '370102-02' });
    forget('370102-01');
    forget('nobody');
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
    expect(code(verify('370102-02', SECRET))).toBe('ok');
  });

  it('never holds the secret, in any writing', () => {
    const { remember, rows } = desk();
    remember();
    const whole = Buffer.concat(
      Object.values(rows()[0] ?? {}).map((each) => {
        return each instanceof Uint8Array ? Buffer.from(each) : Buffer.from(String(each));
      }),
    );
    expect(whole.byteLength).toBeGreaterThan(64);
    const secret = Buffer.from(SECRET);
    for (const writing of [
      secret,
      secret.toString('hex'),
      secret.toString('base64'),
      secret.subarray(0, 8),
    ]) {
      expect(whole.includes(writing)).toBe(false);
    }
  });

  it('is another one each time, for the same secret', () => {
    const { remember, rows } = desk();
    remember();
    const first = rows()[0];
    remember();
    expect(rows()[0]?.salt).not.toEqual(first?.salt);
    expect(rows()[0]?.hash).not.toEqual(first?.hash);
  });
});

describe('a verifier that somebody changed', () => {
  it.each([
    ['weaker', { N: 2, r: 8, p: 1 }],
    ['weaker in one', { N: 32_768, r: 1, p: 1 }],
    ['costlier than memory', { N: 1_048_576, r: 64, p: 16 }],
    ['no power of two', { N: 3, r: 8, p: 1 }],
    ['zero', { N: 0, r: 0, p: 0 }],
    ['negative', { N: -32_768, r: 8, p: 1 }],
    ['incomplete', { N: 32_768 }],
    ['a list', []],
    ['null', null],
  ])('is not accepted, nor does it stop the sign-in, with parameters that are %s', (_what, params) => {
    const { remember, tamper, verify } = desk();
    remember();
    tamper('params', JSON.stringify(params));
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });

  it('is not accepted with another salt or hash', () => {
    const { remember, tamper, verify } = desk();
    remember();
    tamper('salt', new Uint8Array(16).fill(1));
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_REFUSED');
    remember();
    tamper('hash', new Uint8Array(32).fill(1));
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_REFUSED');
  });

  it('is not accepted with a hash of another length', () => {
    const { remember, tamper, verify } = desk();
    remember();
    tamper('hash', new Uint8Array(64));
    expect(code(verify('370102-01', SECRET))).toBe('CLERK_OFFLINE_UNKNOWN');
  });
});
