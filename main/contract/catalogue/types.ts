import { z } from 'zod';
import { FieldType, Settlement } from '../flow/form';
import { Day } from '../flow/ids';

/** One of the 50 common licences (annex 2 of 鲁政办字〔2022〕50号). Element keys are this project's own. */
export const LicenceType = z.object({
  seq: z.number().int().positive(),
  name: z.string().min(1),
  issuer: z.string().min(1),
  level: z.string().min(1),
  /** R25: rows 1-32 personal, 33-50 enterprise. */
  holder: z.enum(['person', 'enterprise']),
  elements: z.array(z.object({ key: z.string().min(1), label: z.string().min(1) })),
});
export type LicenceType = z.infer<typeof LicenceType>;

/** Row of the 500-item use list. `name` is empty for 52, 233, 319 and 467 and shown as 名称缺失. Key is `seq`. */
export const ItemRow = z.object({
  seq: z.number().int().positive(),
  department: z.string().min(1),
  name: z.string(),
});
export type ItemRow = z.infer<typeof ItemRow>;

/** A place a field's value can come from, tried in order. */
export const ValueOrigin = z.discriminatedUnion('from', [
  z.object({ from: z.literal('licence'), typeSeq: z.number().int(), element: z.string() }),
  /** name, number, sex, nation, birthDay, address of the card laid on the reader. */
  z.object({
    from: z.literal('id-card'),
    element: z.enum(['name', 'number', 'sex', 'nation', 'birthDay', 'address']),
  }),
  /** name, code of the holder that the province resolved. */
  z.object({ from: z.literal('holder'), element: z.enum(['name', 'code']) }),
]);
export type ValueOrigin = z.infer<typeof ValueOrigin>;

export const FieldDefinition = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  label: z.string().min(1),
  group: z.string().min(1),
  type: FieldType,
  required: z.boolean(),
  maxLength: z.number().int().positive().max(400),
  options: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
  origins: z.array(ValueOrigin).default([]),
  /** What the field starts with where no origin fills it; the clerk may change it. */
  preset: z.string().max(400).default(''),
});
export type FieldDefinition = z.infer<typeof FieldDefinition>;

export const MaterialDefinition = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  name: z.string().min(1),
  /** What settles it where everything works; a gap falls back to `fallback`. */
  settlement: Settlement,
  fallback: Settlement,
  typeSeq: z.number().int().nullable(),
  /** Legal basis or rule that asks for it (R10). */
  basis: z.string().min(1),
  pledgeText: z.string().default(''),
});
export type MaterialDefinition = z.infer<typeof MaterialDefinition>;

export const CrossRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('order'), earlier: z.string(), later: z.string() }),
  z.object({ rule: z.literal('same'), a: z.string(), b: z.string() }),
  z.object({ rule: z.literal('required-when'), field: z.string(), other: z.string(), equals: z.string() }),
]);
export type CrossRule = z.infer<typeof CrossRule>;

export const ItemDefinition = z.object({
  seq: z.number().int().positive(),
  audience: z.enum(['person', 'enterprise']),
  legalBasis: z.string().min(1),
  handlingDays: z.number().int().nonnegative(),
  fields: z.array(FieldDefinition).min(1),
  materials: z.array(MaterialDefinition).min(1),
  rules: z.array(CrossRule),
});
export type ItemDefinition = z.infer<typeof ItemDefinition>;

/** A dated, immutable edition of the catalogue. `mappingNote` says that field/licence mappings are this project's own. */
export const CatalogueEdition = z.object({
  edition: z.string().min(1),
  effectiveFrom: Day,
  mappingNote: z.string().min(1),
  items: z.array(ItemRow),
  licences: z.array(LicenceType),
  definitions: z.array(ItemDefinition),
});
export type CatalogueEdition = z.infer<typeof CatalogueEdition>;
