/** Asks for a reason that goes on record: usual ones at a press, others typed. */
import { useState } from 'react';
import type { Failure } from '../../main/contract/failures/failure';
import { ConfirmDialog } from './ConfirmDialog';
import { ReasonField } from './ReasonField';

export interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly subject?: string;
  readonly reasons: readonly string[];
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = () => {
    setTried(true);
    if (reason.trim() !== '') props.onConfirm(reason.trim());
  };
  return (
    <ConfirmDialog
      title={props.title}
      confirm={props.confirm}
      danger={props.danger ?? false}
      busy={props.busy}
      failure={props.failure}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      {props.subject ? <p className="dialog-subject">{props.subject}</p> : null}
      <p>{props.text}</p>
      <ReasonField
        value={reason}
        isMissing={tried && reason.trim() === ''}
        usual={props.reasons}
        autoFocus
        onChange={setReason}
        onEnter={confirm}
      />
    </ConfirmDialog>
  );
}
