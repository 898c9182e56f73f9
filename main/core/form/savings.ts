import type { Form, Settlement } from '../../contract/flow/form';
import { isVouched } from '../../contract/flow/vouched';

const HOW: Record<Exclude<Settlement, 'paper'>, string> = {
  cancelled: '依法取消',
  sharing: '电子证照免提交',
  pledge: '告知承诺',
  verification: '部门核验',
};

/** What the person did not have to bring or write (R117): settled without paper; filled from a source that is not typing. */
export function savingsOf(form: Form): {
  materials: { name: string; how: string }[];
  fieldsFilled: number;
  fieldsTotal: number;
} {
  const fields = form.fields.filter((field) => !field.hidden);
  const materials = form.materials.flatMap((material) =>
    material.settled && !material.hidden && material.settlement !== 'paper'
      ? [{ name: material.name, how: HOW[material.settlement] }]
      : [],
  );
  return {
    materials,
    fieldsFilled: fields.filter((field) => isVouched(field.source)).length,
    fieldsTotal: fields.length,
  };
}
