import { appendAudit } from '../../audit';
import { skipReceiptNumbers } from '../../receipt';
import { clearRestored, restoredFrom } from '../../store';
import type { CaseworkDeps } from '../deps';

/** A week of working days and what lies between. */
const KEEP = 7;
const DAILY_MS = 20 * 60 * 60 * 1000;
const LOOK_MS = 60 * 60 * 1000;
/** More than a window seals between two backups. */
const NUMBERS_SKIPPED = 1_000;

export interface BackupKeeper {
  start(): void;
  stop(): void;
  /** Nobody works at this window now: the day's backup, where it is due, once the caller is answered. */
  quiet(): void;
}

/** One backup a day, in a moment in which nobody waits; and what has to be done once a store comes from one. */
export function createBackupKeeper(deps: CaseworkDeps, about: { busy: () => boolean }): BackupKeeper {
  const { store, clock, log } = deps;
  let cancelTimer: () => void = () => undefined;

  function concludeRestore(): void {
    const backup = restoredFrom(store.read);
    if (backup === null) return;
    store.transaction((tx) => {
      skipReceiptNumbers(tx, NUMBERS_SKIPPED);
      appendAudit(
        tx,
        {
          actor: 'station',
          action: 'store-restored',
          caseId: null,
          facts: { backup, numbersSkipped: NUMBERS_SKIPPED },
        },
        deps,
      );
      clearRestored(tx);
    });
  }

  function backUp(): void {
    const [newest] = store.backups();
    const age = newest === undefined ? Number.POSITIVE_INFINITY : clock.now() - newest.createdAt;
    // A backup from the future was written under a clock that has been put right since.
    if (age >= 0 && age < DAILY_MS) return;
    const backup = store.backUp(KEEP);
    if (!backup.ok) {
      log.warn('store', 'backup not written', { code: backup.failure.code });
      return;
    }
    const { name, size, sha256 } = backup.value;
    store.transaction((tx) =>
      appendAudit(
        tx,
        { actor: 'station', action: 'backup-written', caseId: null, facts: { name, size, sha256 } },
        deps,
      ),
    );
  }

  function look(): void {
    cancelTimer = clock.after(LOOK_MS, look);
    if (!about.busy()) backUp();
  }

  return {
    start() {
      concludeRestore();
      cancelTimer = clock.after(LOOK_MS, look);
    },
    stop: () => cancelTimer(),
    quiet() {
      cancelTimer();
      cancelTimer = clock.after(0, look);
    },
  };
}
