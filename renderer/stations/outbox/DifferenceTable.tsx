import { Button } from 'antd';
import type { Difference, DifferenceView } from '../../../main/contract/flow/provisional';
import { DIFFERENCE_WHY, OFFLINE, REVEAL, writeInstant } from '../../words';
import { sourceName, writeValue } from '../form';

/** Side by side: what was typed, and every value a source has, with whose word it is and since when. */
export function DifferenceTable({
  differences,
  busy,
  onTake,
  onKeep,
  onReveal,
}: {
  differences: readonly DifferenceView[];
  busy: boolean;
  onTake: (difference: Difference, offer: number) => void;
  onKeep: (difference: Difference) => void;
  onReveal: (difference: Difference) => void;
}) {
  return (
    <ul className="differences">
      {differences.map((difference) => (
        <li key={`${difference.kind} ${difference.key}`} className="difference">
          <h3>
            {difference.label}
            {difference.masked ? (
              <Button
                type="text"
                size="small"
                aria-label={REVEAL.openFor(difference.label)}
                title={REVEAL.hint}
                disabled={busy}
                onClick={() => onReveal(difference)}
              >
                {REVEAL.open}
              </Button>
            ) : null}
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
                value={difference.typed === '' ? OFFLINE.blank : written(difference, difference.typed)}
                isTaken={difference.decided?.offer === null}
                action={OFFLINE.keep}
                busy={busy}
                onChoose={() => onKeep(difference)}
              />
              {difference.offers.map(({ value, source }, index) => (
                <Side
                  // biome-ignore lint/suspicious/noArrayIndexKey: an offer is known by its place; two may look alike while masked.
                  key={index}
                  title={OFFLINE.province}
                  value={written(difference, value)}
                  note={`${sourceName(source)}${source.from === 'licence' ? ` ${source.issuer}` : ''}\n${writeInstant(source.at)}`}
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
      <p className="cell-sub difference-note">{note}</p>
      <Button disabled={busy || isTaken} onClick={onChoose}>
        {action}
      </Button>
    </div>
  );
}

/** What is masked is no value of its kind any more. */
function written(difference: DifferenceView, value: string): string {
  return difference.masked ? value : writeValue(difference, value);
}

function decidedWord({ kind, decided }: Difference): string {
  if (kind === 'material') return OFFLINE.papered;
  return decided?.offer === null ? OFFLINE.kept : OFFLINE.taken;
}
