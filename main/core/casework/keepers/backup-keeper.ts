import { FailureError } from '../../../contract/failures/failure';
import { appendAudit } from '../../audit';
import type { CaseworkDeps } from '../deps';

/** A week of working days and what lies between. */
const KEEP = 7;
const DAILY_MS = 20 * 60 * 60 * 1000;
const LOOK_MS = 60 * 60 * 1000;
/** Of what a quitting shell grants; the step of a large backup that is under way may take longer. */
const STOP_MS = 1_000;

export interface BackupKeeper {
  start(): void;
  /** Stops the backup under way; resolves when it has ended, or when nobody can wait any longer for a large one. */
  stop(): Promise<void>;
  /** Nobody works at this window now: the day's backup, where it is due, once the caller is answered. */
  quiet(): void;
}

/** One backup a day, in a moment in which nobody waits. */
export function createBackupKeeper(deps: CaseworkDeps, about: { busy: () => boolean }): BackupKeeper {
  const { store, clock, log } = deps;
  let cancelTimer: () => void = () => undefined;
  let writing: Promise<void> | null = null;
  let stopping = false;
  let over = false;

  async function backUp(): Promise<void> {
    // A backup from the future was written under a clock that has been put right since: it says nothing about today.
    const age = (at: number) => clock.now() - at;
    if (store.backups().some(({ createdAt }) => age(createdAt) >= 0 && age(createdAt) < DAILY_MS)) return;
    const backup = await store.backUp(KEEP);
    if (over) return;
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
    if (about.busy() || writing !== null) return;
    writing = backUp()
      .catch((error: unknown) => {
        if (!(error instanceof FailureError)) throw error;
        log.warn('store', 'put off', { code: error.failure.code });
      })
      .finally(() => {
        writing = null;
      });
  }

  return {
    start() {
      cancelTimer = clock.after(LOOK_MS, look);
    },
    async stop() {
      stopping = true;
      cancelTimer();
      const limit = new Promise<void>((resume) => {
        cancelTimer = clock.after(STOP_MS, resume);
      });
      await Promise.race([Promise.all([store.endBackup(), writing]), limit]);
      cancelTimer();
      over = true;
    },
    quiet() {
      // Whoever leaves meanwhile must not take the limit of the waiting away, nor set a timer that outlives the store.
      if (stopping) return;
      cancelTimer();
      cancelTimer = clock.after(0, look);
    },
  };
}
