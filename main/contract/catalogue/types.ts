import { z } from 'zod';
import { Classification, FieldType, Settlement } from '../flow/form';
import { Day } from '../flow/ids';
import { SealLevel } from '../province/seals';
import { IssueEntry } from './issue-list';

export const ElementFormat = z.enum(['day', 'day-or-open', 'identity-number', 'credit-code', 'card-number']);
export type ElementFormat = z.infer<typeof ElementFormat>;

/** What the data of a licence type have to be like (R83), by the keys of its elements. */
export const QualityRules = z.object({
  required: z.array(z.string().min(1)).default([]),
  formats: z.record(z.string().min(1), ElementFormat).default({}),
  /** Element -> the values that its code list has. */
  codes: z.record(z.string().min(1), z.array(z.string()).min(1)).default({}),
  /** Of two days the first is not after the second. */
  orders: z.array(z.object({ earlier: z.string(), later: z.string() })).default([]),
});
export type QualityRules = z.infer<typeof QualityRules>;

/** Joint seals (R71): every licence of the type bears a seal of each of these departments, on that level; the issuer's counts. */
export const JointSeal = z.object({ department: z.string().min(1), level: SealLevel });
export type JointSeal = z.infer<typeof JointSeal>;

/** One of the 50 common licences (annex 2 of 鲁政办字〔2022〕50号). Element keys are this project's own. */
export const LicenceType = z.object({
  seq: z.number().int().positive(),
  name: z.string().min(1),
  issuer: z.string().min(1),
  level: z.string().min(1),
  /** R25: rows 1-32 personal, 33-50 enterprise. */
  holder: z.enum(['person', 'enterprise']),
  elements: z.array(
    z.object({
      key: z.string().min(1),
      label: z.string().min(1),
      /** Of the data, whatever item asks for it; 4 is masked wherever it is shown (R51). */
      level: Classification.default(3),
      /** How it is masked. */
      type: FieldType.default('text'),
    }),
  ),
  /** The element that repeats the licence's number, which is as sensitive; empty where none does. */
  numberElement: z.string().default(''),
  quality: QualityRules.prefault({}),
  jointSeals: z.array(JointSeal).default([]),
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
  /** name, code of the holder that the province resolved; nameAndCode fills a reference. */
  z.object({ from: z.literal('holder'), element: z.enum(['name', 'code', 'nameAndCode']) }),
]);
export type ValueOrigin = z.infer<typeof ValueOrigin>;

/** Entry of the standard field library, which item definitions refer to by `code`. */
export const StandardField = z.object({
  code: z.string().regex(/^F(-[A-Z0-9]+)+$/),
  label: z.string().min(1),
  type: FieldType,
  maxLength: z.number().int().positive().max(400),
  options: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
  origins: z.array(ValueOrigin).default([]),
  classification: Classification,
  /** The standard whose codes or form the value follows (GB/T 3304); empty where there is none. */
  gb: z.string().default(''),
  /** An enterprise's own datum that is given once (R05): what it has told one office is not asked of it again. */
  reusable: z.literal(true).optional(),
});
export type StandardField = z.infer<typeof StandardField>;

/** Holds where the field (of the same row, else of the item) has one of these values and is not hidden itself. */
export const Condition = z.object({ field: z.string().min(1), in: z.array(z.string()).min(1) });
export type Condition = z.infer<typeof Condition>;

export const FieldDefinition = z.object({
  /** Of the standard field it is made from; empty for a field of its own. */
  code: z.string().default(''),
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
  /** Level of the data, 1 to 4; 4 is masked on screen and in print (R51). */
  classification: Classification.default(3),
  /** As in the library; a field with a label of its own asks for something else, and is not. */
  reusable: z.literal(true).optional(),
  /** The field is asked only where this holds; null: always. */
  when: Condition.nullable().default(null),
});
export type FieldDefinition = z.infer<typeof FieldDefinition>;

/**
 * Calendar days within which supervision has to have checked a pledge (R18). Where the catalogue says nothing: two months, as
 * rules on licensing by pledge usually set.
 */
export const DEFAULT_AFTER_CHECK_DAYS = 60;
const AfterCheckDays = z.number().int().min(1).max(365).default(DEFAULT_AFTER_CHECK_DAYS);

/** Entry of the standard material library, which item definitions refer to by `code`. */
export const StandardMaterial = z.object({
  code: z.string().regex(/^M(-[A-Z0-9]+)+$/),
  name: z.string().min(1),
  /** The licence type that replaces it; null where none does. */
  typeSeq: z.number().int().nullable(),
  settlement: Settlement,
  fallback: Settlement,
  basis: z.string().min(1),
  /** R16: may a pledge stand for it, since later supervision can put a false one right. */
  pledgeable: z.boolean(),
  /** The seven parts that 国办发〔2020〕42号 lists, with `{item}` and `{basis}` left open; empty if not pledgeable. */
  pledgeText: z.string().default(''),
  afterCheckDays: AfterCheckDays,
});
export type StandardMaterial = z.infer<typeof StandardMaterial>;

export const MaterialDefinition = z.object({
  /** Of the standard material it is made from; empty for a material of its own. */
  code: z.string().default(''),
  key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  name: z.string().min(1),
  /** What settles it where everything works; a gap falls back to `fallback`. */
  settlement: Settlement,
  fallback: Settlement,
  typeSeq: z.number().int().nullable(),
  /** Legal basis or rule that asks for it (R10). */
  basis: z.string().min(1),
  pledgeText: z.string().default(''),
  afterCheckDays: AfterCheckDays,
  /** The material is asked for only where this holds; null: always. */
  when: Condition.nullable().default(null),
  /** Files may be attached to it. */
  attachment: z.boolean().default(false),
});
export type MaterialDefinition = z.infer<typeof MaterialDefinition>;

/** A part of the form that repeats: each row has all columns. Only the first row is pre-filled from the columns' origins. */
export const TableDefinition = z
  .object({
    key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
    label: z.string().min(1),
    columns: z.array(FieldDefinition).min(1),
    minRows: z.number().int().nonnegative(),
    maxRows: z.number().int().positive().max(50),
  })
  .refine((table) => table.minRows <= table.maxRows, { error: 'minRows above maxRows' });
export type TableDefinition = z.infer<typeof TableDefinition>;

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
  tables: z.array(TableDefinition).default([]),
  /** True: nobody has defined the item, this is the general form that stands in for its own. */
  generic: z.boolean().default(false),
  /** Of a theme: which of its fields, materials and tables each item has a part in. Empty for a single item. */
  parts: z
    .array(
      z.object({
        itemSeq: z.number().int().positive(),
        fields: z.array(z.string()),
        materials: z.array(z.string()),
        tables: z.array(z.string()),
      }),
    )
    .default([]),
});
export type ItemDefinition = z.infer<typeof ItemDefinition>;

/** Stands in for items that nobody has defined yet, one for people and one for enterprises; never passed off as their own. */
export const GenericDefinition = ItemDefinition.omit({ seq: true, generic: true, parts: true });
export type GenericDefinition = z.infer<typeof GenericDefinition>;

/** Themes are chosen like items; their numbers begin here, beyond every list of items. */
export const FIRST_THEME_SEQ = 9000;

/** 一件事 (R89-R91): several items as one case, one form and one set of materials. */
export const Theme = z.object({
  seq: z.number().int().min(FIRST_THEME_SEQ),
  name: z.string().min(1),
  audience: z.enum(['person', 'enterprise']),
  /** In the order in which they are handled. */
  itemSeqs: z.array(z.number().int().positive()).min(2),
  /** What the applicant is told once, at the beginning. */
  guide: z.string().min(1),
  legalBasis: z.string().min(1),
});
export type Theme = z.infer<typeof Theme>;

/** R12: from `fromDay` nobody is asked for this proof any more, in whatever item. */
export const CancelledProof = z.object({
  /** Of the standard material library. */
  code: z.string().min(1),
  name: z.string().min(1),
  fromDay: Day,
  /** The document it rests on. */
  document: z.string().min(1),
});
export type CancelledProof = z.infer<typeof CancelledProof>;

/**
 * R93: who handles the items of a department, by level. `{region}` in `body` stands for the name of the region. `itemSeqs`: only
 * these items, for which the department's other rows do not count then; empty: every item that has no row of its own.
 */
export const ItemRoute = z.object({
  department: z.string().min(1),
  itemSeqs: z.array(z.number().int().positive()).default([]),
  level: z.enum(['province', 'city', 'county']),
  body: z.string().min(1),
});
export type ItemRoute = z.infer<typeof ItemRoute>;

/** Whose list it is. Region codes are GB/T 2260: 370000 Shandong, 370100 Jinan. */
export const EditionScope = z.object({
  level: z.enum(['province', 'city']),
  regionCode: z.string().regex(/^\d{6}$/),
});
export type EditionScope = z.infer<typeof EditionScope>;

/** A dated, immutable edition of the catalogue. `mappingNote` says that field/licence mappings are this project's own. */
export const CatalogueEdition = z.object({
  edition: z.string().min(1),
  effectiveFrom: Day,
  mappingNote: z.string().min(1),
  items: z.array(ItemRow),
  licences: z.array(LicenceType),
  definitions: z.array(ItemDefinition),
  fields: z.array(StandardField).default([]),
  materials: z.array(StandardMaterial).default([]),
  /** A city's edition lies over the province's: it adds items, definitions and links and takes nothing away (R20, R22). */
  scope: EditionScope.default({ level: 'province', regionCode: '370000' }),
  /** Last day in force; null: until the next edition. */
  effectiveUntil: Day.nullable().default(null),
  /** Every edition of this scope published so far, this one included (R21: two a year at least). */
  published: z.array(z.object({ edition: z.string().min(1), day: Day })).default([]),
  generics: z.array(GenericDefinition).default([]),
  themes: z.array(Theme).default([]),
  cancelled: z.array(CancelledProof).default([]),
  routes: z.array(ItemRoute).default([]),
  /** Licence types whose old holdings are still being brought into the library (R74), by their rows. */
  backfills: z.array(z.number().int().positive()).default([]),
  /** Licence types that are proofs, which their department issues online when it is asked (R30), by their rows. */
  issuedOnline: z.array(z.number().int().positive()).default([]),
  /** 发证清单 (R23). Empty: nothing is said, and the province is asked for everything. */
  issueList: z.array(IssueEntry).default([]),
});
export type CatalogueEdition = z.infer<typeof CatalogueEdition>;
