import { fail, type Result } from '../../contract/failures/failure';
import type { Backup, BackupOrder } from './backup';
import type { BackupRun, StartBackup } from './backup-thread';

export interface RunningBackup {
  isRunning(): boolean;
  /** One at a time: whoever asks while one is under way is given that one. */
  backUp(keep: number): Promise<Result<Backup>>;
  /** Stops the one under way and lets none begin; resolves when nothing is at work any more. */
  end(): Promise<void>;
}

/** `onEnd`: after each, before anybody hears what came of it. */
export function createRunningBackup(
  start: StartBackup,
  order: (keep: number) => BackupOrder,
  onEnd: () => void,
): RunningBackup {
  let ended = false;
  let running: { run: BackupRun; done: Promise<Result<Backup>> } | null = null;

  function begin(keep: number): { run: BackupRun; done: Promise<Result<Backup>> } {
    const run = start(order(keep));
    const done = run.done.then((result) => {
      running = null;
      onEnd();
      return result;
    });
    return { run, done };
  }

  return {
    isRunning: () => running !== null,
    async backUp(keep) {
      if (ended) return fail('STORE_BACKUP_UNFINISHED', { cause: 'stopped' });
      running ??= begin(keep);
      return running.done;
    },
    async end() {
      ended = true;
      running?.run.stop();
      await running?.done;
    },
  };
}
