import type { CaseView } from '../../../contract/calls';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { Errand } from '../../../contract/flow/errand';
import type { Grant } from '../../../contract/flow/grant';
import type { SqlReader } from '../../../contract/ports/database';
import type { CaseFile } from '../case/case-file';
import { errandsOfCase } from '../errands/errands';
import { pledgeCheck } from '../sealing/pledges';

/** Answers the form still waits for: of materials that are asked for and not settled otherwise, of values used meanwhile. */
export function unansweredOf(reader: SqlReader, file: CaseFile, now: number): Errand[] {
  const { form } = file;
  if (form === null) return [];
  const waited = new Set([
    ...form.materials
      .filter((each) => !each.hidden && !each.settled && each.settlement === 'verification')
      .map((each) => `material:${each.key}`),
    ...form.fields
      .filter((each) => !each.hidden && each.conflict?.decided?.by === 'verification')
      .map((each) => `field:${each.key}`),
  ]);
  return errandsOfCase(reader, file.id, now, { ofForm: true }).filter(
    ({ subject, state }) => waited.has(subject) && ['to-send', 'asked', 'overdue'].includes(state),
  );
}

/** By material: whether the holder may pledge, as the credit platform has said. */
export function pledgesOf(reader: SqlReader, file: CaseFile): CaseView['pledges'] {
  const { grant, form, id } = file;
  if (!grant || !form) return {};
  const wayOf = (key: string) => {
    const check = pledgeCheck(reader, id, grant.provinceRef, key);
    return check ? (check.excluded ? 'excluded' : 'allowed') : 'unchecked';
  };
  return Object.fromEntries(
    form.materials
      .map(({ key, settlement }) => [key, settlement, wayOf(key)] as const)
      .filter(([, settlement, way]) => settlement === 'pledge' || way === 'excluded')
      .map(([key, , way]) => [key, way]),
  );
}

/** Materials that a pledge would settle, going by what was fetched: the credit platform is asked about no others. */
export function pledgesAhead(definition: ItemDefinition, grant: Grant): string[] {
  const held = new Set(
    grant.licences.filter(({ verdict }) => verdict === 'passed').map(({ typeSeq }) => typeSeq),
  );
  return definition.materials
    .filter(({ settlement, fallback, typeSeq }) =>
      settlement === 'sharing' ? fallback === 'pledge' && !held.has(typeSeq ?? -1) : settlement === 'pledge',
    )
    .map(({ key }) => key);
}
