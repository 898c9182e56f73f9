import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Form, FormField } from '../../../main/contract/flow/form';
import { ObjectDialog } from '../../parts';
import { CorrectDialog } from './CorrectDialog';
import { DecideDialog } from './DecideDialog';
import { type FieldErrand, FieldRow } from './FieldRow';
import { aboutLabel, groupFields, rowOf, writeValue } from './form-layout';
import { licenceSourceOf } from './Objection';
import { TableGroup } from './TableGroup';

export function FieldGroups({ form }: { form: Form }) {
  const [errand, ask] = useState<FieldErrand | null>(null);
  const fields = useMemo(() => form.fields.filter((field) => !field.hidden), [form.fields]);
  const groups = useMemo(() => groupFields(fields.filter((field) => rowOf(field.key) === null)), [fields]);
  const asked = errand ? fields.find((field) => field.key === errand.key) : undefined;
  const source = asked ? licenceSourceOf(asked) : null;
  const close = () => ask(null);
  const grid = (members: readonly FormField[]) => <FieldGrid fields={members} all={fields} ask={ask} />;
  return (
    <div className="form-groups">
      {groups.map((group) => (
        <section key={group.name} className="form-group" aria-label={group.name}>
          <h2>{group.name}</h2>
          {grid(group.fields)}
        </section>
      ))}
      {form.tables.map((table) => (
        <TableGroup key={table.key} table={table} fields={fields} grid={grid} />
      ))}
      {asked && errand?.what === 'correct' ? <CorrectDialog field={asked} onClose={close} /> : null}
      {asked && source && errand?.what === 'object' ? (
        <ObjectDialog
          about={{
            ...source,
            label: asked.label,
            shown: asked.masked ? asked.value : writeValue(asked, asked.value),
          }}
          onClose={close}
        />
      ) : null}
      {asked?.conflict && errand?.what === 'decide' ? (
        <DecideDialog field={asked} conflict={asked.conflict} onClose={close} />
      ) : null}
    </div>
  );
}

function FieldGrid({
  fields,
  all,
  ask,
}: {
  fields: readonly FormField[];
  all: readonly FormField[];
  ask: (errand: FieldErrand) => void;
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter moves on from whichever field has the focus.
    <div className="form-grid" onKeyDown={moveOn}>
      {fields.map((field) => (
        <FieldRow
          key={field.key}
          field={field}
          about={field.problem ? aboutLabel(field.problem.about, all) : ''}
          ask={ask}
        />
      ))}
    </div>
  );
}

/** Enter leaves a text field for the next one that can be typed into. */
function moveOn(event: KeyboardEvent): void {
  const target = event.target;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  if (!(target instanceof HTMLInputElement) || target.role === 'combobox') return;
  const inputs = [...document.querySelectorAll<HTMLInputElement>('.form-grid input')];
  inputs[inputs.indexOf(target) + 1]?.focus();
}
