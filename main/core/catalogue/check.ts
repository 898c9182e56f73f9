import type {
  CatalogueEdition,
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
} from '../../contract/catalogue/types';
import { doubtsAbout, type EditionFinding } from './doubts';
import { compareIssueLists } from './issue-list';
import { burden } from './merge';
import { wantedBy } from './wanted';

export interface EditionReport {
  /** What the new edition takes away or asks for beyond the old one: it may not come into use (R20). */
  refused: EditionFinding[];
  added: EditionFinding[];
  /** Not against the rule, but somebody should look (R09, R21). */
  warnings: EditionFinding[];
}

const itemLabel = (edition: CatalogueEdition, seq: number): string =>
  edition.items.find((row) => row.seq === seq)?.name || '名称缺失';

/** 只增不减 (R20): compares two editions of the same scope. */
export function checkEditions(before: CatalogueEdition, after: CatalogueEdition): EditionReport {
  const refused: EditionFinding[] = [];
  const added: EditionFinding[] = [];
  const gone = (kind: string, at: string, name: string): void => void refused.push({ kind, at, name });
  const come = (kind: string, at: string, name: string): void => void added.push({ kind, at, name });

  if (after.scope.level !== before.scope.level || after.scope.regionCode !== before.scope.regionCode) {
    gone('scope-changed', 'edition', `${before.scope.regionCode} → ${after.scope.regionCode}`);
  }
  if (after.edition === before.edition || after.effectiveFrom <= before.effectiveFrom) {
    gone('not-newer', 'edition', `${before.edition} → ${after.edition}`);
  }

  compareRows(before.items, after.items, {
    keyOf: (row) => row.seq,
    gone: (row) => gone('item-removed', `item ${row.seq}`, row.name || '名称缺失'),
    come: (row) => come('item-added', `item ${row.seq}`, row.name || '名称缺失'),
  });
  compareRows(before.licences, after.licences, {
    keyOf: (type) => type.seq,
    gone: (type) => gone('licence-removed', `licence ${type.seq}`, type.name),
    come: (type) => come('licence-added', `licence ${type.seq}`, type.name),
    both: (old, now) => {
      const known = new Set(now.elements.map((element) => element.key));
      for (const { key, label } of old.elements) {
        if (!known.has(key))
          gone('licence-element-removed', `licence ${old.seq} ${key}`, `${old.name} ${label}`);
      }
    },
  });
  compareRows(before.themes, after.themes, {
    keyOf: (theme) => theme.seq,
    gone: (theme) => gone('theme-removed', `theme ${theme.seq}`, theme.name),
    come: (theme) => come('theme-added', `theme ${theme.seq}`, theme.name),
    both: (old, now) => {
      for (const seq of old.itemSeqs) {
        if (!now.itemSeqs.includes(seq)) gone('theme-item-removed', `theme ${old.seq} item ${seq}`, old.name);
      }
    },
  });
  compareRows(before.cancelled, after.cancelled, {
    keyOf: (proof) => proof.code,
    gone: (proof) => gone('cancelled-withdrawn', `material ${proof.code}`, proof.name),
    come: (proof) => come('proof-cancelled', `material ${proof.code}`, proof.name),
    both: (old, now) => {
      if (now.fromDay > old.fromDay) gone('cancelled-withdrawn', `material ${old.code}`, old.name);
    },
  });
  compareRows(before.definitions, after.definitions, {
    keyOf: (definition) => definition.seq,
    gone: ({ seq }) => gone('definition-removed', `item ${seq}`, itemLabel(before, seq)),
    come: ({ seq }) => come('definition-added', `item ${seq}`, itemLabel(after, seq)),
    both: (old, now) => compareDefinitions(old, now, itemLabel(before, old.seq), gone, come),
  });
  compareIssueLists(before, after, { gone, come });
  return { refused, added, warnings: doubtsAbout(after) };
}

type Note = (kind: string, at: string, name: string) => void;

function compareRows<T>(
  before: readonly T[],
  after: readonly T[],
  about: {
    keyOf: (row: T) => string | number;
    gone: (row: T) => void;
    come: (row: T) => void;
    both?: (old: T, now: T) => void;
  },
): void {
  const now = new Map(after.map((row) => [about.keyOf(row), row]));
  const old = new Set(before.map(about.keyOf));
  for (const row of before) {
    const match = now.get(about.keyOf(row));
    if (match === undefined) about.gone(row);
    else about.both?.(row, match);
  }
  for (const row of after) if (!old.has(about.keyOf(row))) about.come(row);
}

function compareDefinitions(
  old: ItemDefinition,
  now: ItemDefinition,
  item: string,
  gone: Note,
  come: Note,
): void {
  const at = `item ${old.seq}`;
  compareRows(wantedBy(old), wantedBy(now), {
    keyOf: (link) => link.typeSeq,
    gone: ({ typeSeq }) => gone('link-removed', `${at} licence ${typeSeq}`, item),
    come: ({ typeSeq }) => come('link-added', `${at} licence ${typeSeq}`, item),
  });
  compareRows<MaterialDefinition>(old.materials, now.materials, {
    keyOf: materialKeys(old.materials),
    // One material less to ask for is what the rule is about.
    gone: () => undefined,
    come(material) {
      const where = `${at} material ${material.key}`;
      if (burden(material.settlement) > burden('sharing'))
        gone('material-added', where, `${item} ${material.name}`);
      else come('material-added', where, `${item} ${material.name}`);
    },
    both(was, is) {
      const where = `${at} material ${is.key}`;
      if (burden(is.settlement) > burden(was.settlement))
        gone('settlement-widened', where, `${item} ${is.name}`);
      else if (burden(is.fallback) > burden(was.fallback))
        gone('fallback-widened', where, `${item} ${is.name}`);
      else if (was.when !== null && is.when === null) gone('material-widened', where, `${item} ${is.name}`);
    },
  });
  compareFields(old.fields, now.fields, at, item, gone);
  compareRows(old.tables, now.tables, {
    keyOf: (table) => table.key,
    gone: () => undefined,
    come(table) {
      if (table.minRows > 0) compareFields([], table.columns, `${at} table ${table.key}`, item, gone);
    },
    both(was, is) {
      const where = `${at} table ${is.key}`;
      if (is.minRows > was.minRows) gone('table-widened', where, `${item} ${is.label}`);
      compareFields(was.columns, is.columns, where, item, gone);
    },
  });
}

function compareFields(
  old: readonly FieldDefinition[],
  now: readonly FieldDefinition[],
  at: string,
  item: string,
  gone: Note,
): void {
  const demands = (field: FieldDefinition): boolean =>
    field.required && field.origins.length === 0 && field.preset === '';
  compareRows(old, now, {
    keyOf: (field) => field.key,
    gone: () => undefined,
    come(field) {
      if (demands(field)) gone('field-added', `${at} field ${field.key}`, `${item} ${field.label}`);
    },
    both(was, is) {
      if (was.origins.length > 0 && is.origins.length === 0) {
        gone('sharing-removed', `${at} field ${is.key}`, `${item} ${is.label}`);
      } else if (demands(is) && (!was.required || (was.when !== null && is.when === null))) {
        gone('field-widened', `${at} field ${is.key}`, `${item} ${is.label}`);
      }
    },
  });
}

/** By code; a material that had none yet is known again by its key. */
function materialKeys(old: readonly MaterialDefinition[]): (material: MaterialDefinition) => string {
  const uncoded = new Set(old.filter(({ code }) => code === '').map(({ key }) => key));
  return ({ code, key }) => (code === '' || uncoded.has(key) ? key : code);
}
