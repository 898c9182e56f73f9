import { useId, useState } from 'react';
import type { FormField } from '../../../main/contract/flow/form';
import { useCaseQuestion, useHall } from '../../hall';
import { ConfirmDialog, ReasonField } from '../../parts';
import { CORRECT } from '../../words';
import { FieldControl } from './FieldControl';
import { normaliseTyped, sourceName, writeValue } from './form-layout';

/** A sourced value is corrected here only: the new value, and why. */
export function CorrectDialog({ field, onClose }: { field: FormField; onClose: () => void }) {
  const { facade } = useHall();
  const id = useId();
  const [value, setValue] = useState(field.masked ? '' : field.value);
  const [reason, setReason] = useState('');
  const kept = normaliseTyped(field.type, value);
  const isSame = !field.masked && kept === field.value;
  const isReasonMissing = reason.trim() === '';
  const { tried, dialog } = useCaseQuestion(
    isSame || isReasonMissing
      ? null
      : () => facade.case.editField({ key: field.key, value: kept, reason: reason.trim() }),
    onClose,
  );
  return (
    <ConfirmDialog title={CORRECT.title} confirm={CORRECT.confirm} {...dialog}>
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
      <ReasonField
        value={reason}
        isMissing={tried && isReasonMissing}
        usual={CORRECT.reasons}
        onChange={setReason}
        onEnter={dialog.onConfirm}
      />
    </ConfirmDialog>
  );
}
