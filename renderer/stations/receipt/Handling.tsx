import type { HandlingView, ReceiptView, RoutingView } from '../../../main/contract/calls';
import { useHall, useReading } from '../../hall';
import { ROUTING, writeInstant } from '../../words';

/** To whom the case goes, and, once the province has it, in whose inbox it is since when (R93). */
export function Handling({ receipt, routing }: { receipt: ReceiptView; routing: readonly RoutingView[] }) {
  const handling = useHandling(receipt);
  const lines = handling
    ? [
        ...handling.handed.map(({ body, at }) => ROUTING.handed(body, writeInstant(at))),
        ...handling.open.map(ROUTING.open),
      ]
    : routing.map(({ body, department }) => (body === null ? ROUTING.unknown(department) : ROUTING.to(body)));
  if (lines.length === 0 || receipt.provisional) return null;
  return (
    <div>
      <dt>{ROUTING.label}</dt>
      <dd>
        {[...new Set(lines)].map((line) => (
          <p key={line}>{line}</p>
        ))}
      </dd>
    </div>
  );
}

/** Null until the province has said it. */
function useHandling({ id, delivery }: ReceiptView): HandlingView | null {
  const { facade } = useHall();
  const ask = delivery === 'acknowledged' ? () => facade.receipt.handling({ id }) : null;
  return useReading(ask, [id]).told;
}
