/** Left zone: the seven steps with their state, how long the case has taken, and today's figures. */
import { useEffect, useState } from 'react';
import type { CaseView, ReceiptView } from '../../main/contract/calls';
import { caseSteps, formGaps, type StepState, useHall, useNow, useSnapshot } from '../hall';
import { Icon } from '../parts';
import { dayOf, PARCEL_STATE, STEP_NOTE, STEP_STATE, STEPS, TODAY, writeSpan } from '../words';

export function StepsPane() {
  const { case: view } = useSnapshot();
  const steps = caseSteps(view);
  return (
    <aside className="steps" aria-label={STEPS.join(' ')}>
      <ol className="steps-list">
        {STEPS.map((name, index) => {
          const state = steps[index] ?? 'todo';
          return (
            <li
              key={name}
              className={`step step-${state}`}
              aria-current={state === 'current' ? 'step' : undefined}
            >
              <span className="step-mark">
                <StepMark state={state} number={index + 1} />
              </span>
              <span className="step-text">
                <span className="step-name">{name}</span>
                <span className="step-note">{stepNote(index, state, view)}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {view ? <Elapsed since={view.openedAt} /> : null}
      <Today receiptId={view?.receipt?.id ?? ''} />
    </aside>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Icon name="check" />;
  if (state === 'failed') return <Icon name="close" />;
  return <>{number}</>;
}

/** The shortest thing worth knowing about a step; its state in a word where there is nothing better. */
function stepNote(index: number, state: StepState, view: CaseView | null): string {
  if (!view || state === 'todo') return state === 'todo' ? '' : STEP_STATE[state];
  if (index === 0 && view.item) return view.item.name;
  if (index === 1 && view.credential) {
    return view.grant?.holder.name || view.credential.name || STEP_STATE.done;
  }
  if (index === 2 && state === 'waiting') {
    if (view.waiting?.for === 'turn') return STEP_NOTE.turn;
    return view.waiting?.for === 'holder' ? STEP_NOTE.holder : STEP_NOTE.province;
  }
  if (index === 3 && view.grant)
    return STEP_NOTE.licences(view.grant.licences.length, view.grant.gaps.length);
  if (index === 4 && view.form && state === 'current') {
    const open = formGaps(view).length;
    return open > 0 ? STEP_NOTE.open(open) : STEP_NOTE.complete;
  }
  if (index === 5 && state === 'waiting') return STEP_NOTE.sealing;
  if (index === 6 && view.receipt) return PARCEL_STATE[view.receipt.delivery];
  return STEP_STATE[state];
}

function Elapsed({ since }: { since: number }) {
  const now = useNow();
  return (
    <p className="steps-elapsed">
      <span>{TODAY.elapsed}</span>
      <span>{writeSpan(now - since)}</span>
    </p>
  );
}

const RECEIPTS_READ = 200;

function Today({ receiptId }: { receiptId: string }) {
  const { facade } = useHall();
  const { outbox } = useSnapshot();
  const [receipts, setReceipts] = useState<readonly ReceiptView[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new receipt or a delivery is the reason to count again.
  useEffect(() => {
    let current = true;
    void facade.receipt.list({ limit: RECEIPTS_READ }).then((answer) => {
      if (current && answer.ok) setReceipts(answer.value);
    });
    return () => {
      current = false;
    };
  }, [facade, receiptId, outbox.acknowledged]);
  const today = dayOf(Date.now());
  const sealed = receipts.filter((receipt) => dayOf(receipt.sealedAt) === today);
  const delivered = sealed.filter((receipt) => receipt.delivery === 'acknowledged');
  const rows = [
    [TODAY.sealed, sealed.length],
    [TODAY.delivered, delivered.length],
    [TODAY.waiting, outbox.waiting + outbox.leased + outbox.later],
    [TODAY.parked, outbox.parked],
  ] as const;
  return (
    <section className="today">
      <h3>{TODAY.title}</h3>
      <dl>
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{TODAY.pieces(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
