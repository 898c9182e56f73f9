import type {
  CatalogueEdition,
  CrossRule,
  FieldDefinition,
  ItemDefinition,
  LicenceType,
  MaterialDefinition,
} from '../../contract/catalogue/types';
import { issueFaults } from './issue-list';

export interface CatalogueFault {
  fault:
    | 'item-twice'
    | 'licence-twice'
    | 'licence-element-twice'
    | 'licence-paper-only'
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
    | 'rule-option'
    | 'when-field'
    | 'table-twice'
    | 'field-code'
    | 'material-code'
    | 'generic-twice'
    | 'theme-twice'
    | 'theme-item'
    | 'theme-audience'
    | 'cancelled-code'
    | 'issue-twice'
    | 'issue-licence'
    | 'issue-issuer'
    | 'issue-region'
    | 'issue-period';
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
    // R13: a type, a temporary one included, comes into the list together with its electronic form.
    if (type.elements.length === 0) yield { fault: 'licence-paper-only', at: `licence ${type.seq}` };
    for (const key of repeated(type.elements.map((element) => element.key))) {
      yield { fault: 'licence-element-twice', at: `licence ${type.seq} ${key}` };
    }
  }
  for (const seq of repeated(edition.definitions.map((definition) => definition.seq))) {
    yield { fault: 'definition-twice', at: `item ${seq}` };
  }
  const items = new Set(edition.items.map((row) => row.seq));
  const licences = new Map(edition.licences.map((type) => [type.seq, type]));
  const library: Library = {
    licences,
    fields: new Set(edition.fields.map((field) => field.code)),
    materials: new Set(edition.materials.map((material) => material.code)),
  };
  for (const definition of edition.definitions) {
    if (!items.has(definition.seq)) yield { fault: 'definition-item', at: `item ${definition.seq}` };
    yield* definitionFaults(definition, `item ${definition.seq}`, library);
  }
  for (const audience of repeated(edition.generics.map((generic) => generic.audience))) {
    yield { fault: 'generic-twice', at: `generic ${audience}` };
  }
  for (const generic of edition.generics)
    yield* definitionFaults(generic, `generic ${generic.audience}`, library);
  yield* themeFaults(edition);
  for (const { code } of edition.cancelled) {
    if (!library.materials.has(code)) yield { fault: 'cancelled-code', at: code };
  }
  yield* issueFaults(edition);
}

/** A theme is made of items that have forms of their own and are for the same kind of applicant. */
function* themeFaults(edition: CatalogueEdition): Faults {
  const definitions = new Map(edition.definitions.map((definition) => [definition.seq, definition]));
  for (const seq of repeated([...edition.items, ...edition.themes].map((row) => row.seq))) {
    yield { fault: 'theme-twice', at: `theme ${seq}` };
  }
  for (const theme of edition.themes) {
    const at = `theme ${theme.seq}`;
    if (repeated(theme.itemSeqs).length > 0) yield { fault: 'theme-item', at };
    for (const seq of theme.itemSeqs) {
      const definition = definitions.get(seq);
      if (!definition) yield { fault: 'theme-item', at: `${at} item ${seq}` };
      else if (definition.audience !== theme.audience)
        yield { fault: 'theme-audience', at: `${at} item ${seq}` };
    }
  }
}

interface Library {
  licences: Map<number, LicenceType>;
  /** Codes of the standard libraries. */
  fields: Set<string>;
  materials: Set<string>;
}

type Definition = Omit<ItemDefinition, 'seq' | 'generic' | 'parts'>;

function* definitionFaults(definition: Definition, item: string, library: Library): Faults {
  for (const key of repeated(definition.fields.map((field) => field.key))) {
    yield { fault: 'field-twice', at: `${item} field ${key}` };
  }
  const { audience } = definition;
  for (const field of definition.fields) {
    yield* fieldFaults(field, audience, `${item} field ${field.key}`, library);
  }
  for (const key of repeated(definition.materials.map((material) => material.key))) {
    yield { fault: 'material-twice', at: `${item} material ${key}` };
  }
  for (const material of definition.materials) {
    yield* materialFaults(material, audience, `${item} material ${material.key}`, library);
  }
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  for (const each of [...definition.fields, ...definition.materials]) {
    if (each.when !== null && !fields.has(each.when.field))
      yield { fault: 'when-field', at: `${item} ${each.key}` };
  }
  yield* tableFaults(definition, item, library);
  for (const [index, rule] of definition.rules.entries())
    yield* ruleFaults(rule, fields, `${item} rule ${index}`);
}

function* tableFaults({ tables, fields, audience }: Definition, item: string, library: Library): Faults {
  for (const key of repeated([...tables, ...fields].map((each) => each.key))) {
    yield { fault: 'table-twice', at: `${item} table ${key}` };
  }
  for (const table of tables) {
    const keys = new Set(table.columns.map((column) => column.key));
    const itemKeys = new Set(fields.map((field) => field.key));
    for (const key of repeated(table.columns.map((column) => column.key))) {
      yield { fault: 'field-twice', at: `${item} table ${table.key} ${key}` };
    }
    for (const column of table.columns) {
      const at = `${item} table ${table.key} ${column.key}`;
      yield* fieldFaults(column, audience, at, library);
      if (column.when !== null && !keys.has(column.when.field) && !itemKeys.has(column.when.field))
        yield { fault: 'when-field', at };
    }
  }
}

function* fieldFaults(
  field: FieldDefinition,
  audience: ItemDefinition['audience'],
  at: string,
  library: Library,
): Faults {
  if (field.code !== '' && !library.fields.has(field.code)) yield { fault: 'field-code', at };
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
    const type = library.licences.get(origin.typeSeq);
    if (type === undefined) {
      yield { fault: 'origin-licence', at };
      continue;
    }
    if (!type.elements.some((element) => element.key === origin.element))
      yield { fault: 'origin-element', at };
    // R25: an item for enterprises draws on enterprise licences only, an item for people on personal ones.
    if (type.holder !== audience) yield { fault: 'origin-holder', at };
  }
}

function* materialFaults(
  material: MaterialDefinition,
  audience: ItemDefinition['audience'],
  at: string,
  library: Library,
): Faults {
  if (material.code !== '' && !library.materials.has(material.code)) yield { fault: 'material-code', at };
  const ways = [material.settlement, material.fallback];
  const type = material.typeSeq === null ? undefined : library.licences.get(material.typeSeq);
  if (material.typeSeq !== null && type?.holder !== audience) yield { fault: 'material-licence', at };
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
  const seen = new Set<T>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
