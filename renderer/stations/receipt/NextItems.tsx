import { Button } from 'antd';
import { useState } from 'react';
import type { SuggestionView } from '../../../main/contract/calls';
import { useCall, useHall, useReading } from '../../hall';
import { Chip, ConfirmDialog, FailureNote } from '../../parts';
import { NEXT_ITEMS } from '../../words';

/** What may fit the applicant next, with why; nothing is begun before they say yes. Nothing to say, nothing shown. */
export function NextItems() {
  const { facade, store } = useHall();
  const beginning = useCall();
  const items = useReading(() => facade.case.suggestions()).told ?? [];
  const [confirming, setConfirming] = useState<SuggestionView | null>(null);
  const [had, setHad] = useState<Readonly<Record<number, string>>>({});
  if (items.length === 0) return null;
  const begin = async (seq: number) => {
    const closed = await beginning.run(() => facade.case.close());
    if (!closed) return;
    const opened = await beginning.run(() => facade.case.chooseItem({ seq }));
    store.putCase(opened ? opened.value : null);
  };
  return (
    <>
      <section className="next-items">
        <h2>{NEXT_ITEMS.title}</h2>
        <ul>
          {items.map((item) => (
            <li key={item.itemSeq}>
              <p>
                <span className="gap-name">
                  {item.event ? `${NEXT_ITEMS.event[item.event]} ` : ''}
                  {item.itemName}
                </span>
                <span className="quiet">{NEXT_ITEMS.because(item.reason, item.basedOn.join('、'))}</span>
                {had[item.itemSeq] === undefined ? null : (
                  <span className="code">
                    {NEXT_ITEMS.ref} {had[item.itemSeq]}
                  </span>
                )}
              </p>
              <span role="status">{way(item)}</span>
            </li>
          ))}
        </ul>
        <FailureNote failure={beginning.failure} />
      </section>
      {confirming ? (
        <BenefitDialog
          item={confirming}
          onClose={() => setConfirming(null)}
          onHad={(ref) => {
            setHad({ ...had, [confirming.itemSeq]: ref });
            setConfirming(null);
          }}
        />
      ) : null}
    </>
  );

  function way(item: SuggestionView) {
    if (had[item.itemSeq] !== undefined)
      return (
        <Chip tone="verified" icon="done">
          {NEXT_ITEMS.confirmed}
        </Chip>
      );
    if (item.atOnce) return <Button onClick={() => setConfirming(item)}>{NEXT_ITEMS.confirm}</Button>;
    return (
      <Button loading={beginning.busy} onClick={() => void begin(item.itemSeq)}>
        {NEXT_ITEMS.begin}
      </Button>
    );
  }
}

/** The one confirmation by which a benefit is had (R108). */
function BenefitDialog({
  item,
  onClose,
  onHad,
}: {
  item: SuggestionView;
  onClose: () => void;
  onHad: (benefitRef: string) => void;
}) {
  const { facade } = useHall();
  const asking = useCall();
  const confirm = async () => {
    const done = await asking.run(() => facade.case.confirmBenefit({ seq: item.itemSeq }));
    if (done) onHad(done.value.benefitRef);
  };
  return (
    <ConfirmDialog
      title={NEXT_ITEMS.confirmTitle}
      onClose={onClose}
      confirm={NEXT_ITEMS.confirm}
      busy={asking.busy}
      failure={asking.failure}
      onConfirm={() => void confirm()}
    >
      <p className="dialog-subject">{item.itemName}</p>
      <p>{NEXT_ITEMS.because(item.reason, item.basedOn.join('、'))}</p>
      <p className="quiet">{NEXT_ITEMS.confirmText}</p>
    </ConfirmDialog>
  );
}
