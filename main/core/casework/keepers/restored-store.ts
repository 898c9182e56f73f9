import { appendAudit } from '../../audit';
import { hallTime } from '../../base';
import { skipReceiptNumbers } from '../../receipt';
import { clearLogLost, clearRestored, logWasLost, restoredFrom, restorings } from '../../store';
import type { CaseworkDeps } from '../deps';

/** More than a window seals between two backups, or between a restoring and the next. */
const NUMBERS_SKIPPED = 1_000;

/**
 * What has to be done before anything else in a store that comes from a backup, or that has lost the log of its last run: what
 * came after the backup, or lay in the log, is gone from here, and the record says so, with the number that the first receipt
 * after it gets. True where it was so.
 */
export function concludeRestore({ store, clock, place }: CaseworkDeps): boolean {
  const backup = restoredFrom(store.read);
  if (backup === null && !logWasLost(store.read)) return false;
  store.transaction((tx) => {
    const counter = { year: hallTime(clock.now()).year, windowNo: place().windowNo };
    const numbersSkipped = NUMBERS_SKIPPED * restorings(tx);
    const facts = { numbersSkipped, firstNumber: skipReceiptNumbers(tx, numbersSkipped, counter) };
    const told =
      backup === null
        ? ({ action: 'store-log-lost', facts } as const)
        : ({ action: 'store-restored', facts: { backup, ...facts } } as const);
    appendAudit(tx, { actor: 'station', caseId: null, ...told }, { clock });
    clearRestored(tx);
    clearLogLost(tx);
  });
  // Into the file itself: were this log lost as well, the gap would be forgotten with it.
  store.checkpoint();
  return true;
}
