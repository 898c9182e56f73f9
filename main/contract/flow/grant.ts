import { z } from 'zod';
import { Day, Id, Instant } from './ids';

/** 111 resident identity number, 001 unified social credit code (CZZTDMLXDM of the licence metadata). */
export const HolderCodeType = z.enum(['111', '001']);

export const Holder = z.object({
  kind: z.enum(['person', 'enterprise']),
  name: z.string().min(1),
  code: z.string().min(1),
  codeType: HolderCodeType,
});
export type Holder = z.infer<typeof Holder>;

export const CheckName = z.enum(['signature', 'status', 'validity', 'issuer', 'holder']);
/** Why a check came out as it did, where that is worth a word; never a value of the licence. */
export const CheckReason = z.enum([
  'no-root',
  'not-trusted',
  'bad-signature',
  'certificate-of-other',
  'issuer-not-competent',
  'issuer-unknown',
  'issuer-abolished',
  'successor',
  'other-holder',
  'other-name',
  'cut-name',
  'rare-characters',
  'changed-since',
]);
export type CheckReason = z.infer<typeof CheckReason>;
export const Verdict = z.enum(['passed', 'failed', 'undetermined']);
export type Verdict = z.infer<typeof Verdict>;

/** One licence as fetched for this purpose: only the elements that the item needs (R50), and how it was judged. */
export const LicenceCopy = z.object({
  licenceId: z.string().min(1),
  /** Row of the 50 common licences (annex 2). */
  typeSeq: z.number().int().positive(),
  name: z.string().min(1),
  issuer: z.string().min(1),
  number: z.string(),
  validFrom: Day.or(z.literal('')),
  validTo: Day.nullable(),
  elements: z.record(z.string(), z.string()),
  fetchedAt: Instant,
  sha256: z.string(),
  checks: z.array(z.object({ name: CheckName, verdict: Verdict, why: CheckReason.optional() })),
  verdict: Verdict,
  /** Who answers for it today: the issuer, or the body that took the issuer's duties over (R72). Empty: the issuer. */
  issuerNow: z.string().default(''),
  /** Elements that were asked for and that the issuer left empty or out (R73). */
  missing: z.array(z.string()).default([]),
  /** When the issuer last corrected it; null where never (R82). */
  correctedAt: Instant.nullable().default(null),
  /** When its status was last asked for after it was fetched; null: not again. */
  checkedAt: Instant.nullable().default(null),
});
export type LicenceCopy = z.infer<typeof LicenceCopy>;

/** A licence the item could use and that is not there: withheld by the holder, absent, or not fetched. */
export const LicenceGap = z.object({
  typeSeq: z.number().int().positive(),
  name: z.string(),
  why: z.enum(['withheld', 'absent', 'unreachable', 'failed-check']),
});
export type LicenceGap = z.infer<typeof LicenceGap>;

/** How the holder was asked; the kinds of `ConsentWay` (contract/province/consent.ts). */
export const GrantWay = z.enum([
  'shown-code',
  'id-card',
  'applicant-screen',
  'enterprise-agent',
  'guardian',
  'agent',
]);
export type GrantWay = z.infer<typeof GrantWay>;

/** One licence type with the elements that are allowed. */
export const GrantScope = z.object({
  typeSeq: z.number().int().positive(),
  elements: z.array(z.string().min(1).max(60)).max(60),
});
export type GrantScope = z.infer<typeof GrantScope>;

/** Record 3: what the holder allowed, for which purpose, until when, and what was fetched under it. */
export const Grant = z.object({
  id: Id,
  credentialId: Id,
  caseId: Id,
  itemSeq: z.number().int().positive(),
  /** 用证事由, at most 200 characters; stands on the province's log (R48). */
  purpose: z.string().min(1).max(200),
  /** The province's reference of this grant. */
  provinceRef: z.string().min(1),
  evidence: GrantWay,
  holder: Holder,
  /** Who stood at the window for the holder (guardian, helper, agent); null where it was the holder (R104). */
  actor: Holder.nullable().default(null),
  /** The province's reference of the asking; empty where its interface knows no asking. */
  consentRef: z.string().default(''),
  /** What may be fetched, and nothing besides (R48, R50). */
  allowed: z.array(GrantScope).default([]),
  windowNo: z.string().default(''),
  clerk: z.string().default(''),
  grantedAt: Instant,
  expiresAt: Instant,
  licences: z.array(LicenceCopy),
  gaps: z.array(LicenceGap),
});
export type Grant = z.infer<typeof Grant>;
