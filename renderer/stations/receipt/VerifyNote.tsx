import { useEffect, useRef } from 'react';
import type { Facade } from '../../bridge';
import { useHall, useReading } from '../../hall';
import { Chip, FailureNote, Icon, type IconName, type Tone } from '../../parts';
import { RECEIPT, RECEIPT_CHECK } from '../../words';

type Answer = Extract<Awaited<ReturnType<Facade['receipt']['verify']>>, { ok: true }>['value'];

const LOOK: Record<Answer['verdict'], { tone: Tone; icon: IconName }> = {
  passed: { tone: 'verified', icon: 'done' },
  failed: { tone: 'danger', icon: 'danger' },
  undetermined: { tone: 'attention', icon: 'warning' },
};

/** Verifies the stored file at once and shows every check by name. */
export function VerifyNote({ receiptId }: { receiptId: string }) {
  const { facade } = useHall();
  const { told: answer, failure } = useReading(() => facade.receipt.verify({ id: receiptId }), [receiptId]);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (answer) place.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  if (failure) return <FailureNote failure={failure} />;
  if (!answer) return <p role="status">{RECEIPT.verifying}</p>;
  return (
    <section ref={place} className={`verify verify-${answer.verdict}`} role="status">
      <h2>
        <Icon name={LOOK[answer.verdict].icon} />
        {RECEIPT.verdict[answer.verdict]}
      </h2>
      <ul>
        {answer.checks.map(({ check, verdict, code }) => (
          <li key={check}>
            <span>{RECEIPT_CHECK[check] ?? RECEIPT.otherCheck}</span>
            <Chip tone={LOOK[verdict].tone} icon={LOOK[verdict].icon}>
              {RECEIPT.checkVerdict[verdict]}
            </Chip>
            {verdict === 'passed' ? null : <span className="code">{code}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
