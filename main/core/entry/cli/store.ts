import { databaseDriver } from '../../../../native/database';
import { hallTime, systemClock, systemIds } from '../../base';
import {
  changeVault,
  finishRotation,
  keyByRecovery,
  keyOfBackup,
  listBackups,
  makeRecoveryKey,
  openKeyring,
  passphraseVault,
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
      print({ backup: orThrow(office.backUp(MORE_THAN_ENOUGH)) });
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
  return [
    '免证窗工作站恢复密钥',
    '',
    `大厅：${hallName}　窗口：${windowNo}　生成日期：${hallTime(systemClock.now()).day}`,
    '',
    `    ${key}`,
    '',
    '1. 忘记工作站口令时，凭本页重新设定口令：hall store passphrase --recovery-file。',
    '2. 持有本页即可打开本机全部数据。请装入信封密封，与工作站分开存放，专人保管。',
    '3. 本页只打印一次，系统不保存。重新生成或更换数据密钥后，本页作废，请销毁。',
    '',
    '保管人：____________　　日期：____________',
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
    const key =
      values['recovery-file'] === undefined
        ? (await dataKey(values)).key
        : orThrow(keyByRecovery(dir, fileText(values, 'recovery-file')));
    orThrow(await changeVault({ dir, key, ids: systemIds }, vault));
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
