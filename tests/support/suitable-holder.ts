import { type Enterprise, enterprises, type HeldLicence, type Person, people } from '../../fixtures/people';
import type { ItemDefinition, ValueOrigin } from '../../main/contract/catalogue/types';
import { hallTime, systemClock } from '../../main/core/base';

export interface SuitableHolder {
  id: string;
  hasCard: boolean;
}

const today = hallTime(systemClock.now()).day;
const GROWN_UP_BEFORE = `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;

/** CJK Extension B: the receipt's font has few of its characters. */
const BEYOND_FONT = /[\u{20000}-\u{2a6df}]/u;

const inForce = (licence: HeldLicence) =>
  !licence.revoked && !licence.withheld && (licence.validTo === null || licence.validTo >= today);

function saidBy(holder: Person | Enterprise, origin: ValueOrigin): string[] {
  if (origin.from === 'licence') {
    const held = holder.licences.filter((each) => each.typeSeq === origin.typeSeq && inForce(each));
    return held.slice(0, 1).map((licence) => licence.elements[origin.element] ?? '');
  }
  if (origin.from === 'id-card') return 'card' in holder ? [holder.card?.[origin.element] ?? ''] : [];
  const code = 'uscc' in holder ? holder.uscc : holder.number;
  return [{ name: holder.name, code, nameAndCode: `${holder.name} ${code}` }[origin.element]];
}

/** How much of the item the holder's papers answer; sources at odds with each other, and rules they break, count against. */
function fitness(holder: Person | Enterprise, definition: ItemDefinition): number {
  const columns = definition.tables.flatMap((table) => table.columns);
  const values = new Map<string, string>();
  let score = 0;
  for (const field of [...definition.fields, ...columns]) {
    const said = field.origins.flatMap((origin) => saidBy(holder, origin)).filter((value) => value !== '');
    if (said[0] === undefined) continue;
    values.set(field.key, said[0]);
    score += new Set(said).size === 1 ? 2 : -5;
  }
  for (const material of definition.materials) {
    const held = holder.licences.some((each) => each.typeSeq === material.typeSeq && inForce(each));
    if (material.settlement === 'sharing' && held) score += 2;
  }
  for (const rule of definition.rules) {
    if (rule.rule === 'required-when') continue;
    const [a = '', b = ''] =
      rule.rule === 'same'
        ? [rule.a, rule.b].map((key) => values.get(key))
        : [rule.earlier, rule.later].map((key) => values.get(key));
    if (a !== '' && b !== '' && (rule.rule === 'same' ? a !== b : a > b)) score -= 20;
  }
  return score;
}

/** Who answers most of the item; of several the one who has come least often so far, by `used`, which is counted up. */
export function suitableHolder(definition: ItemDefinition, used: Map<string, number>): SuitableHolder {
  const of: (Person | Enterprise)[] =
    definition.audience === 'enterprise'
      ? enterprises
      : people.filter(
          (person) =>
            person.deceasedDay === null &&
            person.card !== null &&
            person.birthDay <= GROWN_UP_BEFORE &&
            !BEYOND_FONT.test(person.name),
        );
  const ranked = of
    .map((holder) => ({ holder, score: fitness(holder, definition), times: used.get(holder.id) ?? 0 }))
    .sort((a, b) => b.score - a.score || a.times - b.times);
  const best = ranked[0]?.holder;
  if (!best) throw new Error(`nobody for item ${definition.seq}`);
  used.set(best.id, (used.get(best.id) ?? 0) + 1);
  return { id: best.id, hasCard: 'card' in best };
}
