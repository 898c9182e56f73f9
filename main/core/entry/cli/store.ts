import { databaseDriver } from '../../../../native/database';
import { RECOVERY_SHEET } from '../../../contract/calls';
import { hallTime, systemClock, systemIds } from '../../base';
import {
  changeVault,
  finishRotation,
  keyOfBackup,
  listBackups,
  makeRecoveryKey,
  openKeyring,
  passphraseVault,
  recoverKeyring,
  restoreBackup,
  rotateKey,
} from '../../store';
import { readConfig } from '../config';
import type { Values } from './commands';
import { DONE, type Outcome, print, say } from './output';
import { withProfile } from './profile';
import { fileText, guarded, orThrow, passphraseOf, required } from './values';

const MORE_THAN_ENOUGH = 30;

export function storeBackup(values: Values): Promise<Outcome> {
  return guarded(() =>
    withProfile(values, {}, async ({ office }) => {
      print({ backup: orThrow(await office.backUp(MORE_THAN_ENOUGH)) });
      return DONE;
    }),
  );
}

export function storeBackups(values: Values): Promise<Outcome> {
  return guarded(async () => {
    for (const backup of listBackups(required(values, 'profile'))) print(backup);
    return DONE;
  });
}

/** The profile's data key by the passphrase at hand; a change of keys that was cut off is ended first. */
async function dataKey(values: Values) {
  const dir = required(values, 'profile');
  const vault = passphraseVault(passphraseOf(values), { ids: systemIds });
  const place = { dir, driver: databaseDriver, ids: systemIds, vault };
  const known = orThrow(await openKeyring({ dir, vaults: [vault], ids: systemIds, clock: systemClock }));
  return { place, key: orThrow(await finishRotation(place, known)) };
}

/** The page that IT prints, seals and locks away. */
function recoverySheet(dir: string, key: string): string {
  const config = readConfig(dir, {});
  const { hallName, windowNo } = config.ok ? config.value : { hallName: '', windowNo: '' };
  const { title, place, notes, signed } = RECOVERY_SHEET;
  return [
    title,
    '',
    place({ key, hallName, windowNo, day: hallTime(systemClock.now()).day }),
    '',
    `    ${key}`,
    '',
    ...notes.map((note, at) => `${at + 1}. ${note}`),
    '',
    signed,
    '',
  ].join('\n');
}

/** Told once: kept nowhere, and whoever has it opens the store. With `--sheet` as a page for the printer. */
export function storeRecoveryKey(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { place, key } = await dataKey(values);
    const recoveryKey = orThrow(makeRecoveryKey({ dir: place.dir, key, ids: systemIds }));
    if (values.sheet === true) process.stdout.write(recoverySheet(place.dir, recoveryKey));
    else print({ recoveryKey });
    say('这是恢复密钥，只显示这一次，系统不保存。请打印后锁好；再次生成会使它作废。');
    return DONE;
  });
}

/** A new passphrase, by the old one or by the recovery key. Secrets come from files, never from the command line. */
export function storePassphrase(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const dir = required(values, 'profile');
    const vault = passphraseVault(fileText(values, 'new-passphrase-file'), { ids: systemIds });
    if (values['recovery-file'] === undefined) {
      const { key } = await dataKey(values);
      orThrow(await changeVault({ dir, key, ids: systemIds }, vault));
    } else {
      const place = { dir, driver: databaseDriver, ids: systemIds };
      orThrow(await recoverKeyring(place, fileText(values, 'recovery-file'), vault));
    }
    say('口令已更换，原口令作废。');
    return DONE;
  });
}

/** A new data key; the store is encrypted anew. The window must be closed. */
export function storeRotateKey(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { place, key } = await dataKey(values);
    orThrow(await rotateKey(place, key));
    say('数据密钥已更换。原恢复密钥作废，请用 store recovery-key 重新生成。');
    return DONE;
  });
}

/** Puts a backup in the place of the store; what was there is kept beside it. The window must be closed. */
export function storeRestore(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const dir = required(values, 'profile');
    const name = required(values, 'from');
    const vault = passphraseVault(passphraseOf(values), { ids: systemIds });
    const key = orThrow(await keyOfBackup(dir, name, [vault]));
    const { backup, setAsideDir } = orThrow(
      restoreBackup({ driver: databaseDriver, dir, key, clock: systemClock }, name),
    );
    print({ restored: backup.name, createdAt: backup.createdAt, setAside: setAsideDir });
    say('已恢复。备份之后办理的件以省平台为准；受理编号将跳过一段，不会重号。');
    return DONE;
  });
}
