import type { TrainingPerson } from '../../../main/contract/calls';

export type PeopleKind = TrainingPerson['kind'] | 'all';

/** The list is short enough to be drawn at every keystroke and to be looked through. */
const SHOWN = 40;

/**
 * Everybody whose name, note or masked number holds every word of `wanted`; those whose name begins with it first, then
 * those whose name holds it. `found`: how many there are, of whom `shown` are at most 40.
 */
export function findPeople(
  people: readonly TrainingPerson[],
  wanted: string,
  kind: PeopleKind,
): { shown: TrainingPerson[]; found: number } {
  const words = wanted.trim().split(/\s+/u);
  const first = words[0] ?? '';
  const rank = ({ name }: TrainingPerson) => (name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2);
  const found = people
    .filter((person) => kind === 'all' || person.kind === kind)
    .filter(({ name, note, numberMasked }) =>
      words.every((word) => `${name} ${note} ${numberMasked}`.includes(word)),
    )
    .sort((a, b) => rank(a) - rank(b));
  return { shown: found.slice(0, SHOWN), found: found.length };
}
