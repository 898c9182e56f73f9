/** The foot of the middle zone: one primary action on the right with its key, ways back on the left. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { KEYS, useCall, useHall, useKey, useSnapshot } from '../hall';
import { ABANDON, LICENCES } from '../words';
import { FailureNote } from './FailureNote';
import { Key } from './Key';
import { ReasonDialog } from './ReasonDialog';

export interface PrimaryAction {
  readonly label: string;
  readonly busy: boolean;
  readonly run: () => void;
  /** Shown beside the button; pressing it then shows the way instead of acting. */
  readonly missing?: string | undefined;
  readonly disabled?: boolean;
}

export function ActionBar({
  primary,
  back,
  children,
}: {
  primary: PrimaryAction | null;
  back?: boolean;
  children?: ReactNode;
}) {
  const { facade, store, drafts } = useHall();
  const errand = useCall();
  const goBack = async () => {
    await drafts.flush();
    const done = await errand.run(() => facade.case.back());
    if (done) store.putCase(done.value);
  };
  const enabled = primary !== null && !primary.disabled;
  useKey('primary', () => primary?.run(), enabled && !primary.busy);
  useKey('back', () => void goBack(), back ?? false);
  return (
    <>
      <div className="station-notes">
        <FailureNote failure={errand.failure} />
      </div>
      <footer className="actions">
        {back ? (
          <Button size="large" loading={errand.busy} onClick={() => void goBack()}>
            {LICENCES.back}
            <Key name={KEYS.back} />
          </Button>
        ) : null}
        <AbandonButton />
        {children}
        <span className="actions-missing">{primary?.missing}</span>
        {primary ? (
          <Button
            type="primary"
            size="large"
            loading={primary.busy}
            disabled={!enabled}
            onClick={primary.run}
          >
            {primary.label}
            <Key name={KEYS.primary} />
          </Button>
        ) : null}
      </footer>
    </>
  );
}

function AbandonButton() {
  const { facade, store } = useHall();
  const { case: view } = useSnapshot();
  const errand = useCall();
  const [asking, setAsking] = useState(false);
  if (!view || view.receipt) return null;
  const abandon = async (reason: string) => {
    const done = await errand.run(() => facade.case.abandon({ reason }));
    if (!done) return;
    setAsking(false);
    store.putCase(null);
  };
  return (
    <>
      <Button size="large" type="text" onClick={() => setAsking(true)}>
        {ABANDON.open}
      </Button>
      {asking ? (
        <ReasonDialog
          title={ABANDON.title}
          text={ABANDON.text}
          reasons={ABANDON.reasons}
          confirm={ABANDON.confirm}
          danger
          busy={errand.busy}
          failure={errand.failure}
          onConfirm={(reason) => void abandon(reason)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
