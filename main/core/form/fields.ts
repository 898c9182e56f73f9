import type { FormField } from '../../contract/flow/form';
import type { FieldPart } from './parts';

/**
 * A field nothing has filled yet. What it merely starts with is said to be that: nobody has typed it or vouched for it.
 */
export function blankField({ key, group, definition }: FieldPart, at: number): FormField {
  return {
    key,
    label: definition.label,
    group,
    type: definition.type,
    required: definition.required,
    options: definition.options,
    value: definition.preset,
    source: definition.preset === '' ? null : { from: 'preset', at },
    locked: false,
    problem: null,
    hidden: false,
    classification: definition.classification,
    masked: false,
    ...(definition.reusable && { code: definition.code }),
    conflict: null,
    deviation: null,
  };
}
