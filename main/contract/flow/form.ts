import { z } from 'zod';
import { Id, Instant } from './ids';

export const FieldType = z.enum(['text', 'id-number', 'uscc', 'date', 'phone', 'number', 'enum']);
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
  ]),
  /** The other field of a cross-field rule, or a limit; safe to show. */
  about: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

export const FormField = z.object({
  key: z.string(),
  label: z.string(),
  group: z.string(),
  type: FieldType,
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  value: z.string(),
  source: FieldSource.nullable(),
  /** A sourced value is shown as it is and cannot be typed over. */
  locked: z.boolean(),
  problem: FieldProblem.nullable(),
});
export type FormField = z.infer<typeof FormField>;

/** The ways a proof is settled without the applicant bringing it (R08), plus paper as the safety net (R102). */
export const Settlement = z.enum(['cancelled', 'sharing', 'pledge', 'verification', 'paper']);
export type Settlement = z.infer<typeof Settlement>;

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
});
export type FormMaterial = z.infer<typeof FormMaterial>;

/** Record 4: the form as it stands at the window. Cites the grant it was filled from. */
export const Form = z.object({
  id: Id,
  grantId: Id,
  itemSeq: z.number().int().positive(),
  fields: z.array(FormField),
  materials: z.array(FormMaterial),
});
export type Form = z.infer<typeof Form>;
