import type {
  CatalogueEdition,
  CrossRule,
  FieldDefinition,
  ItemDefinition,
  LicenceType,
  MaterialDefinition,
} from '../../contract/catalogue/types';

export interface CatalogueFault {
  fault:
    | 'item-twice'
    | 'licence-twice'
    | 'licence-element-twice'
    | 'definition-twice'
    | 'definition-item'
    | 'field-twice'
    | 'field-options'
    | 'field-preset'
    | 'origin-licence'
    | 'origin-element'
    | 'origin-holder'
    | 'material-twice'
    | 'material-licence'
    | 'material-pledge'
    | 'rule-field'
    | 'rule-type'
    | 'rule-option';
  at: string;
}

/** The first thing in the edition that contradicts another; undefined when it hangs together. */
export function findFault(edition: CatalogueEdition): CatalogueFault | undefined {
  return editionFaults(edition).next().value;
}

type Faults = Generator<CatalogueFault, undefined>;

function* editionFaults(edition: CatalogueEdition): Faults {
  for (const seq of repeated(edition.items.map((row) => row.seq)))
    yield { fault: 'item-twice', at: `item ${seq}` };
  for (const seq of repeated(edition.licences.map((type) => type.seq))) {
    yield { fault: 'licence-twice', at: `licence ${seq}` };
  }
  for (const type of edition.licences) {
    for (const key of repeated(type.elements.map((element) => element.key))) {
      yield { fault: 'licence-element-twice', at: `licence ${type.seq} ${key}` };
    }
  }
  for (const seq of repeated(edition.definitions.map((definition) => definition.seq))) {
    yield { fault: 'definition-twice', at: `item ${seq}` };
  }
  const items = new Set(edition.items.map((row) => row.seq));
  const licences = new Map(edition.licences.map((type) => [type.seq, type]));
  for (const definition of edition.definitions) {
    if (!items.has(definition.seq)) yield { fault: 'definition-item', at: `item ${definition.seq}` };
    yield* definitionFaults(definition, licences);
  }
}

function* definitionFaults(definition: ItemDefinition, licences: Map<number, LicenceType>): Faults {
  const item = `item ${definition.seq}`;
  for (const key of repeated(definition.fields.map((field) => field.key))) {
    yield { fault: 'field-twice', at: `${item} field ${key}` };
  }
  for (const field of definition.fields) yield* fieldFaults(field, definition, licences);
  for (const key of repeated(definition.materials.map((material) => material.key))) {
    yield { fault: 'material-twice', at: `${item} material ${key}` };
  }
  for (const material of definition.materials) yield* materialFaults(material, definition, licences);
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  for (const [index, rule] of definition.rules.entries())
    yield* ruleFaults(rule, fields, `${item} rule ${index}`);
}

function* fieldFaults(
  field: FieldDefinition,
  definition: ItemDefinition,
  licences: Map<number, LicenceType>,
): Faults {
  const at = `item ${definition.seq} field ${field.key}`;
  if ((field.type === 'enum') !== field.options.length > 0) yield { fault: 'field-options', at };
  if (repeated(field.options.map((option) => option.value)).length > 0) yield { fault: 'field-options', at };
  if (
    field.type === 'enum' &&
    field.preset !== '' &&
    !field.options.some((option) => option.value === field.preset)
  ) {
    yield { fault: 'field-preset', at };
  }
  for (const origin of field.origins) {
    if (origin.from !== 'licence') continue;
    const type = licences.get(origin.typeSeq);
    if (type === undefined) {
      yield { fault: 'origin-licence', at };
      continue;
    }
    if (!type.elements.some((element) => element.key === origin.element))
      yield { fault: 'origin-element', at };
    // R25: an item for enterprises draws on enterprise licences only, an item for people on personal ones.
    if (type.holder !== definition.audience) yield { fault: 'origin-holder', at };
  }
}

function* materialFaults(
  material: MaterialDefinition,
  definition: ItemDefinition,
  licences: Map<number, LicenceType>,
): Faults {
  const at = `item ${definition.seq} material ${material.key}`;
  const ways = [material.settlement, material.fallback];
  const type = material.typeSeq === null ? undefined : licences.get(material.typeSeq);
  if (material.typeSeq !== null && type?.holder !== definition.audience)
    yield { fault: 'material-licence', at };
  if (ways.includes('sharing') && material.typeSeq === null) yield { fault: 'material-licence', at };
  if (ways.includes('pledge') !== (material.pledgeText !== '')) yield { fault: 'material-pledge', at };
}

function* ruleFaults(rule: CrossRule, fields: Map<string, FieldDefinition>, at: string): Faults {
  const keys =
    rule.rule === 'order'
      ? [rule.earlier, rule.later]
      : rule.rule === 'same'
        ? [rule.a, rule.b]
        : [rule.field, rule.other];
  if (keys.some((key) => !fields.has(key))) yield { fault: 'rule-field', at };
  if (rule.rule === 'order' && keys.some((key) => fields.get(key)?.type !== 'date'))
    yield { fault: 'rule-type', at };
  const options = rule.rule === 'required-when' ? (fields.get(rule.other)?.options ?? []) : [];
  if (
    rule.rule === 'required-when' &&
    options.length > 0 &&
    !options.some((option) => option.value === rule.equals)
  ) {
    yield { fault: 'rule-option', at };
  }
}

function repeated<T>(values: T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
