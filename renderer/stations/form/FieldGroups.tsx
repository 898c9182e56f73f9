import { type KeyboardEvent, useMemo } from 'react';
import type { FormField } from '../../../main/contract/flow/form';
import { FieldRow } from './FieldRow';
import { aboutLabel, groupFields } from './form-layout';

export function FieldGroups({ fields }: { fields: readonly FormField[] }) {
  const groups = useMemo(() => groupFields(fields), [fields]);
  return (
    <div className="form-groups">
      {groups.map((group) => (
        <section key={group.name} className="form-group" aria-label={group.name}>
          <h2>{group.name}</h2>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter moves on from whichever field has the focus. */}
          <div className="form-grid" onKeyDown={moveOn}>
            {group.fields.map((field) => (
              <FieldRow
                key={field.key}
                field={field}
                about={field.problem ? aboutLabel(field.problem.about, fields) : ''}
              />
            ))}
          </div>
        </section>
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
