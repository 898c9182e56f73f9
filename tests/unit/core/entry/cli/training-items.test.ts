import { describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../../fixtures/catalogue';
import { holderChoice } from '../../../../../fixtures/world';
import { FailureError } from '../../../../../main/contract/failures/failure';
import { loadCatalogue } from '../../../../../main/core/catalogue';
import { readTasks } from '../../../../../main/core/entry/cli/training-items';
import { must } from '../../../../support/office';

const catalogue = must(loadCatalogue(currentEdition));
const read = (list: string) => readTasks(list, catalogue, holderChoice('2026-11-22'));
const brief = (list: string) =>
  read(list).map(({ row, definition, holder }) => ({
    item: row.seq,
    generic: definition.generic,
    holder: holder.id,
  }));

function refusal(list: string): string | undefined {
  try {
    read(list);
  } catch (error) {
    return error instanceof FailureError ? error.failure.code : 'another error';
  }
  return undefined;
}

describe('the list of cases to be done', () => {
  it('is in the order in which it was given, each with its holder', () => {
    expect(brief('37@p03, 319@e01,319@p01')).toEqual([
      { item: 37, generic: false, holder: 'p03' },
      { item: 319, generic: true, holder: 'e01' },
      { item: 319, generic: true, holder: 'p01' },
    ]);
    expect(read('319@e01')[0]?.definition.audience).toBe('enterprise');
  });

  it('chooses a holder where none is named', () => {
    const [task] = read('448');
    expect(task?.holder.audience).toBe('enterprise');
  });

  it('is every item and theme with a form of its own, or the whole catalogue', () => {
    expect(read('defined')).toHaveLength(101);
    expect(read('defined').filter(({ definition }) => definition.generic)).toEqual([]);
    expect(read('all')).toHaveLength(504);
  });

  it.each([
    ['', 'USAGE_WRONG'],
    ['37,', 'USAGE_WRONG'],
    ['37@nobody', 'USAGE_WRONG'],
    ['37@p9999', 'USAGE_WRONG'],
    ['constructor', 'USAGE_WRONG'],
    ['8999', 'CATALOGUE_ITEM_UNKNOWN'],
  ])('is refused: "%s"', (list, code) => {
    expect(refusal(list)).toBe(code);
  });
});
