/** What a clerk answers where no source does: the training world's own, as `hall case run` gives it. */
export { acceptable } from '../../fixtures/world';

import type { ItemDefinition } from '../../main/contract/catalogue/types';
import type { Office } from '../../main/core/casework';
import { withSecondPerson } from '../../main/core/entry/cli/second-person';
import { answerForm as answered } from '../../main/core/entry/cli/training-clerk';

/** As the clerk of the training world answers it, with nobody beside them. */
export const answerForm = (office: Office, definition: ItemDefinition): Promise<void> =>
  answered(
    office,
    definition,
    withSecondPerson(office, async () => null),
  );
