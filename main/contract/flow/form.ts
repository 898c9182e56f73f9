import { z } from 'zod';
import { Id, Instant, Sha256 } from './ids';
import { Signature } from './signature';

/**
 * `region`: a six-digit GB/T 2260 code of the province. `person`, `enterprise`: a reference `name number`, divided at the
 * last blank; the number is an identity number or a unified social credit code.
 */
export const FieldType = z.enum([
  'text',
  'id-number',
  'uscc',
  'date',
  'phone',
  'number',
  'enum',
  'region',
  'person',
  'enterprise',
]);
export type FieldType = z.infer<typeof FieldType>;

/** Where a value comes from; stays with the value through form, receipt and parcel (R03, R81). */
export const FieldSource = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('licence'),
    licenceId: z.string(),
    typeSeq: z.number().int(),
    name: z.string(),
    issuer: z.string(),
    element: z.string(),
    at: Instant,
  }),
  z.object({ from: z.literal('id-card'), element: z.string(), at: Instant }),
  z.object({ from: z.literal('holder'), element: z.string(), at: Instant }),
  /** The enterprise gave it in an earlier case (R05). `element`: code of the standard field, `number`: of that case's receipt, `at`: when the province took it in. */
  z.object({
    from: z.literal('earlier-case'),
    element: z.string(),
    caseId: Id,
    number: z.string(),
    at: Instant,
  }),
  /** What the definition starts the field with; nobody has touched it. */
  z.object({ from: z.literal('preset'), at: Instant }),
  z.object({ from: z.literal('clerk'), at: Instant }),
]);
export type FieldSource = z.infer<typeof FieldSource>;

export const FieldProblem = z.object({
  code: z.enum([
    'required',
    'too-long',
    'date-format',
    'id-number',
    'uscc',
    'phone',
    'number',
    'option',
    'order',
    'mismatch',
    'pledge',
    'region',
    'reference',
  ]),
  /** The other field of a cross-field rule, or a limit; safe to show. */
  about: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/**
 * Sources that say different things about one field, in the catalogue's order. Blocks submission until decided: a candidate
 * chosen, or one used for now while the holder objects to the data or the department is asked. `authoritative`: whose word it is
 * first of all, by the catalogue (一数一源, R81).
 */
export const FieldConflict = z.object({
  candidates: z
    .array(z.object({ value: z.string(), source: FieldSource, authoritative: z.literal(true).optional() }))
    .min(2),
  decided: z
    .object({
      by: z.enum(['chosen', 'objection', 'verification']),
      /** The candidate in force. */
      index: z.number().int().nonnegative(),
      reason: z.string(),
      at: Instant,
    })
    .nullable(),
});
export type FieldConflict = z.infer<typeof FieldConflict>;

/** A sourced value that was corrected by hand, and why (R116). `former` is what the source said. */
export const FieldDeviation = z.object({
  reason: z.string().min(1),
  at: Instant,
  former: z.object({ value: z.string(), source: FieldSource }),
});
export type FieldDeviation = z.infer<typeof FieldDeviation>;

/**
 * R51: 1 public, 2 internal, 3 personal, 4 sensitive personal (number, account, health, religion, a child). Level 4 is
 * masked on screen until somebody asks to see it, and in print (R52).
 */
export const Classification = z.number().int().min(1).max(4);
export type Classification = z.infer<typeof Classification>;

/** `key` of a table's field: `<table>.<row>.<column>`; the row's number stays its own when other rows go. */
export const FormField = z.object({
  key: z.string(),
  label: z.string(),
  group: z.string(),
  type: FieldType,
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  value: z.string(),
  source: FieldSource.nullable(),
  /** A sourced value is shown as it is; typing over it needs a reason. */
  locked: z.boolean(),
  problem: FieldProblem.nullable(),
  /** Its condition does not hold: not required, not printed, not delivered. What was typed is kept until submission. */
  hidden: z.boolean().default(false),
  classification: Classification.default(3),
  /** Only in views: `value` (and every other value of the field) is shown in part. */
  masked: z.boolean().default(false),
  /** Of the standard field library, where an enterprise gives the value once for all offices (R05). */
  code: z.string().optional(),
  conflict: FieldConflict.nullable().default(null),
  deviation: FieldDeviation.nullable().default(null),
});
export type FormField = z.infer<typeof FormField>;

/** The ways a proof is settled without the applicant bringing it (R08), plus paper as the safety net (R102). */
export const Settlement = z.enum(['cancelled', 'sharing', 'pledge', 'verification', 'paper']);
export type Settlement = z.infer<typeof Settlement>;

/** A file that goes with a material. Its bytes lie in the store, and are gone with the case. `mime` is what the bytes say. */
export const FormAttachment = z.object({
  id: Id,
  name: z.string().min(1).max(120),
  mime: z.enum(['image/png', 'image/jpeg', 'application/pdf']),
  size: z.number().int().positive(),
  sha256: Sha256,
});
export type FormAttachment = z.infer<typeof FormAttachment>;

/**
 * How a pledge was given. `signed`: by hand on the screen. `spoken`: said at the window and noted down by the clerk;
 * never called signed. `signature` is there until the receipt is sealed, and in no view.
 */
export const GivenPledge = z.object({
  method: z.enum(['signed', 'spoken']),
  /** Edition of the catalogue and digest of the text that was read. */
  textVersion: z.string().min(1).max(40),
  at: Instant,
  signature: Signature.nullable(),
  /** Of text, version, time, holder and strokes; what is registered for the after-check. */
  sha256: Sha256,
});
export type GivenPledge = z.infer<typeof GivenPledge>;

export const FormMaterial = z.object({
  key: z.string(),
  name: z.string(),
  settlement: Settlement,
  /** The licence that replaced it, where sharing did. */
  licenceId: z.string().nullable(),
  licenceName: z.string(),
  basis: z.string(),
  settled: z.boolean(),
  /** Text the applicant pledges to, empty unless `settlement` is pledge. */
  pledgeText: z.string(),
  /** Why paper was taken in (R102); goes with the case, not into the audit trail, since people write names into it. */
  paperReason: z.string().default(''),
  /** 待联网核验: taken in while the province was away, which settles it when it is back. Asked of nobody meanwhile (R14). */
  deferred: z.literal(true).optional(),
  /** Its condition does not hold: nobody has to hand it in. */
  hidden: z.boolean().default(false),
  /** Files may be attached; where it is settled by paper, one file settles it. */
  attachable: z.boolean().default(false),
  attachments: z.array(FormAttachment).default([]),
  /** Only of a material that a pledge settles. */
  pledge: GivenPledge.nullable().default(null),
});
export type FormMaterial = z.infer<typeof FormMaterial>;

/** A part of the form that repeats. `rows`: the numbers of its rows, in order; a number is never that of another row. */
export const FormTable = z.object({
  key: z.string(),
  label: z.string(),
  rows: z.array(z.number().int().positive()),
  minRows: z.number().int().nonnegative(),
  maxRows: z.number().int().positive(),
});
export type FormTable = z.infer<typeof FormTable>;

/** Record 4: the form as it stands at the window. Cites the grant it was filled from. */
/** The applicant signed the form by hand on screen (R75). `sha256`: of what was signed; `signature` is in no view. */
export const SignedForm = z.object({ at: Instant, signature: Signature, sha256: Sha256 });
export type SignedForm = z.infer<typeof SignedForm>;

export const Form = z.object({
  id: Id,
  grantId: Id,
  itemSeq: z.number().int().positive(),
  fields: z.array(FormField),
  materials: z.array(FormMaterial),
  tables: z.array(FormTable).default([]),
  signed: SignedForm.optional(),
});
export type Form = z.infer<typeof Form>;
