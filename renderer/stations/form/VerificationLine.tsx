import type { Errand } from '../../../main/contract/flow/errand';
import { useNow } from '../../hall';
import { dayOf, ERRAND_OUTCOME, VERIFYING, writeDay, writeMoment } from '../../words';

/** Whom the office has asked about a proof, until when, and what came back. */
export function VerificationLine({ errand }: { errand: Errand }) {
  const now = useNow();
  const { department, state, outcome, answeredAt } = errand;
  const due = errand.dueAt === null ? '' : writeDay(dayOf(errand.dueAt));
  const isLate = state === 'overdue' || state === 'failed' || outcome === 'contradicted';
  return <p className={isLate ? 'cell-sub verify-late' : 'cell-sub'}>{line()}</p>;

  function line(): string {
    if (outcome !== null)
      return VERIFYING.answered(department, ERRAND_OUTCOME[outcome], writeMoment(answeredAt ?? now, now));
    if (state === 'failed') return VERIFYING.failed(department);
    if (state === 'overdue') return VERIFYING.overdue(department, due);
    return state === 'asked' ? VERIFYING.asked(department, due) : VERIFYING.asking(department);
  }
}
