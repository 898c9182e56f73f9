import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { FormField, FormTable } from '../../../main/contract/flow/form';
import { useCall, useHall } from '../../hall';
import { FailureNote } from '../../parts';
import { ROWS } from '../../words';
import { rowOf } from './form-layout';

/** A part of the form that repeats: each row under its name, with a way to take it out, and one to add another. */
export function TableGroup({
  table,
  fields,
  grid,
}: {
  table: FormTable;
  fields: readonly FormField[];
  grid: (members: readonly FormField[]) => ReactNode;
}) {
  const { facade, store, drafts } = useHall();
  const errand = useCall();
  const adder = useRef<HTMLButtonElement>(null);
  const changed = useRef<'added' | 'removed' | null>(null);
  const own = fields.filter((field) => rowOf(field.key)?.table === table.key);
  // The focus goes where the work goes on: into the new row, or back to the button when a row and its own button are gone.
  useEffect(() => {
    const last = table.rows.at(-1);
    const first = own.find((field) => rowOf(field.key)?.row === last);
    if (changed.current === 'added' && first) document.getElementById(`field-${first.key}`)?.focus();
    else if (changed.current === 'removed') adder.current?.focus();
    changed.current = null;
  }, [table.rows, own]);
  // What is typed goes out before the rows change, so that none of it arrives for a row that is gone.
  const change = async (what: 'added' | 'removed', act: () => ReturnType<typeof facade.case.addRow>) => {
    await drafts.flush();
    const done = await errand.run(act);
    if (!done) return;
    changed.current = what;
    store.putCase(done.value);
  };
  return (
    <section className="form-group" aria-label={table.label}>
      <h2 className="table-head">
        <span>
          {table.label} <span className="quiet">{ROWS.count(table.rows.length)}</span>
        </span>
        {table.rows.length < table.maxRows ? (
          <Button
            ref={adder}
            size="small"
            aria-label={ROWS.addTo(table.label)}
            onClick={() => void change('added', () => facade.case.addRow({ table: table.key }))}
          >
            {ROWS.add}
          </Button>
        ) : null}
      </h2>
      <FailureNote failure={errand.failure} />
      {table.rows.length === 0 ? <p className="quiet table-none">{ROWS.none}</p> : null}
      {table.rows.map((row, index) => {
        const name = `${table.label} ${index + 1}`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend of its own making.
          <div key={row} className="table-row" role="group" aria-label={name}>
            <p className="table-row-head">
              <span>{name}</span>
              {table.rows.length > table.minRows ? (
                <Button
                  type="text"
                  size="small"
                  aria-label={ROWS.removeRow(name)}
                  onClick={() =>
                    void change('removed', () => facade.case.removeRow({ table: table.key, row }))
                  }
                >
                  {ROWS.remove}
                </Button>
              ) : null}
            </p>
            {grid(own.filter((field) => rowOf(field.key)?.row === row))}
          </div>
        );
      })}
    </section>
  );
}
