/** Asks for a reason that goes on record: usual ones at a press, others typed. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Failure } from '../../main/contract/failures/failure';
import { KEYS, useKey } from '../hall';
import { DIALOG, PAPER } from '../words';
import { Dialog } from './Dialog';
import { FailureNote } from './FailureNote';
import { Key } from './Key';
import { Labelled } from './Labelled';

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

const REASON_MAX = 200;

export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = () => {
    if (reason.trim() === '') setMissing(true);
    else props.onConfirm(reason.trim());
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <PrimaryKey run={confirm} />
          <Button size="large" onClick={props.onClose}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button
            size="large"
            type="primary"
            danger={props.danger ?? false}
            loading={props.busy}
            onClick={confirm}
          >
            {props.confirm}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      {props.subject ? <p className="dialog-subject">{props.subject}</p> : null}
      <p>{props.text}</p>
      <Labelled label={DIALOG.reason} problem={missing ? PAPER.reasonMissing : null}>
        {(id) => (
          <Input
            id={id}
            size="large"
            autoFocus
            maxLength={REASON_MAX}
            value={reason}
            status={missing ? 'error' : ''}
            placeholder={DIALOG.reasonHint}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
            onPressEnter={confirm}
          />
        )}
      </Labelled>
      <div className="choices">
        {props.reasons.map((usual) => (
          <Button key={usual} onClick={() => setReason(usual)}>
            {usual}
          </Button>
        ))}
      </div>
      <FailureNote failure={props.failure} />
    </Dialog>
  );
}

function PrimaryKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
