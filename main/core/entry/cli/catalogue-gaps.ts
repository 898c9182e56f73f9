import { systemClock } from '../../base';
import type { Catalogue } from '../../catalogue';
import { openCatalogue } from '../catalogue';
import type { Values } from './commands';
import { DONE, type Outcome, print } from './output';
import { guarded, orThrow, required } from './values';

/** `general-form`: nobody has defined the item yet. `no-licence`: nothing of it is drawn from the licence library. */
type Gap = 'general-form' | 'no-licence';

/** R63: which items of this hall are not yet connected with the licence library, one line each; the counts first. */
export function catalogueGaps(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const { catalogue } = orThrow(openCatalogue(required(values, 'profile'), systemClock)).shelf;
    const items = catalogue.search('', Number.POSITIVE_INFINITY);
    const open = items.flatMap(({ seq, name, department }) => {
      const gap = gapOf(catalogue, seq);
      return gap === null ? [] : [{ item: seq, name: name || '名称缺失', department, gap }];
    });
    print({ edition: catalogue.edition, items: items.length, connected: items.length - open.length });
    for (const line of open) print(line);
    return DONE;
  });
}

function gapOf(catalogue: Catalogue, seq: number): Gap | null {
  const definition = catalogue.definition(seq);
  if (!definition.ok || definition.value.generic) return 'general-form';
  return catalogue.wanted(seq).length === 0 ? 'no-licence' : null;
}
