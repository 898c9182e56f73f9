import type { ItemDefinition } from '../../contract/catalogue/types';
import type { Form } from '../../contract/flow/form';
import { checkRules, checkValue } from './checks';
import { hiddenParts, isSourced, partsOf } from './parts';

/** The same form with every condition and every problem found afresh. */
export function checkForm(form: Form, definition: ItemDefinition): Form {
  const parts = partsOf(definition, form.tables);
  const definitions = new Map(parts.map((part) => [part.key, part.definition]));
  const hidden = hiddenParts(form, definition, parts);
  const asked = form.fields.map((field) => ({ ...field, hidden: hidden.fields.has(field.key) }));
  const across = checkRules(definition.rules, asked);
  const fields = asked.map((field) => {
    const own = field.hidden ? undefined : definitions.get(field.key);
    const problem = own ? (checkValue(own, field.value) ?? across.get(field.key) ?? null) : null;
    return { ...field, problem, locked: isSourced(field) };
  });
  const materials = form.materials.map((material) => ({
    ...material,
    hidden: hidden.materials.has(material.key),
  }));
  return { ...form, fields, materials };
}

/** Number of things that keep the form from being submitted. What is not asked for keeps nothing. */
export function openPoints(form: Form): { fields: number; materials: number; conflicts: number } {
  const asked = form.fields.filter((field) => !field.hidden);
  return {
    fields: asked.filter((field) => field.problem !== null).length,
    materials: form.materials.filter(
      (material) => !material.hidden && !material.settled && !material.deferred,
    ).length,
    conflicts: asked.filter((field) => field.conflict !== null && field.conflict.decided === null).length,
  };
}

/** What leaves the window: the form without anything that was not asked for. */
export function submittedForm(form: Form): Form {
  return {
    ...form,
    fields: form.fields.filter((field) => !field.hidden),
    materials: form.materials.filter((material) => !material.hidden),
  };
}
