/** The holder says that a fetched value is wrong: what it should say, as far as they know, and why (R78). */
import { Input } from 'antd';
import { useState } from 'react';
import { useCaseQuestion, useHall } from '../hall';
import { OBJECT } from '../words';
import { ConfirmDialog } from './ConfirmDialog';
import { Labelled } from './Labelled';
import { ReasonField } from './ReasonField';

const PROPOSED_MAX = 400;

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
  const { facade } = useHall();
  const [proposed, setProposed] = useState('');
  const [reason, setReason] = useState('');
  const isMissing = reason.trim() === '';
  const { licenceId, element, label, shown, issuer } = about;
  const { tried, dialog } = useCaseQuestion(
    isMissing
      ? null
      : () => facade.case.object({ licenceId, element, proposed: proposed.trim(), reason: reason.trim() }),
    onClose,
  );
  return (
    <ConfirmDialog title={OBJECT.title} confirm={OBJECT.confirm} {...dialog}>
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
      <ReasonField
        value={reason}
        isMissing={tried && isMissing}
        usual={OBJECT.reasons}
        onChange={setReason}
        onEnter={dialog.onConfirm}
      />
    </ConfirmDialog>
  );
}
