import { userInfo } from 'node:os';
import type { CaseView, EventName } from '../../../contract/calls';
import type { Office } from '../../casework';
import type { Overrides } from '../config';
import { forkDrivers } from '../drivers';
import { openOffice, type Wired, wire } from '../wire';
import type { Values } from './commands';
import { orThrow, passphraseOf, required } from './values';

export interface HeadlessProfile {
  office: Office;
  wired: Wired;
  /** Resolves with the first case view, the present one included, that the test accepts; null after `ms`. */
  caseWhere(test: (view: CaseView) => boolean, ms: number): Promise<CaseView | null>;
}

/** Opens a profile without a window, runs `work`, and closes it whatever happens; `training` marks what is made in it. The actor on record is the account of the operating system. */
export async function withProfile<T>(
  values: Values,
  overrides: Overrides,
  work: (profile: HeadlessProfile) => Promise<T>,
  { training = false } = {},
): Promise<T> {
  const listeners = new Set<() => void>();
  const wired = orThrow(
    await wire({
      launcher: forkDrivers(),
      profileDir: required(values, 'profile'),
      training,
      overrides,
      osVault: null,
      passphrase: passphraseOf(values),
      resumed: null,
      onLongWork: async () => undefined,
      onResumable: () => undefined,
      emit: (name: EventName) => {
        if (name === 'case') for (const listener of listeners) listener();
      },
    }),
  );
  try {
    const office = orThrow(openOffice(wired));
    office.session.resume(
      { account: `cli:${userInfo().username}`, name: '命令行', role: 'clerk', offline: true },
      { attended: false },
    );
    const caseWhere: HeadlessProfile['caseWhere'] = (test, ms) =>
      new Promise((resolve) => {
        const look = () => {
          const view = office.cases.view();
          if (view && test(view)) finish(view);
        };
        const finish = (view: CaseView | null) => {
          listeners.delete(look);
          clearTimeout(timer);
          resolve(view);
        };
        const timer = setTimeout(() => finish(null), ms);
        listeners.add(look);
        look();
      });
    return await work({ office, wired, caseWhere });
  } finally {
    await wired.close();
  }
}
