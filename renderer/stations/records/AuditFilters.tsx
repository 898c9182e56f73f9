import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import type { AuditQuery } from '../../../main/contract/calls';
import { Labelled } from '../../parts';
import { FORM, normaliseDay, RECORDS, SETTINGS } from '../../words';

export interface Choices {
  readonly actors: readonly string[];
  readonly types: readonly { readonly seq: number; readonly name: string }[];
}
interface Typed {
  readonly receiptNumber: string;
  readonly holder: string;
  readonly actor: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

const EMPTY: Typed = { receiptNumber: '', holder: '', actor: '', type: '', from: '', to: '' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** As short as a number of a person or an enterprise can be. */
const SHORTEST_NUMBER = 6;

const isHolderWrong = ({ holder }: Typed) => {
  const { length } = holder.trim();
  return length > 0 && length < SHORTEST_NUMBER;
};

const isDayWrong = (day: string) => day !== '' && !DAY.test(normaliseDay(day));

function queryOf(typed: Typed): AuditQuery {
  return {
    ...(typed.receiptNumber.trim() === '' ? {} : { receiptNumber: typed.receiptNumber.trim() }),
    ...(typed.holder.trim() === '' ? {} : { holder: typed.holder.trim() }),
    ...(typed.actor === '' ? {} : { actor: typed.actor }),
    ...(typed.type === '' ? {} : { typeSeq: Number(typed.type) }),
    ...(typed.from === '' ? {} : { fromDay: normaliseDay(typed.from) }),
    ...(typed.to === '' ? {} : { toDay: normaliseDay(typed.to) }),
  };
}

/** By case, clerk, licence type and day; `byHolder`: also by the number of whoever was at the window. */
export function AuditFilters({
  choices,
  byHolder,
  onAsk,
}: {
  choices: Choices;
  byHolder: boolean;
  onAsk: (query: AuditQuery) => void;
}) {
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [tried, setTried] = useState(false);
  const { filter } = RECORDS;
  const put = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    setTried(false);
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isDayWrong(typed.from) && !isDayWrong(typed.to) && !isHolderWrong(typed)) onAsk(queryOf(typed));
  };
  return (
    <form className="records-filters" onSubmit={ask}>
      <Labelled label={filter.receiptNumber}>
        {(id) => (
          <Input
            id={id}
            maxLength={80}
            autoComplete="off"
            value={typed.receiptNumber}
            onChange={(event) => put({ receiptNumber: event.target.value })}
          />
        )}
      </Labelled>
      {byHolder ? (
        <Labelled label={filter.holder} problem={tried && isHolderWrong(typed) ? RECORDS.holderWrong : null}>
          {(id) => (
            <Input
              id={id}
              maxLength={40}
              autoComplete="off"
              value={typed.holder}
              status={tried && isHolderWrong(typed) ? 'error' : ''}
              onChange={(event) => put({ holder: event.target.value })}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={filter.actor}>
        {(id) => (
          <Select
            id={id}
            value={typed.actor}
            onChange={(actor: string) => put({ actor })}
            options={[
              { value: '', label: RECORDS.all },
              ...choices.actors.map((actor) => ({
                value: actor,
                label: actor === 'station' ? SETTINGS.auditSystem : actor,
              })),
            ]}
          />
        )}
      </Labelled>
      <Labelled label={filter.type}>
        {(id) => (
          <Select
            id={id}
            value={typed.type}
            onChange={(type: string) => put({ type })}
            options={[
              { value: '', label: RECORDS.all },
              ...choices.types.map(({ seq, name }) => ({ value: String(seq), label: name })),
            ]}
          />
        )}
      </Labelled>
      {(['from', 'to'] as const).map((end) => (
        <Labelled
          key={end}
          label={filter[end]}
          problem={tried && isDayWrong(typed[end]) ? RECORDS.dayWrong : null}
        >
          {(id) => (
            <Input
              id={id}
              maxLength={12}
              autoComplete="off"
              placeholder={FORM.dateHint}
              value={typed[end]}
              status={tried && isDayWrong(typed[end]) ? 'error' : ''}
              onChange={(event) => put({ [end]: event.target.value.trim() })}
            />
          )}
        </Labelled>
      ))}
      <div className="records-ask">
        <Button type="primary" htmlType="submit">
          {RECORDS.search}
        </Button>
        <Button
          onClick={() => {
            setTyped(EMPTY);
            setTried(false);
            onAsk({});
          }}
        >
          {RECORDS.clear}
        </Button>
      </div>
    </form>
  );
}
