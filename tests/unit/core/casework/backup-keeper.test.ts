import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../../../main/core/base';
import type { CaseworkDeps } from '../../../../main/core/casework/deps';
import { createBackupKeeper } from '../../../../main/core/casework/keepers/backup-keeper';
import { openStore } from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { KEY, temporaryDir, value } from '../store/profile';

const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A real store, and a keeper that looks when it is told that nobody is there. */
function kept() {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'keyring.json'), 'a keyring');
  const clock = { at: NOW, due: (() => undefined) as () => void };
  const ports: Pick<CaseworkDeps, 'clock' | 'log'> = {
    clock: {
      now: () => clock.at,
      after(_ms, act) {
        clock.due = act;
        return () => undefined;
      },
    },
    log: silentLog,
  };
  const store = value(openStore({ ...ports, driver: databaseDriver, dir, key: KEY, startBackup }));
  onTestFinished(() => store.close());
  let begun: Promise<unknown> | null = null;
  const deps: Pick<CaseworkDeps, 'store' | 'clock' | 'log'> = {
    ...ports,
    store: {
      ...store,
      backUp(keep) {
        const running = store.backUp(keep);
        begun = running;
        return running;
      },
    },
  };
  const keeper = createBackupKeeper(deps as CaseworkDeps, { busy: () => false });
  /** Whether it began a backup. */
  async function looks(): Promise<boolean> {
    begun = null;
    keeper.quiet();
    clock.due();
    const running = begun as Promise<unknown> | null;
    await running;
    // The keeper's own steps behind it.
    await new Promise<void>((resolve) => setImmediate(resolve));
    return running !== null;
  }
  return { clock, looks, names: () => store.backups().map(({ name }) => name) };
}

it('makes one backup a day', async () => {
  const { clock, looks, names } = kept();
  expect(await looks()).toBe(true);
  clock.at += HOUR;
  expect(await looks()).toBe(false);
  clock.at += DAY;
  expect(await looks()).toBe(true);
  expect(names()).toHaveLength(2);
});

it('takes a backup from a clock that was ahead for none of today, and does not make one every hour for it', async () => {
  const { clock, looks, names } = kept();
  clock.at = NOW + 2 * 365 * DAY;
  expect(await looks()).toBe(true);
  clock.at = NOW;
  expect(await looks()).toBe(true);
  for (let hour = 1; hour < 4; hour += 1) {
    clock.at += HOUR;
    expect(await looks()).toBe(false);
  }
  expect(names()).toHaveLength(2);
});
