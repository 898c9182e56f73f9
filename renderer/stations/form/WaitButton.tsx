import { Button } from 'antd';
import { useCall, useHall, useSnapshot } from '../../hall';
import { FailureNote, Icon } from '../../parts';
import { VERIFYING } from '../../words';

/** While a department has not answered, the case can wait and the window serves the next person. */
export function WaitButton() {
  const { facade, store, drafts } = useHall();
  const { case: view } = useSnapshot();
  const errand = useCall();
  const open = new Set(
    view?.form?.materials
      .filter((each) => !each.hidden && !each.settled && each.settlement === 'verification')
      .map(({ key }) => `material:${key}`),
  );
  for (const { key, conflict, hidden } of view?.form?.fields ?? [])
    if (conflict?.decided?.by === 'verification' && !hidden) open.add(`field:${key}`);
  const waits = view?.errands.some(
    ({ subject, state }) => open.has(subject) && ['to-send', 'asked', 'overdue'].includes(state),
  );
  if (!waits) return null;
  const wait = async () => {
    await drafts.flush();
    const done = await errand.run(() => facade.case.putToWait());
    if (done) store.putCase(null);
  };
  return (
    <>
      <Button
        size="large"
        icon={<Icon name="clock" />}
        title={VERIFYING.waitHint}
        loading={errand.busy}
        onClick={() => void wait()}
      >
        {VERIFYING.wait}
      </Button>
      <FailureNote failure={errand.failure} />
    </>
  );
}
