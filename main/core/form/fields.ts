import type { FormField } from '../../contract/flow/form';
import type { FieldPart } from './parts';

/**
 * A field nothing has filled yet. What it merely starts with stands on the window's own word, like anything a clerk types.
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
    source: definition.preset === '' ? null : { from: 'clerk', at },
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
