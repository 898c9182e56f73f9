import { Button } from 'antd';
import type { FormMaterial } from '../../../main/contract/flow/form';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote } from '../../parts';
import { BACKFILL, ERRAND_OUTCOME, ISSUE_ONLINE, writeInstant } from '../../words';

/** What is in no library: an old licence (R74) or a proof to be issued (R30), asked for at its issuer, and how that stands. */
export function Backfill({ material }: { material: FormMaterial }) {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const asking = useCall();
  const errand = view?.errands.findLast(
    ({ kind, subject }) =>
      (kind === 'backfill' || kind === 'issue') && subject === `material:${material.key}`,
  );
  if (errand) {
    const { department, outcome, dueAt } = errand;
    const words = errand.kind === 'issue' ? ISSUE_ONLINE : BACKFILL;
    if (outcome) return <p className="cell-sub">{words.answered(department, ERRAND_OUTCOME[outcome])}</p>;
    return (
      <p className="cell-sub">
        {dueAt === null ? words.waiting(department) : words.due(department, writeInstant(dueAt))}
      </p>
    );
  }
  const { key, name } = material;
  const isIssued = view?.issuable.includes(key);
  if (!isIssued && !view?.backfills.includes(key)) return null;
  const words = isIssued ? ISSUE_ONLINE : BACKFILL;
  const ask = async () => {
    const done = await asking.run(() =>
      isIssued ? facade.case.askIssue({ key }) : facade.case.backfill({ key }),
    );
    if (done) store.putCase(done.value);
  };
  return (
    <>
      <Button
        type="link"
        size="small"
        className="material-ask"
        title={words.hint}
        aria-label={words.askFor(name)}
        loading={asking.busy}
        onClick={() => void ask()}
      >
        {words.ask}
      </Button>
      <FailureNote failure={asking.failure} />
    </>
  );
}
