import { enterprises, people } from '../../fixtures/people';
import type { ItemDefinition } from '../../main/contract/catalogue/types';
import type { FormField } from '../../main/contract/flow/form';
import type { Office } from '../../main/core/casework';
import { must } from './office';

const [somebody] = people;
const [company] = enterprises;

const ANSWERS: Record<FormField['type'], string> = {
  text: '见申请书',
  'id-number': somebody?.number ?? '',
  uscc: company?.uscc ?? '',
  date: '2026-10-08',
  phone: '13800000000',
  number: '12',
  enum: '',
  region: '370102',
  person: `${somebody?.name} ${somebody?.number}`,
  enterprise: `${company?.name} ${company?.uscc}`,
};

/** What the field takes, whoever it is about. */
export function acceptable(field: Pick<FormField, 'type' | 'options'> & { maxLength?: number }): string {
  return (field.options[0]?.value ?? ANSWERS[field.type]).slice(0, field.maxLength);
}

/**
 * What a clerk does with everything that no source has answered: something acceptable in each open field, the first source
 * where two are at odds, a pledge or paper for each proof still missing. What one answer brings up is answered in turn.
 */
export function answerForm(office: Office, definition: ItemDefinition): void {
  for (let pass = 0; pass < 4; pass += 1) {
    const open = office.cases.view()?.form?.fields.filter(isOpen) ?? [];
    if (open.length === 0) break;
    for (const field of open) answer(office, definition, field);
  }
  for (const material of office.cases.view()?.form?.materials ?? []) {
    if (material.settled || material.hidden) continue;
    if (material.settlement === 'pledge') must(office.cases.pledge(material.key, true));
    else must(office.cases.acceptPaper(material.key, '申请人当场提交'));
  }
}

const isOpen = ({ hidden, problem, conflict }: FormField) =>
  !hidden && (problem !== null || (conflict !== null && conflict.decided === null));

function answer(office: Office, definition: ItemDefinition, field: FormField): void {
  if (field.conflict && !field.conflict.decided) {
    must(office.cases.decideConflict({ key: field.key, choose: 0, how: 'chosen', reason: '以身份证为准' }));
    return;
  }
  const rule = definition.rules.find((each) =>
    field.problem?.code === 'order'
      ? each.rule === 'order' && each.later === field.key
      : each.rule === 'same' && each.b === field.key,
  );
  const other = rule?.rule === 'order' ? rule.earlier : rule?.rule === 'same' ? rule.a : undefined;
  // Sensitive values are shown in part until somebody asks to see them.
  if (other !== undefined) must(office.cases.revealField(other));
  const otherValue = office.cases.view()?.form?.fields.find(({ key }) => key === other)?.value;
  const maxLength = definition.fields.find(({ key }) => key === field.key)?.maxLength;
  const value = otherValue || acceptable({ ...field, ...(maxLength && { maxLength }) });
  must(office.cases.editField(field.key, value, field.source === null ? undefined : '当场更正'));
}
