import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentLog, systemClock, systemIds } from '../../../../main/core/base';
import { createStation } from '../../../../main/core/casework';
import type { OpenStore } from '../../../../main/core/store';
import { databaseDriver } from '../../../../native/database';
import { startBackup } from '../../../support/backup-thread';
import { tempDir } from '../../../support/temp-dir';

const PASSPHRASE = 'a passphrase';

function newStation(dir: string, passphrase: string | null) {
  const opened: OpenStore[] = [];
  const station = createStation({
    ...{ dir, driver: databaseDriver, clock: systemClock, ids: systemIds, log: silentLog },
    ...{ osVault: null, passphrase, resumedKey: null, startBackup },
    onOpen: (store) => void opened.push(store),
    record: () => undefined,
    onKeys: () => undefined,
    onLongWork: async () => undefined,
  });
  onTestFinished(() => {
    for (const store of opened) store.close();
  });
  return { station, opened };
}

it('opens once, however often the passphrase is given at the same time', async () => {
  const { station, opened } = newStation(tempDir(), null);
  await station.start();
  const answers = await Promise.all([station.unlock(PASSPHRASE), station.unlock(PASSPHRASE)]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(station.state()).toMatchObject({ store: 'open', storeFailure: null });
  expect(opened).toHaveLength(1);
});

it('says that a store opens only once it has, to everybody who tries again', async () => {
  const dir = tempDir();
  const { station, opened } = newStation(dir, PASSPHRASE);
  // Where the database would be lies a folder.
  mkdirSync(join(dir, 'hall.db'));
  await station.start();
  expect(station.state().store).toBe('failed');
  rmSync(join(dir, 'hall.db'), { recursive: true });

  const tries = [station.retry(), station.retry()];
  expect(await tries[1]).toEqual({ ok: true, value: null });
  expect(station.state()).toMatchObject({ store: 'open', storeFailure: null });
  await tries[0];
  expect(opened).toHaveLength(1);
});
