import { z } from 'zod';
import { SealLevel } from '../province/seals';
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

export const CheckName = z.enum(['signature', 'status', 'validity', 'issuer', 'holder', 'seals']);
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
  'recognised',
  'not-recognised',
  'nation-unreachable',
  'not-readable',
  'no-file',
  'seal-missing',
  'other-document',
  'body-not-named',
  'other-level',
  'seal-withdrawn',
  'seal-state-unknown',
  'certificate-not-in-force',
  'certificate-ended',
  'sealed-later',
]);
export type CheckReason = z.infer<typeof CheckReason>;
export const Verdict = z.enum(['passed', 'failed', 'undetermined']);
export type Verdict = z.infer<typeof Verdict>;

export const SealCheckName = z.enum(['present', 'signature', 'certificate', 'status', 'competence', 'time']);

/** One seal of a jointly sealed licence (R71), the issuer's own first: who, on which level, and how it was judged. */
export const SealFact = z.object({
  /** Name of the body; of the department where nobody of it has sealed. */
  body: z.string().min(1),
  /** null: the name does not tell it. */
  level: SealLevel.nullable(),
  checks: z.array(z.object({ name: SealCheckName, verdict: Verdict, why: CheckReason.optional() })),
  verdict: Verdict,
});
export type SealFact = z.infer<typeof SealFact>;

/** What is wrong with the data of a licence by the quality rules of its type (R83); never a value. */
export const QualityFault = z.object({
  rule: z.enum(['missing', 'format', 'code', 'order', 'issuer', 'validity', 'digest', 'identifier']),
  /** The element it is about; empty where it is about the whole licence. */
  element: z.string(),
});
export type QualityFault = z.infer<typeof QualityFault>;

/** 国家、省、市三级 (R65): whose library of electronic licences. */
export const LicenceLevel = z.enum(['city', 'province', 'nation']);
export type LicenceLevel = z.infer<typeof LicenceLevel>;

/** `regionCode`: GB/T 2260 of the city or province; 000000 of the nation. */
export const LicenceLibrary = z.object({ level: LicenceLevel, regionCode: z.string().regex(/^\d{6}$/) });
export type LicenceLibrary = z.infer<typeof LicenceLibrary>;

/** The body answerable for each step of a licence's way (发证、持证、用证、共享、留存, R76), by its name. */
export const LicenceDuties = z.object({
  issuing: z.string().min(1),
  holding: z.string().min(1),
  using: z.string().min(1),
  sharing: z.string().min(1),
  keeping: z.string().min(1),
});
export type LicenceDuties = z.infer<typeof LicenceDuties>;

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
  /** Where it came from; left out where the interface does not tell. */
  library: LicenceLibrary.optional(),
  /** GB/T 2260 of the other province that issued it; left out where it is ours (R66). */
  issuedIn: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Left out of copies from before duties were noted. */
  duties: LicenceDuties.optional(),
  /** Every seal of a jointly sealed licence; none where only its issuer has to seal it (R71). */
  seals: z.array(SealFact).default([]),
  /** By the quality rules of its type (R83); a fault does not fail the licence. */
  faults: z.array(QualityFault).default([]),
});
export type LicenceCopy = z.infer<typeof LicenceCopy>;

/** A licence the item could use and that is not there: withheld by the holder, absent, or not fetched. */
export const LicenceGap = z.object({
  typeSeq: z.number().int().positive(),
  name: z.string(),
  /** The last three: the issue list says that there is none, so nobody was asked (R23). */
  why: z.enum([
    'withheld',
    'absent',
    'unreachable',
    'failed-check',
    'undetermined',
    'not-this-year',
    'not-this-place',
    'not-yet',
  ]),
  /** Libraries that did not answer, so that nobody can say whether it is there. */
  down: z.array(LicenceLibrary).optional(),
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

/** What an enterprise has told an office before (R05); `code` is of the standard field library. */
export const ReportedValue = z.object({
  code: z.string().min(1).max(40),
  value: z.string().min(1).max(400),
  caseId: Id,
  /** Number of that case's receipt. */
  number: z.string().min(1),
  itemSeq: z.number().int().positive(),
  reportedAt: Instant,
});
export type ReportedValue = z.infer<typeof ReportedValue>;

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
  /** Asked for under this grant, for the fields of this item only. */
  reported: z.array(ReportedValue).optional(),
});
export type Grant = z.infer<typeof Grant>;
