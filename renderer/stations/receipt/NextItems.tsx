import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { SuggestionView } from '../../../main/contract/calls';
import { useCall, useHall } from '../../hall';
import { FailureNote } from '../../parts';
import { NEXT_ITEMS } from '../../words';

/** What may fit the applicant next, with why; nothing is begun before they say yes. Nothing to say, nothing shown. */
export function NextItems() {
  const { facade, store } = useHall();
  const beginning = useCall();
  const [items, setItems] = useState<readonly SuggestionView[]>([]);
  useEffect(() => {
    let isHere = true;
    void facade.case.suggestions().then((told) => {
      if (isHere && told.ok) setItems(told.value);
    });
    return () => {
      isHere = false;
    };
  }, [facade]);
  if (items.length === 0) return null;
  const begin = async (seq: number) => {
    const closed = await beginning.run(() => facade.case.close());
    if (!closed) return;
    const opened = await beginning.run(() => facade.case.chooseItem({ seq }));
    store.putCase(opened ? opened.value : null);
  };
  return (
    <section className="next-items">
      <h2>{NEXT_ITEMS.title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.itemSeq}>
            <p>
              <span className="gap-name">{item.itemName}</span>
              <span className="quiet">{NEXT_ITEMS.because(item.reason, item.basedOn.join('、'))}</span>
            </p>
            <Button size="small" loading={beginning.busy} onClick={() => void begin(item.itemSeq)}>
              {NEXT_ITEMS.begin}
            </Button>
          </li>
        ))}
      </ul>
      <FailureNote failure={beginning.failure} />
    </section>
  );
}
