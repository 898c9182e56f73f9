import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { FormField } from '../../../main/contract/flow/form';
import { KEYS, useCall, useHall, useKey } from '../../hall';
import { Dialog, FailureNote, Key, Labelled } from '../../parts';
import { CORRECT, DIALOG, PAPER } from '../../words';
import { FieldControl } from './FieldControl';
import { normaliseTyped, sourceName, writeValue } from './form-layout';

const REASON_MAX = 200;

/** A sourced value is corrected here only: the new value, and why. */
export function CorrectDialog({ field, onClose }: { field: FormField; onClose: () => void }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const id = useId();
  const [value, setValue] = useState(field.masked ? '' : field.value);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const kept = normaliseTyped(field.type, value);
  const isSame = !field.masked && kept === field.value;
  const isReasonMissing = reason.trim() === '';
  const confirm = async () => {
    setTried(true);
    if (isSame || isReasonMissing) return;
    const done = await errand.run(() =>
      facade.case.editField({ key: field.key, value: kept, reason: reason.trim() }),
    );
    if (!done) return;
    store.putCase(done.value);
    onClose();
  };
  return (
    <Dialog
      title={CORRECT.title}
      onClose={onClose}
      footer={
        <>
          <PrimaryKey run={() => void confirm()} />
          <Button size="large" onClick={onClose}>
            {DIALOG.cancel}
            <Key name={KEYS.close} />
          </Button>
          <Button size="large" type="primary" loading={errand.busy} onClick={() => void confirm()}>
            {CORRECT.confirm}
            <Key name={KEYS.primary} />
          </Button>
        </>
      }
    >
      <p className="dialog-subject">{field.label}</p>
      <p>
        {CORRECT.now} {field.masked ? field.value : writeValue(field, field.value)}
        {field.source ? <span className="quiet"> {sourceName(field.source)}</span> : null}
      </p>
      <p className="quiet">{CORRECT.text}</p>
      <div className="stack">
        <label htmlFor={id}>{CORRECT.value}</label>
        <FieldControl
          id={id}
          field={{ ...field, masked: false }}
          value={value}
          isWrong={tried && isSame}
          autoFocus
          onChange={setValue}
        />
        {tried && isSame ? (
          <p className="field-problem" role="alert">
            {CORRECT.valueSame}
          </p>
        ) : null}
      </div>
      <Labelled label={DIALOG.reason} problem={tried && isReasonMissing ? PAPER.reasonMissing : null}>
        {(reasonId) => (
          <Input
            id={reasonId}
            maxLength={REASON_MAX}
            value={reason}
            status={tried && isReasonMissing ? 'error' : ''}
            placeholder={DIALOG.reasonHint}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labelled>
      <div className="choices">
        {CORRECT.reasons.map((usual) => (
          <Button key={usual} onClick={() => setReason(usual)}>
            {usual}
          </Button>
        ))}
      </div>
      <FailureNote failure={errand.failure} />
    </Dialog>
  );
}

function PrimaryKey({ run }: { run: () => void }) {
  useKey('primary', run);
  return null;
}
