/** A real session on a real store, with a province that answers as the test says. */

import type { EventName } from '../../../../main/contract/calls';
import type { FailureCode } from '../../../../main/contract/failures/codes';
import { fail, type Result } from '../../../../main/contract/failures/failure';
import type { CardCredential } from '../../../../main/contract/flow/credential';
import { listAudit } from '../../../../main/core/audit';
import { silentLog, systemIds } from '../../../../main/core/base';
import type { CaseworkDeps } from '../../../../main/core/casework/deps';
import { createSession } from '../../../../main/core/casework/people/session';
import type { OpenStore } from '../../../../main/core/store';
import { freshStore } from '../store/profile';

export const START = 1_795_000_000_000;
export const SECRET = 'a secret nobody guesses';

/** As the reader gives it, of whoever works under this account. */
export function aCard(account: string): CardCredential {
  const of = {
    document: 'resident' as const,
    nameOnCard: '',
    sex: '1',
    nation: '01',
    address: '',
    issuer: '',
  };
  const valid = { birthDay: '' as const, validFrom: '' as const, validTo: null, warnings: [] };
  const name = `工作人员${account}`;
  return {
    kind: 'id-card',
    id: '',
    frameId: '',
    readAt: 0,
    ...of,
    ...valid,
    name,
    number: `3701021980010100${account}`,
  };
}

type Role = 'clerk' | 'supervisor' | 'it' | 'kiosk';
const ACCOUNTS: Readonly<Record<string, Role>> = {
  '01': 'clerk',
  '02': 'clerk',
  '90': 'supervisor',
  '91': 'supervisor',
  '95': 'it',
};

/** Timers run when the test moves the clock. */
export function handClock() {
  let now = START;
  /** By how much somebody set it: `elapsed` knows nothing of that. */
  let set = 0;
  let timers: { at: number; act: () => void }[] = [];
  return {
    now: () => now + set,
    elapsed: () => now,
    set(ms: number) {
      set += ms;
    },
    after(ms: number, act: () => void) {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter((each) => each.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((each) => each !== next);
        now = next.at;
        next.act();
      }
      now = until;
    },
    waiting: () => timers.length,
  };
}

export function aSession(store: OpenStore = freshStore(), clock = handClock()) {
  const province = {
    up: true,
    /** What every question comes to instead of an answer. */
    trouble: null as FailureCode | null,
    closed: new Set<string>(),
    roles: { ...ACCOUNTS },
    /** Accounts whose card alone is not enough by the province's word. */
    confirm: new Set<string>(),
    asked: [] as string[],
  };
  const events: { name: EventName; payload: unknown }[] = [];
  const settings = { idleLockMs: 300_000, secondPersonFor: ['export', 'manual-identity'] as const };

  async function signIn({ account, secret }: { account: string; secret: string }) {
    if (!province.up) return fail('PROVINCE_UNREACHABLE');
    if (province.trouble) return fail(province.trouble);
    const role = province.roles[account];
    if (role === undefined || secret !== SECRET) return fail('CLERK_REFUSED');
    if (province.closed.has(account)) return fail('CLERK_CLOSED');
    return { ok: true, value: { account, name: `工作人员${account}`, role } } as const;
  }
  async function byCard({ card }: { card: { number: string; name: string } }): Promise<Result<unknown>> {
    province.asked.push(card.number);
    const account = card.number.slice(-2);
    const role = province.roles[account];
    if (!province.up) return fail('PROVINCE_UNREACHABLE');
    if (province.trouble) return fail(province.trouble);
    if (role === undefined || card.name !== `工作人员${account}`) return fail('CLERK_REFUSED');
    if (province.closed.has(account)) return fail('CLERK_CLOSED');
    return { ok: true, value: { account, name: card.name, role, confirm: province.confirm.has(account) } };
  }
  async function ask(
    name: string,
    { params = { account: '' }, body }: { params?: { account: string }; body?: never },
  ): Promise<Result<unknown>> {
    if (name === 'signInByCard' && body) return byCard(body);
    const role = province.roles[params.account];
    if (!province.up) return fail('PROVINCE_UNREACHABLE');
    if (province.trouble) return fail(province.trouble);
    if (role === undefined) return fail('PROVINCE_RECORD_UNKNOWN');
    return { ok: true, value: { account: params.account, role, open: !province.closed.has(params.account) } };
  }
  const deps = {
    store,
    clock,
    ids: systemIds,
    log: silentLog,
    province: { signIn, ask },
    policy: () => settings,
    emit: (name: EventName, payload: unknown) => events.push({ name, payload }),
  } as unknown as CaseworkDeps;
  return {
    session: createSession(deps, () => undefined),
    store,
    clock,
    province,
    settings,
    events,
    trail: () => listAudit(store.read, { limit: 100 }).reverse(),
    actions: () =>
      listAudit(store.read, { limit: 100 })
        .reverse()
        .map((line) => line.action),
  };
}
