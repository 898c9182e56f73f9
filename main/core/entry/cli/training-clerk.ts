import { acceptable } from '../../../../fixtures/world';
import type { ItemDefinition } from '../../../contract/catalogue/types';
import type { FormField } from '../../../contract/flow/form';
import type { Office } from '../../casework';
import type { WithSecondPerson } from './second-person';
import { orThrow } from './values';

/** What one answer brings up is answered in turn, so often at most. */
const PASSES = 4;

/**
 * What a clerk of the training world does with everything that no source has answered: something acceptable in each open
 * field, the first source where two are at odds, a pledge or paper for each proof still missing. Throws the failure of a
 * step that is refused. `withSecond`: for the acts that the hall has two people for.
 */
export async function answerForm(
  { cases }: Office,
  definition: ItemDefinition,
  withSecond: WithSecondPerson,
): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    const open = cases.view()?.form?.fields.filter(isOpen) ?? [];
    if (open.length === 0) break;
    for (const field of open) await answer(cases, definition, field, withSecond);
  }
  for (const material of cases.view()?.form?.materials ?? []) {
    if (material.settled || material.hidden) continue;
    if (material.settlement === 'pledge') orThrow(cases.pledge(material.key, true));
    else await withSecond(() => cases.acceptPaper(material.key, '申请人当场提交'));
  }
}

const isOpen = ({ hidden, problem, conflict }: FormField) =>
  !hidden && (problem !== null || (conflict !== null && conflict.decided === null));

async function answer(
  cases: Office['cases'],
  definition: ItemDefinition,
  field: FormField,
  withSecond: WithSecondPerson,
): Promise<void> {
  if (field.conflict && !field.conflict.decided) {
    orThrow(cases.decideConflict({ key: field.key, choose: 0, how: 'chosen', reason: '以身份证为准' }));
    return;
  }
  const rule = definition.rules.find((each) =>
    field.problem?.code === 'order'
      ? each.rule === 'order' && each.later === field.key
      : each.rule === 'same' && each.b === field.key,
  );
  const other = rule?.rule === 'order' ? rule.earlier : rule?.rule === 'same' ? rule.a : undefined;
  // Sensitive values are shown in part until somebody asks to see them.
  if (other !== undefined) orThrow(cases.revealField(other));
  const otherValue = cases.view()?.form?.fields.find(({ key }) => key === other)?.value;
  const maxLength = definition.fields.find(({ key }) => key === field.key)?.maxLength;
  const value = otherValue || acceptable({ ...field, ...(maxLength && { maxLength }) });
  const reason = field.source === null ? undefined : '当场更正';
  await withSecond(() => cases.editField(field.key, value, reason));
}
