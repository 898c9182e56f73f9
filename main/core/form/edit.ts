import type { ItemDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { Form, FormField } from '../../contract/flow/form';
import { checkForm } from './check-form';
import { normaliseValue } from './checks';
import { isSourced } from './parts';

export function changeField(
  form: Form,
  definition: ItemDefinition,
  key: string,
  change: (field: FormField) => Result<FormField>,
): Result<Form> {
  const field = form.fields.find((candidate) => candidate.key === key);
  if (!field) return fail('FORM_FIELD_UNKNOWN');
  const changed = change(field);
  if (!changed.ok) return changed;
  const fields = form.fields.map((each) => (each === field ? changed.value : each));
  return { ok: true, value: checkForm({ ...form, fields }, definition) };
}

/**
 * What a clerk typed. A value that comes from a licence, a card or the province is corrected only with a reason
 * (FORM_REASON_NEEDED) and then stands as a deviation, with what the source said kept beside it (R116); typing
 * that again takes the deviation back. FORM_FIELD_UNKNOWN.
 */
export function editField(
  form: Form,
  definition: ItemDefinition,
  edit: { key: string; value: string; reason?: string | undefined; at: number },
): Result<Form> {
  return changeField(form, definition, edit.key, (field) => {
    const value = normaliseValue(field.type, edit.value);
    const { at } = edit;
    if (isSourced(field)) {
      if (value === field.value) return { ok: true, value: field };
      const reason = edit.reason?.trim() ?? '';
      if (reason === '') return fail('FORM_REASON_NEEDED', { field: field.label });
      const former = { value: field.value, source: field.source };
      return {
        ok: true,
        value: { ...field, value, source: { from: 'clerk', at }, deviation: { reason, at, former } },
      };
    }
    if (field.deviation) {
      const { former } = field.deviation;
      if (value === former.value) return { ok: true, value: { ...field, ...former, deviation: null } };
      const deviation = edit.reason ? { ...field.deviation, reason: edit.reason, at } : field.deviation;
      return { ok: true, value: { ...field, value, source: { from: 'clerk', at }, deviation } };
    }
    return { ok: true, value: { ...field, value, source: value === '' ? null : { from: 'clerk', at } } };
  });
}
