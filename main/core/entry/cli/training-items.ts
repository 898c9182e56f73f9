import { type HolderChoice, holderNamed, type WorldHolder } from '../../../../fixtures/world';
import type { ItemDefinition, ItemRow } from '../../../contract/catalogue/types';
import { FailureError, failure } from '../../../contract/failures/failure';
import type { Catalogue } from '../../catalogue';
import { orThrow } from './values';

/** One case to be done: an item or theme, its form for this kind of holder, and who comes to the window. */
export interface TrainingTask {
  row: ItemRow;
  definition: ItemDefinition;
  holder: WorldHolder;
}

interface Wanted {
  seq: number;
  /** Empty: whoever suits the item. */
  holderId: string;
}

const ENTRY = /^(\d{1,5})(?:@([a-z]\d+))?$/;

/**
 * The tasks that a list names, in its order. Its parts stand between commas: `SEQ` for whoever suits the item,
 * `SEQ@HOLDER` for an invented person or enterprise by id, `defined` for every item and theme with a form of its own,
 * `all` for the whole catalogue, where items that nobody has defined take the general form for a person.
 * USAGE_WRONG, CATALOGUE_ITEM_UNKNOWN, CATALOGUE_ITEM_OFF.
 */
export function readTasks(list: string, catalogue: Catalogue, choice: HolderChoice): TrainingTask[] {
  return list
    .split(',')
    .flatMap((part) => wantedBy(part.trim(), catalogue))
    .map(({ seq, holderId }) => {
      const row = orThrow(catalogue.item(seq));
      if (holderId === '') {
        const definition = orThrow(catalogue.definition(seq));
        return { row, definition, holder: choice.suitable(definition) };
      }
      const holder = holderNamed(holderId);
      if (!holder) throw wrongPart(`${seq}@${holderId}`);
      return { row, definition: orThrow(catalogue.definition(seq, holder.audience)), holder };
    });
}

function wantedBy(part: string, catalogue: Catalogue): Wanted[] {
  const whomever = ({ seq }: ItemRow): Wanted => ({ seq, holderId: '' });
  if (part === 'defined') return catalogue.defined().map(whomever);
  if (part === 'all') return catalogue.search('', Number.POSITIVE_INFINITY).map(whomever);
  const [, seq, holderId = ''] = ENTRY.exec(part) ?? [];
  if (seq === undefined) throw wrongPart(part);
  return [{ seq: Number(seq), holderId }];
}

function wrongPart(at: string): FailureError {
  return new FailureError(failure('USAGE_WRONG', { option: '--items', at, why: 'all|defined|SEQ[@HOLDER]' }));
}
