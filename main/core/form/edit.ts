import type { ItemDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { Form, FormMaterial } from '../../contract/flow/form';
import { checkRules, checkValue, normaliseValue } from './checks';

/**
 * The same form with every problem found afresh. A sourced value is locked unless it contradicts another one: then
 * somebody has to decide at the window, and what is typed stands as typed.
 */
export function checkForm(form: Form, definition: ItemDefinition): Form {
  const definitions = new Map(definition.fields.map((field) => [field.key, field]));
  const across = checkRules(definition.rules, form.fields);
  const fields = form.fields.map((field) => {
    const own = definitions.get(field.key);
    const problem = (own ? checkValue(own, field.value) : null) ?? across.get(field.key) ?? null;
    const sourced = field.source !== null && field.source.from !== 'clerk';
    return { ...field, problem, locked: sourced && problem === null };
  });
  return { ...form, fields };
}

/** Number of things that keep the form from being submitted. */
export function openPoints(form: Form): { fields: number; materials: number } {
  return {
    fields: form.fields.filter((field) => field.problem !== null).length,
    materials: form.materials.filter((material) => !material.settled).length,
  };
}

/** What a clerk typed. FORM_FIELD_UNKNOWN, FORM_FIELD_LOCKED for a value that comes from a licence or card. */
export function editField(
  form: Form,
  definition: ItemDefinition,
  edit: { key: string; value: string; at: number },
): Result<Form> {
  const field = form.fields.find((candidate) => candidate.key === edit.key);
  if (!field) return fail('FORM_FIELD_UNKNOWN');
  if (field.locked) return fail('FORM_FIELD_LOCKED', { field: field.label });
  const value = normaliseValue(field.type, edit.value);
  const changed = { ...field, value, source: value === '' ? null : { from: 'clerk' as const, at: edit.at } };
  return {
    ok: true,
    value: checkForm(
      { ...form, fields: form.fields.map((each) => (each === field ? changed : each)) },
      definition,
    ),
  };
}

function changeMaterial(
  form: Form,
  key: string,
  change: (material: FormMaterial) => Result<FormMaterial>,
): Result<Form> {
  const material = form.materials.find((candidate) => candidate.key === key);
  if (!material) return fail('FORM_FIELD_UNKNOWN');
  const changed = change(material);
  if (!changed.ok) return changed;
  return {
    ok: true,
    value: { ...form, materials: form.materials.map((each) => (each === material ? changed.value : each)) },
  };
}

/** The applicant takes or takes back the pledge for one material (R15). */
export function takePledge(form: Form, key: string, agreed: boolean): Result<Form> {
  return changeMaterial(form, key, (material) =>
    material.settlement === 'pledge'
      ? { ok: true, value: { ...material, settled: agreed } }
      : fail('FORM_FIELD_LOCKED', { field: material.name }),
  );
}

/** Paper as the safety net (R102): only for a material that nothing else has settled. */
export function acceptPaper(form: Form, key: string, reason: string): Result<Form> {
  return changeMaterial(form, key, (material) =>
    material.settled && material.settlement !== 'paper'
      ? fail('FORM_FIELD_LOCKED', { field: material.name })
      : {
          ok: true,
          value: { ...material, settlement: 'paper', settled: true, pledgeText: '', paperReason: reason },
        },
  );
}
