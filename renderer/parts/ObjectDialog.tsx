/** The holder says that a fetched value is wrong: what it should say, as far as they know, and why (R78). */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { KEYS, useCall, useHall, useKey } from '../hall';
import { DIALOG, OBJECT, PAPER } from '../words';
import { Dialog } from './Dialog';
import { FailureNote } from './FailureNote';
import { Key } from './Key';
import { Labelled } from './Labelled';

const PROPOSED_MAX = 400;
const REASON_MAX = 200;

export interface ObjectedValue {
  readonly licenceId: string;
  readonly element: string;
  readonly label: string;
  /** As it stands on the screen. */
  readonly shown: string;
  /** Who will answer. */
  readonly issuer: string;
}

export function ObjectDialog({ about, onClose }: { about: ObjectedValue; onClose: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const [proposed, setProposed] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim() === '';
  const { licenceId, element, label, shown, issuer } = about;
  const confirm = async () => {
    setTried(true);
    if (isMissing) return;
    const done = await errand.run(() =>
      facade.case.object({ licenceId, element, proposed: proposed.trim(), reason: reason.trim() }),
    );
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return (
    <Dialog
      title={OBJECT.title}
      onClose={onClose}
      footer={
        <>
          <ConfirmKey run={() => void confirm()} />
          <Button size="large" onClick={onClose}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" type="primary" loading={errand.busy} onClick={() => void confirm()}>
            {OBJECT.confirm}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      <p className="dialog-subject">{label}</p>
      <p>
        {OBJECT.now} {shown} <span className="quiet">{issuer}</span>
      </p>
      <p className="quiet">{OBJECT.text}</p>
      <Labelled label={OBJECT.proposed}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={PROPOSED_MAX}
            value={proposed}
            placeholder={OBJECT.proposedHint}
            onChange={(event) => setProposed(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={DIALOG.reason} problem={tried && isMissing ? PAPER.reasonMissing : null}>
        {(id) => (
          <Input
            id={id}
            maxLength={REASON_MAX}
            value={reason}
            status={tried && isMissing ? 'error' : ''}
            placeholder={DIALOG.reasonHint}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => void confirm()}
          />
        )}
      </Labelled>
      <div className="choices">
        {OBJECT.reasons.map((usual) => (
          <Button key={usual} onClick={() => setReason(usual)}>
            {usual}
          </Button>
        ))}
      </div>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function ConfirmKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
