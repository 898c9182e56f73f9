import { Input } from 'antd';
import { Labelled } from '../../parts';
import { SIGN_IN } from '../../words';

const PASSPHRASE_MIN = 8;

export type PassphraseProblem = 'short' | 'differs';

/** What is wrong with a passphrase that is being chosen, typed twice; the core asks for the same length. */
export function passphraseProblem(passphrase: string, again: string): PassphraseProblem | null {
  if ([...passphrase].length < PASSPHRASE_MIN) return 'short';
  return passphrase === again ? null : 'differs';
}

interface PassphraseFieldProps {
  readonly label: string;
  readonly problem: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

export function PassphraseField({
  label,
  problem,
  value,
  onChange,
  autoFocus = false,
}: PassphraseFieldProps) {
  return (
    <Labelled label={label} problem={problem}>
      {(id) => (
        <Input.Password
          id={id}
          size="large"
          autoFocus={autoFocus}
          maxLength={200}
          visibilityToggle={false}
          autoComplete="off"
          value={value}
          status={problem === null ? '' : 'error'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

export function PassphraseAgain(about: {
  problem: PassphraseProblem | null;
  value: string;
  onChange: (value: string) => void;
}) {
  const problem = about.problem === 'differs' ? SIGN_IN.passphraseDiffers : null;
  return <PassphraseField {...about} label={SIGN_IN.passphraseAgain} problem={problem} />;
}
