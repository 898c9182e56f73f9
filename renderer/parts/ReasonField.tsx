/** A reason that goes on record: usual ones at a press, others typed. */
import { Button, Input } from 'antd';
import { DIALOG, PAPER } from '../words';
import { Labelled } from './Labelled';

const REASON_MAX = 200;

export interface ReasonFieldProps {
  readonly value: string;
  readonly isMissing: boolean;
  readonly usual: readonly string[];
  readonly autoFocus?: boolean;
  readonly onChange: (reason: string) => void;
  readonly onEnter: () => void;
}

export function ReasonField({
  value,
  isMissing,
  usual,
  autoFocus = false,
  onChange,
  onEnter,
}: ReasonFieldProps) {
  return (
    <>
      <Labelled label={DIALOG.reason} problem={isMissing ? PAPER.reasonMissing : null}>
        {(id) => (
          <Input
            id={id}
            autoFocus={autoFocus}
            maxLength={REASON_MAX}
            value={value}
            status={isMissing ? 'error' : ''}
            placeholder={DIALOG.reasonHint}
            onChange={(event) => onChange(event.target.value)}
            onPressEnter={onEnter}
          />
        )}
      </Labelled>
      <div className="choices">
        {usual.map((each) => (
          <Button key={each} onClick={() => onChange(each)}>
            {each}
          </Button>
        ))}
      </div>
    </>
  );
}
