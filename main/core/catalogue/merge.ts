import type {
  CrossRule,
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
  TableDefinition,
  Theme,
  ValueOrigin,
} from '../../contract/catalogue/types';
import type { Settlement } from '../../contract/flow/form';

/** From what costs the applicant nothing to what costs most (R08). */
const BURDEN: Record<Settlement, number> = { cancelled: 0, sharing: 1, verification: 2, pledge: 3, paper: 4 };
export const burden = (settlement: Settlement): number => BURDEN[settlement];
const heavier = (a: Settlement, b: Settlement): Settlement => (burden(b) > burden(a) ? b : a);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Two items ask the same thing: the same entry of the field library about the same person (same source, label or key),
 * or, without a library code, the same key, label and type.
 */
function isSameField(a: FieldDefinition, b: FieldDefinition): boolean {
  if (a.type !== b.type || !same(a.options, b.options)) return false;
  if (a.code === '' || b.code === '') return a.key === b.key && a.label === b.label;
  if (a.code !== b.code) return false;
  return a.key === b.key || a.label === b.label || (a.origins.length > 0 && same(a.origins, b.origins));
}

const isSameMaterial = (a: MaterialDefinition, b: MaterialDefinition): boolean =>
  a.code !== '' && b.code !== ''
    ? a.code === b.code
    : a.key === b.key && a.name === b.name && a.typeSeq === b.typeSeq;

const isSameTable = (a: TableDefinition, b: TableDefinition): boolean =>
  a.label === b.label && same(a.columns, b.columns);

function unionOf(a: readonly ValueOrigin[], b: readonly ValueOrigin[]): ValueOrigin[] {
  return [...a, ...b.filter((origin) => !a.some((known) => same(known, origin)))];
}

/** Asked where either item asks it; two different conditions cannot be put into one, so it is asked always. */
const eitherWhen = (a: FieldDefinition['when'], b: FieldDefinition['when']): FieldDefinition['when'] =>
  same(a, b) ? a : null;

const distinct = (texts: readonly string[], between: string): string =>
  [...new Set(texts.filter((text) => text !== ''))].join(between);

function oneField(a: FieldDefinition, b: FieldDefinition): FieldDefinition {
  return {
    ...a,
    required: a.required || b.required,
    maxLength: Math.min(a.maxLength, b.maxLength),
    origins: unionOf(a.origins, b.origins),
    preset: a.preset === '' ? b.preset : a.preset,
    classification: Math.max(a.classification, b.classification),
    when: eitherWhen(a.when, b.when),
  };
}

function oneMaterial(a: MaterialDefinition, b: MaterialDefinition): MaterialDefinition {
  return {
    ...a,
    settlement: heavier(a.settlement, b.settlement),
    fallback: heavier(a.fallback, b.fallback),
    typeSeq: a.typeSeq ?? b.typeSeq,
    basis: distinct([a.basis, b.basis], '；'),
    pledgeText: distinct([a.pledgeText, b.pledgeText], '\n\n'),
    afterCheckDays: Math.min(a.afterCheckDays, b.afterCheckDays),
    attachment: a.attachment || b.attachment,
    when: eitherWhen(a.when, b.when),
  };
}

/** Things with a key, taken in one after the other: the same thing once, a different one of the same key under a new key. */
function collector<T extends { key: string }>(isSame: (a: T, b: T) => boolean, join: (a: T, b: T) => T) {
  const all: T[] = [];
  /** What stood there before the item: two things of one item are two things. */
  let before = 0;
  return {
    all,
    nextItem: () => {
      before = all.length;
    },
    /** The key it has in the whole. */
    take(thing: T, itemSeq: number): string {
      const at = all.slice(0, before).findIndex((known) => isSame(known, thing));
      const known = all[at];
      if (known !== undefined) {
        all[at] = join(known, thing);
        return known.key;
      }
      const key = all.some((other) => other.key === thing.key) ? `${thing.key}I${itemSeq}` : thing.key;
      all.push({ ...thing, key });
      return key;
    },
  };
}

function renamedRule(rule: CrossRule, keyOf: (key: string) => string): CrossRule {
  if (rule.rule === 'order') return { ...rule, earlier: keyOf(rule.earlier), later: keyOf(rule.later) };
  if (rule.rule === 'same') return { ...rule, a: keyOf(rule.a), b: keyOf(rule.b) };
  return { ...rule, field: keyOf(rule.field), other: keyOf(rule.other) };
}

/** The key a field will have, before its own conditions are looked at: conditions name other fields of the same item. */
function withWhen<T extends { when: FieldDefinition['when'] }>(thing: T, keyOf: (key: string) => string): T {
  return thing.when === null ? thing : { ...thing, when: { ...thing.when, field: keyOf(thing.when.field) } };
}

/** Groups stay together in the order in which they first appear. */
function byGroup(fields: readonly FieldDefinition[]): FieldDefinition[] {
  const order = [...new Set(fields.map((field) => field.group))];
  return [...fields].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** Two different questions of one label each say which item asks them. */
function toldApart(fields: readonly FieldDefinition[], parts: ItemDefinition['parts']): FieldDefinition[] {
  const keysOf = new Map<string, string[]>();
  for (const { label, key } of fields) keysOf.set(label, [...(keysOf.get(label) ?? []), key]);
  return fields.map((field) => {
    const asking = parts.find((part) => part.fields.includes(field.key));
    const isAlone = (keysOf.get(field.label) ?? []).length < 2;
    return isAlone || !asking ? field : { ...field, label: `${field.label}（第 ${asking.itemSeq} 项）` };
  });
}

/**
 * 一件事 (R89, R90): the items' definitions, in the theme's order, as one form with each field asked once and one set of
 * materials. `parts` says which item has a part in what.
 */
export function mergeDefinitions(theme: Theme, definitions: readonly ItemDefinition[]): ItemDefinition {
  const fields = collector(isSameField, oneField);
  const materials = collector(isSameMaterial, oneMaterial);
  const tables = collector(isSameTable, (a) => a);
  const rules: CrossRule[] = [];
  const parts: ItemDefinition['parts'] = [];
  for (const definition of definitions) {
    for (const each of [fields, materials, tables]) each.nextItem();
    const keys = new Map<string, string>();
    const keyOf = (key: string): string => keys.get(key) ?? key;
    // Conditions look back at fields that come before them in the item's own list.
    for (const field of definition.fields)
      keys.set(field.key, fields.take(withWhen(field, keyOf), definition.seq));
    const materialKeys = definition.materials.map((each) =>
      materials.take(withWhen(each, keyOf), definition.seq),
    );
    const tableKeys = definition.tables.map((each) => tables.take(each, definition.seq));
    for (const rule of definition.rules) {
      const renamed = renamedRule(rule, keyOf);
      if (!rules.some((known) => same(known, renamed))) rules.push(renamed);
    }
    parts.push({
      itemSeq: definition.seq,
      fields: [...new Set(keys.values())],
      materials: [...new Set(materialKeys)],
      tables: [...new Set(tableKeys)],
    });
  }
  return {
    seq: theme.seq,
    audience: theme.audience,
    legalBasis: theme.legalBasis,
    handlingDays: Math.max(...definitions.map((definition) => definition.handlingDays)),
    fields: byGroup(toldApart(fields.all, parts)),
    materials: materials.all,
    rules,
    tables: tables.all,
    generic: false,
    parts,
  };
}
