// A second process: opens the store of the folder it is given, says how that went, then commits one audit line
// after the other, naming each only after it is committed, until it is killed.
import { writeSync } from 'node:fs';
import { appendAudit } from '../../../../../main/core/audit';
import { silentLog, systemClock } from '../../../../../main/core/base';
import { openStore } from '../../../../../main/core/store';
import { databaseDriver } from '../../../../../native/database';
import { startBackup } from '../../../../support/backup-thread';

const [dir = '', key = ''] = process.argv.slice(2);
const opened = openStore({
  driver: databaseDriver,
  dir,
  key: Buffer.from(key, 'hex'),
  clock: systemClock,
  log: silentLog,
  startBackup,
});
writeSync(1, opened.ok ? 'open\n' : `${opened.failure.code}\n`);
while (opened.ok) {
  const line = opened.value.transaction((tx) =>
    appendAudit(tx, { actor: 'station', action: 'sign-in', caseId: null, facts: {} }, { clock: systemClock }),
  );
  writeSync(1, `${line.seq} ${line.hash}\n`);
}
