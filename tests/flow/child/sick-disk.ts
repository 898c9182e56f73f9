/** A store on a disk that fails while the file named second is there; see tests/flow/io-errors.test.ts. */
import { rmSync, writeFileSync } from 'node:fs';
import { FailureError } from '../../../main/contract/failures/failure';
import { silentLog, systemClock } from '../../../main/core/base';
import { watchStore } from '../../../main/core/casework/keepers/store-watch';
import { openStore } from '../../../main/core/store';
import { databaseDriver } from '../../../native/database';
import { startBackup } from '../../support/backup-thread';

const [dir = '', flagPath = ''] = process.argv.slice(2);
const place = {
  driver: databaseDriver,
  dir,
  key: new Uint8Array(32).fill(5),
  clock: systemClock,
  log: silentLog,
  startBackup,
};

function open() {
  const opened = openStore(place);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}
const trouble: (string | null)[] = [];
const inner = open();
const store = watchStore(inner, {
  clock: systemClock,
  onTrouble: (failure) => trouble.push(failure?.code ?? null),
});
const put = (name: string) =>
  store.transaction((tx) => tx.run('INSERT INTO station_secret VALUES (?, ?)', name, Buffer.from(name)));
const names = (from: Pick<typeof inner, 'read'>) =>
  from.read.all<{ name: string }>('SELECT name FROM station_secret ORDER BY name').map((row) => row.name);

put('before');
writeFileSync(flagPath, '');
let sick = 'ok';
try {
  put('lost');
} catch (error) {
  sick = error instanceof FailureError ? error.failure.code : String(error);
}
rmSync(flagPath);
put('after');
const seen = names(store);
const { integrity_check: integrity } = inner.read.get<{ integrity_check: string }>(
  'PRAGMA integrity_check',
) ?? {
  integrity_check: '',
};
inner.close();
const again = open();
const reopened = names(again);
again.close();
process.stdout.write(JSON.stringify({ sick, trouble, names: seen, integrity, reopened }));
