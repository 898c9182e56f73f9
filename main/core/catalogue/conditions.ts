import type { CatalogueSwitch, SwitchState } from '../../contract/catalogue/switches';
import type {
  CancelledProof,
  FieldDefinition,
  ItemDefinition,
  MaterialDefinition,
  ValueOrigin,
} from '../../contract/catalogue/types';

/** What holds here and now, beside the edition itself. */
export interface Conditions {
  /** The hall's calendar day. */
  today(): string;
  switches(): readonly CatalogueSwitch[];
  /** Of the edition in force: they hold for a case that was begun with an earlier one, too (R12). */
  cancelled?(): readonly CancelledProof[];
}

/** The latest row in force decides; of rows from the same day the one set last. On where nobody said anything (R125). */
export function switchState(
  switches: readonly CatalogueSwitch[],
  of: CatalogueSwitch['of'],
  seq: number,
  today: string,
): SwitchState {
  let decisive: CatalogueSwitch | null = null;
  for (const row of switches) {
    if (row.of !== of || row.seq !== seq || row.fromDay > today) continue;
    if (decisive === null || row.fromDay >= decisive.fromDay) decisive = row;
  }
  return decisive?.state ?? 'on';
}

/** R12: what is `cancelled` today is asked of nobody; it stays in sight, with the document it was cancelled by. */
export function withoutCancelled(
  definition: ItemDefinition,
  cancelled: readonly CancelledProof[],
): ItemDefinition {
  const gone = new Map(cancelled.map((proof) => [proof.code, proof]));
  if (!definition.materials.some(({ code }) => gone.has(code))) return definition;
  return {
    ...definition,
    materials: definition.materials.map((material) => {
      const proof = gone.get(material.code);
      if (!proof) return material;
      return {
        ...material,
        settlement: 'cancelled' as const,
        fallback: 'cancelled' as const,
        typeSeq: null,
        pledgeText: '',
        attachment: false,
        basis: `${proof.document}（自 ${proof.fromDay} 起取消）`,
      };
    }),
  };
}

/** Without the licence types that are switched off here: nothing is filled from them, their materials take the second way. */
export function withoutLicences(
  definition: ItemDefinition,
  isOff: (typeSeq: number) => boolean,
): ItemDefinition {
  const used = (origin: ValueOrigin): boolean => origin.from !== 'licence' || !isOff(origin.typeSeq);
  const field = (each: FieldDefinition): FieldDefinition => ({ ...each, origins: each.origins.filter(used) });
  const material = (each: MaterialDefinition): MaterialDefinition =>
    each.typeSeq !== null && isOff(each.typeSeq)
      ? {
          ...each,
          typeSeq: null,
          settlement: each.settlement === 'sharing' ? secondWay(each) : each.settlement,
          fallback: secondWay(each),
        }
      : each;
  return {
    ...definition,
    fields: definition.fields.map(field),
    materials: definition.materials.map(material),
    tables: definition.tables.map((table) => ({ ...table, columns: table.columns.map(field) })),
  };
}

const secondWay = (material: MaterialDefinition): MaterialDefinition['fallback'] =>
  material.fallback === 'sharing' ? 'verification' : material.fallback;
