import { z } from 'zod';
import { Day, Id, Instant } from './ids';

/** The four documents an ID-card reader can meet (standards: GA 450/467, flag at offset 248 of the text block). */
export const CardDocument = z.enum(['resident', 'foreign-2017', 'hmt-permit', 'foreign-2023']);
export type CardDocument = z.infer<typeof CardDocument>;

export const CodeFormat = z.enum([
  'resident-code',
  'enterprise-code',
  'business-licence',
  'medical-voucher',
  'social-security-voucher',
  'department-code',
  /** A ticket that this window called, of a person or of an enterprise: comes from the province, never from a scanner. */
  'called-person',
  'called-enterprise',
  'id-number',
  'uscc',
  'licence-id',
  'receipt',
  'unknown',
]);
export type CodeFormat = z.infer<typeof CodeFormat>;

/** Something odd that a clerk should know but that does not stop the case. */
export const CredentialWarning = z.enum([
  'check-digit',
  'sex-mismatch',
  'birth-mismatch',
  'private-characters',
]);
export type CredentialWarning = z.infer<typeof CredentialWarning>;

/** Record 2: what a frame says about who stands at the window. Personal data: never logged. */
export const Credential = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('id-card'),
    id: Id,
    frameId: Id,
    readAt: Instant,
    document: CardDocument,
    /** In standard characters. */
    name: z.string().min(1),
    /** As the chip holds it, where that differs: older cards have rare characters at private code points. */
    nameOnCard: z.string().default(''),
    /** GB/T 2261.1: 1 male, 2 female. */
    sex: z.string(),
    /** GB/T 3304 two digits; empty where the document has none. */
    nation: z.string(),
    birthDay: Day.or(z.literal('')),
    address: z.string(),
    number: z.string().min(1),
    issuer: z.string(),
    validFrom: Day.or(z.literal('')),
    /** null: no end (长期). */
    validTo: Day.nullable(),
    warnings: z.array(CredentialWarning),
  }),
  z.object({
    kind: z.literal('code'),
    id: Id,
    frameId: Id,
    readAt: Instant,
    format: CodeFormat,
    /** The decoded text, at most 2048 characters, printable only. */
    payload: z.string().min(1).max(2048),
    warnings: z.array(CredentialWarning),
  }),
]);
export type Credential = z.infer<typeof Credential>;
export type CardCredential = Extract<Credential, { kind: 'id-card' }>;
export type CodeCredential = Extract<Credential, { kind: 'code' }>;
