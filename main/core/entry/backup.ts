/** The thread that writes a backup while the core goes on: see store/backup-thread. */
import { databaseDriver } from '../../../native/database';
import { serveBackup } from '../store';

serveBackup(databaseDriver);
