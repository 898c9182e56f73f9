import { Button } from 'antd';
import { useState } from 'react';
import type { CallBackView, Difference } from '../../../main/contract/flow/provisional';
import { KEYS, useCall, useHall, useKey } from '../../hall';
import { Dialog, FailureNote, Key, ReasonDialog } from '../../parts';
import { DIALOG, groupPhone, OFFLINE } from '../../words';
import { DifferenceTable } from './DifferenceTable';

/** One entry: what was typed beside what the province says, point by point; then the receipt that completes or ends it. */
export function CallBackDialog({
  entry,
  onChange,
  onClose,
}: {
  entry: CallBackView;
  onChange: () => void;
  onClose: () => void;
}) {
  const { facade } = useHall();
  const deciding = useCall();
  const sealing = useCall();
  const [keeping, setKeeping] = useState<Difference | null>(null);
  const [lapsing, setLapsing] = useState(false);
  const { id, differences } = entry;
  const open = differences.filter(({ decided }) => decided === null).length;
  const canSettle = differences.length > 0 && open === 0;

  const decide = async ({ kind, key }: Difference, offer: number | null, reason: string) => {
    const done = await deciding.run(() => facade.offline.decide({ id, kind, key, offer, reason }));
    if (!done) return;
    setKeeping(null);
    onChange();
  };
  const reveal = async ({ key }: Difference) => {
    const done = await deciding.run(() => facade.offline.reveal({ id, key }));
    if (done) onChange();
  };
  const conclude = async (call: () => ReturnType<typeof facade.offline.settle>) => {
    const done = await sealing.run(call);
    if (done) onClose();
    onChange();
  };
  const settle = () => void (canSettle && conclude(() => facade.offline.settle({ id })));
  if (keeping)
    return (
      <ReasonDialog
        title={keeping.kind === 'field' ? OFFLINE.keepTitle : OFFLINE.paperTitle}
        subject={keeping.label}
        text={keeping.kind === 'field' ? OFFLINE.keepText : OFFLINE.paperText}
        reasons={keeping.kind === 'field' ? OFFLINE.keepReasons : OFFLINE.paperReasons}
        confirm={keeping.kind === 'field' ? OFFLINE.keep : OFFLINE.paper}
        busy={deciding.busy}
        failure={deciding.failure}
        onConfirm={(reason) => void decide(keeping, null, reason)}
        onClose={() => setKeeping(null)}
      />
    );
  if (lapsing)
    return (
      <ReasonDialog
        title={OFFLINE.lapseTitle}
        subject={entry.receiptNumber}
        text={OFFLINE.lapseText}
        reasons={OFFLINE.lapseReasons}
        confirm={OFFLINE.lapseConfirm}
        danger
        busy={sealing.busy}
        failure={sealing.failure}
        onConfirm={(reason) => void conclude(() => facade.offline.lapse({ id, reason }))}
        onClose={() => setLapsing(false)}
      />
    );
  return (
    <Dialog
      title={OFFLINE.dialogTitle}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <SettleKey run={settle} />
          <Button size="large" type="text" danger onClick={() => setLapsing(true)}>
            {OFFLINE.lapse}
          </Button>
          <Button size="large" onClick={() => void conclude(() => facade.offline.recheck({ id }))}>
            {OFFLINE.recheck}
          </Button>
          <Button size="large" onClick={onClose}>
            {DIALOG.close}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" type="primary" loading={sealing.busy} disabled={!canSettle} onClick={settle}>
            {open > 0 ? OFFLINE.openLeft(open) : OFFLINE.settle}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      <p className="dialog-subject">
        {entry.receiptNumber} {entry.nameMasked} {groupPhone(entry.phone)}
      </p>
      {differences.length > 0 ? <p className="quiet">{OFFLINE.dialogText}</p> : <p>{OFFLINE.failureText}</p>}
      <FailureNote failure={sealing.failure ?? deciding.failure ?? entry.failure} />
      {entry.awaiting.length > 0 ? <p className="quiet">{OFFLINE.awaiting(entry.awaiting)}</p> : null}
      {differences.length > 0 ? (
        <DifferenceTable
          differences={differences}
          busy={deciding.busy}
          onTake={(difference, offer) => void decide(difference, offer, '')}
          onKeep={setKeeping}
          onReveal={(difference) => void reveal(difference)}
        />
      ) : null}
    </Dialog>
  );
}

function SettleKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
