import { type ReactNode, useId, useState } from 'react';
import type { FieldConflict, FormField } from '../../../main/contract/flow/form';
import { useCaseQuestion, useHall } from '../../hall';
import { ConfirmDialog, ReasonField } from '../../parts';
import { CONFLICT } from '../../words';
import { CandidateList } from './CandidateList';

type Way = NonNullable<FieldConflict['decided']>['by'];
const WAYS: readonly Way[] = ['chosen', 'objection', 'verification'];

/** Which of the contradicting values holds, or goes on meanwhile, and why. Radio buttons: arrows choose, Tab moves on. */
export function DecideDialog({
  field,
  conflict,
  onClose,
}: {
  field: FormField;
  conflict: FieldConflict;
  onClose: () => void;
}) {
  const { facade } = useHall();
  const group = useId();
  const [choose, setChoose] = useState<number | null>(null);
  const [how, setHow] = useState<Way>('chosen');
  const [reason, setReason] = useState('');
  const isReasonMissing = reason.trim() === '';
  const { tried, dialog } = useCaseQuestion(
    choose === null || isReasonMissing
      ? null
      : () => facade.case.decideConflict({ key: field.key, choose, how, reason: reason.trim() }),
    onClose,
  );
  const radio = (index: number, inside: ReactNode) => (
    <label className="candidate-choice">
      <input
        type="radio"
        name={`${group}-source`}
        checked={choose === index}
        // biome-ignore lint/a11y/noAutofocus: the dialog's first question.
        autoFocus={index === 0}
        onChange={() => setChoose(index)}
      />
      {inside}
    </label>
  );
  return (
    <ConfirmDialog title={CONFLICT.title} width="wide" confirm={CONFLICT.confirm} {...dialog}>
      <p className="dialog-subject">{field.label}</p>
      <fieldset className="plain-set">
        <legend>{CONFLICT.candidates}</legend>
        <CandidateList field={field} candidates={conflict.candidates} choice={radio} />
        {tried && choose === null ? (
          <p className="field-problem" role="alert">
            {CONFLICT.choose}
          </p>
        ) : null}
      </fieldset>
      <fieldset className="plain-set">
        <legend>{CONFLICT.how}</legend>
        {WAYS.map((way) => (
          <label key={way} className="way">
            <input type="radio" name={`${group}-way`} checked={how === way} onChange={() => setHow(way)} />
            {CONFLICT.ways[way]}
          </label>
        ))}
      </fieldset>
      <ReasonField
        value={reason}
        isMissing={tried && isReasonMissing}
        usual={CONFLICT.reasons}
        onChange={setReason}
        onEnter={dialog.onConfirm}
      />
    </ConfirmDialog>
  );
}
