import { Button } from 'antd';
import type { Difference } from '../../../main/contract/flow/provisional';
import { DIFFERENCE_WHY, OFFLINE, writeInstant } from '../../words';
import { sourceName, writeValue } from '../form';

/** Side by side: what was typed, and every value a source has, with whose word it is and since when. */
export function DifferenceTable({
  differences,
  busy,
  onTake,
  onKeep,
}: {
  differences: readonly Difference[];
  busy: boolean;
  onTake: (difference: Difference, offer: number) => void;
  onKeep: (difference: Difference) => void;
}) {
  return (
    <ul className="differences">
      {differences.map((difference) => (
        <li key={`${difference.kind} ${difference.key}`} className="difference">
          <h3>
            {difference.label}
            {difference.decided ? <span className="difference-done">{decidedWord(difference)}</span> : null}
          </h3>
          {difference.kind === 'material' ? (
            <div className="difference-sides">
              <p>{DIFFERENCE_WHY[difference.why]}</p>
              <Button disabled={busy} onClick={() => onKeep(difference)}>
                {OFFLINE.paper}
              </Button>
            </div>
          ) : (
            <div className="difference-sides">
              <Side
                title={OFFLINE.typed}
                value={difference.typed === '' ? OFFLINE.blank : writeValue(difference, difference.typed)}
                isTaken={difference.decided?.offer === null}
                action={OFFLINE.keep}
                busy={busy}
                onChoose={() => onKeep(difference)}
              />
              {difference.offers.map(({ value, source }, index) => (
                <Side
                  key={value}
                  title={OFFLINE.province}
                  value={writeValue(difference, value)}
                  note={`${sourceName(source)}${source.from === 'licence' ? ` ${source.issuer}` : ''} ${writeInstant(source.at)}`}
                  isTaken={difference.decided?.offer === index}
                  action={OFFLINE.take}
                  busy={busy}
                  onChoose={() => onTake(difference, index)}
                />
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Side({
  title,
  value,
  note,
  isTaken,
  action,
  busy,
  onChoose,
}: {
  title: string;
  value: string;
  note?: string;
  isTaken: boolean;
  action: string;
  busy: boolean;
  onChoose: () => void;
}) {
  return (
    <div className={isTaken ? 'difference-side difference-taken' : 'difference-side'}>
      <p className="cell-sub">{title}</p>
      <p className="difference-value">{value}</p>
      <p className="cell-sub">{note}</p>
      <Button disabled={busy || isTaken} onClick={onChoose}>
        {action}
      </Button>
    </div>
  );
}

function decidedWord({ kind, decided }: Difference): string {
  if (kind === 'material') return OFFLINE.papered;
  return decided?.offer === null ? OFFLINE.kept : OFFLINE.taken;
}
