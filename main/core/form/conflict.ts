import type { ItemDefinition } from '../../contract/catalogue/types';
import { fail, type Result } from '../../contract/failures/failure';
import type { FieldConflict, FieldSource, Form } from '../../contract/flow/form';
import { changeField } from './edit';

export interface Candidate {
  value: string;
  source: FieldSource;
  /** Of the origin that the catalogue names first (R81). */
  authoritative?: true;
}

/** Two ways of writing the same thing are no conflict: width, blanks and capitals do not count. */
function comparable(value: string): string {
  return value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** A card's name field holds 15 UTF-16 units (GA 450); registers fed from cards keep names as they were cut there. */
const CARD_NAME_LENGTH = 15;

function isNameElement({ source }: Candidate): boolean {
  return (
    (source.from === 'id-card' || source.from === 'holder' || source.from === 'licence') &&
    source.element === 'name'
  );
}

/** A name cut at the end of the card's field says the same as the whole one, and only the whole one is used. */
export function withoutCutNames(candidates: readonly Candidate[]): Candidate[] {
  const names = candidates.filter(isNameElement).map(({ value }) => comparable(value));
  return candidates.filter((candidate) => {
    if (!isNameElement(candidate) || candidate.value.length !== CARD_NAME_LENGTH) return true;
    const cut = comparable(candidate.value);
    return !names.some((name) => name.length > cut.length && name.startsWith(cut));
  });
}

/** The first candidate of each value that differs; null where all sources say the same. */
export function conflictOf(candidates: readonly Candidate[]): FieldConflict | null {
  const distinct = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = comparable(candidate.value);
    if (!distinct.has(key)) distinct.set(key, candidate);
  }
  return distinct.size > 1 ? { candidates: [...distinct.values()], decided: null } : null;
}

/** A decision taken before holds as long as the sources still say what they said then. */
export function keepDecision(now: FieldConflict, before: FieldConflict | null): FieldConflict {
  const same =
    before !== null &&
    before.candidates.length === now.candidates.length &&
    now.candidates.every(({ value }, index) => before.candidates[index]?.value === value);
  return same ? { ...now, decided: before.decided } : now;
}

/**
 * Settles which source's value is in force. `choose` null is for a value that is objected to or verified: the one that
 * stands first goes on meanwhile. A correction typed before gives way to the choice. FORM_FIELD_UNKNOWN, FORM_CHOICE_MISSING.
 */
export function decideConflict(
  form: Form,
  definition: ItemDefinition,
  decision: {
    key: string;
    choose: number | null;
    how: 'chosen' | 'objection' | 'verification';
    reason: string;
    at: number;
  },
): Result<Form> {
  const { key, choose, how, reason, at } = decision;
  return changeField(form, definition, key, (field) => {
    if (field.conflict === null) return fail('FORM_FIELD_UNKNOWN');
    const index = choose ?? (how === 'chosen' ? -1 : 0);
    const candidate = field.conflict.candidates[index];
    if (!candidate) return fail('FORM_CHOICE_MISSING', { field: field.label });
    const conflict = { ...field.conflict, decided: { by: how, index, reason, at } };
    const { value, source } = candidate;
    return { ok: true, value: { ...field, value, source, conflict, deviation: null } };
  });
}

/** The department did not confirm the value that was used meanwhile: the sources stand side by side again. */
export function reopenConflict(form: Form, definition: ItemDefinition, key: string): Form {
  const reopened = changeField(form, definition, key, (field) =>
    field.conflict?.decided?.by === 'verification'
      ? { ok: true, value: { ...field, conflict: { ...field.conflict, decided: null } } }
      : { ok: true, value: field },
  );
  return reopened.ok ? reopened.value : form;
}
