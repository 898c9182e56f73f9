import { useState } from 'react';
import type { Savings } from '../../../main/contract/calls';
import type { FormField } from '../../../main/contract/flow/form';
import { isVouched } from '../../../main/contract/flow/vouched';
import { Icon } from '../../parts';
import { FIELD_SOURCE, FORM } from '../../words';

/** The number that is the product, and the list behind it. */
export function SavingsNote({ savings, fields }: { savings: Savings; fields: readonly FormField[] }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="savings">
      <button
        type="button"
        className="plain-button savings-line"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span>
          {FORM.savedBefore} <strong>{savings.materials.length}</strong> {FORM.savedMaterials}{' '}
          <strong>{savings.fieldsFilled}</strong> {FORM.savedFields}
          <span className="quiet">{FORM.savedOf(savings.fieldsTotal)}</span>
        </span>
        <span className="savings-toggle">
          {open ? FORM.savedHide : FORM.savedShow}
          <Icon name={open ? 'down' : 'right'} />
        </span>
      </button>
      {open ? (
        <div className="savings-lists">
          <h3>{FORM.savedList}</h3>
          <h3>{FORM.filledFrom}</h3>
          <dl className="facts">
            {savings.materials.map((material) => (
              <div key={material.name}>
                <dt>{material.name}</dt>
                <dd>{material.how}</dd>
              </div>
            ))}
          </dl>
          <dl className="facts">
            {countSources(fields).map(([name, count]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {count} {FORM.savedFields}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
    </section>
  );
}

function countSources(fields: readonly FormField[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { source } of fields) {
    if (!isVouched(source)) continue;
    const name = source.from === 'licence' ? source.name : FIELD_SOURCE[source.from];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts];
}
