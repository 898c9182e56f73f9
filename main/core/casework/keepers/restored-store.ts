import { appendAudit } from '../../audit';
import { hallTime } from '../../base';
import { renewReceiptIds, skipReceiptNumbers } from '../../receipt';
import { clearLogLost, clearRestored, logWasLost, restoredFrom, restorings } from '../../store';
import { emptyLog } from '../case/case-end';
import type { CaseworkDeps } from '../deps';

/** More than a window seals between two backups, or between a restoring and the next. */
const NUMBERS_SKIPPED = 1_000;
/** The same backup put in place on two machines, or without what was set aside, does not lead to the same numbers. */
const NUMBERS_SPREAD = 9_000;

/**
 * What has to be done before anything else in a store that comes from a backup, or that has lost the log of its last run: what
 * came after the backup, or lay in the log, is gone from here, and the record says so, with the number that the first receipt
 * after it gets. True where it was so.
 */
export function concludeRestore(deps: CaseworkDeps): boolean {
  const { store, clock, ids, place } = deps;
  const backup = restoredFrom(store.read);
  if (backup === null && !logWasLost(store.read)) return false;
  store.transaction((tx) => {
    const counter = { year: hallTime(clock.now()).year, windowNo: place().windowNo };
    const before = (restorings(tx) - 1) * (NUMBERS_SKIPPED + NUMBERS_SPREAD);
    const numbersSkipped = before + NUMBERS_SKIPPED + Math.floor(ids.fraction() * NUMBERS_SPREAD);
    renewReceiptIds(tx, deps);
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
  emptyLog(deps);
  return true;
}
