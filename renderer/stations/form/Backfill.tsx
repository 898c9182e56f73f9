import { Button } from 'antd';
import type { FormMaterial } from '../../../main/contract/flow/form';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote } from '../../parts';
import { BACKFILL, ERRAND_OUTCOME, writeInstant } from '../../words';

/** An old licence that is in no library: asked for at its issuer, and how that stands (R74). */
export function Backfill({ material }: { material: FormMaterial }) {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const asking = useCall();
  const errand = view?.errands.find(
    ({ kind, subject }) => kind === 'backfill' && subject === `material:${material.key}`,
  );
  if (errand) {
    const { department, outcome, dueAt } = errand;
    if (outcome) return <p className="cell-sub">{BACKFILL.answered(department, ERRAND_OUTCOME[outcome])}</p>;
    return (
      <p className="cell-sub">
        {dueAt === null ? BACKFILL.waiting(department) : BACKFILL.due(department, writeInstant(dueAt))}
      </p>
    );
  }
  if (!view?.backfills.includes(material.key)) return null;
  const ask = async () => {
    const done = await asking.run(() => facade.case.backfill({ key: material.key }));
    if (done) store.putCase(done.value);
  };
  return (
    <>
      <Button
        type="link"
        size="small"
        title={BACKFILL.hint}
        aria-label={BACKFILL.askFor(material.name)}
        loading={asking.busy}
        onClick={() => void ask()}
      >
        {BACKFILL.ask}
      </Button>
      <FailureNote failure={asking.failure} />
    </>
  );
}
