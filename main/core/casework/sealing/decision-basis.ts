import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Form } from '../../../contract/flow/form';
import type { Grant } from '../../../contract/flow/grant';
import type { Ids } from '../../../contract/ports/clock';
import type { SqlTx } from '../../../contract/ports/database';
import { canonicalJson } from '../../../contract/province/wire';
import { auditDigest } from '../../audit';
import { sha256 } from '../../base';

/**
 * On what the decision to seal rested, for whoever asks later whether the shown procedure was followed (容错免责, R121): the
 * rules of the item as they were then, the licences as they were judged, how many checks they had passed, and what a person
 * decided beyond that. `rules` is SHA-256 of the definition's canonical JSON and can be computed again from the edition;
 * `data` can be told again by this store alone, since it covers what licences say.
 */
export function decisionBasis(
  tx: SqlTx,
  { definition, form, grant }: { definition: ItemDefinition; form: Form; grant: Grant },
  deps: { ids: Ids },
): Record<string, string | number> {
  const passed = grant.licences.filter(({ verdict }) => verdict === 'passed');
  const data = passed.map(({ licenceId, sha256: of, checkedAt, fetchedAt }) => ({
    licenceId,
    sha256: of,
    at: checkedAt ?? fetchedAt,
  }));
  const fields = form.fields.filter(({ hidden }) => !hidden);
  return {
    rules: sha256(canonicalJson(definition)),
    data: auditDigest(tx, 'file', canonicalJson(data), deps),
    checks: passed.reduce(
      (sum, { checks }) => sum + checks.filter(({ verdict }) => verdict === 'passed').length,
      0,
    ),
    decided: fields.filter(({ conflict }) => conflict?.decided).length,
    corrected: fields.filter(({ deviation }) => deviation !== null).length,
  };
}
