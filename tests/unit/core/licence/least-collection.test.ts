import { describe, expect, it } from 'vitest';
import edition from '../../../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import { loadCatalogue } from '../../../../main/core/catalogue';
import { must } from '../../../support/office';

const catalogue = must(loadCatalogue(edition));

describe('what the holder is asked for', () => {
  it('is, in every item there is, no element that none of its fields draws on (R50)', () => {
    let items = 0;
    const needless: string[] = [];
    const rows = catalogue.search('', 1_000);
    for (const { seq } of rows) {
      for (const audience of ['person', 'enterprise'] as const) {
        const found = catalogue.definition(seq, audience);
        if (!found.ok || found.value.audience !== audience) continue;
        items += 1;
        const { fields, tables, materials } = found.value;
        const drawn = [...fields, ...tables.flatMap((table) => table.columns)].flatMap((field) =>
          field.origins.map((origin) =>
            origin.from === 'licence' ? `${origin.typeSeq}.${origin.element}` : '',
          ),
        );
        const proving = materials.map((material) => material.typeSeq);
        for (const { typeSeq, elements } of catalogue.wanted(seq, audience)) {
          needless.push(...elements.map((key) => `${typeSeq}.${key}`).filter((key) => !drawn.includes(key)));
          // A type of which no element is asked for is asked about only where its existence proves something.
          if (elements.length === 0 && !proving.includes(typeSeq)) needless.push(`${seq}: ${typeSeq}`);
        }
      }
    }
    expect(needless).toEqual([]);
    expect(items).toBeGreaterThan(560);
  });
});
