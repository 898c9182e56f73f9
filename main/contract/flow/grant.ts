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

export const CheckName = z.enum(['signature', 'status', 'validity', 'holder']);
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
  checks: z.array(z.object({ name: CheckName, verdict: Verdict })),
  verdict: Verdict,
});
export type LicenceCopy = z.infer<typeof LicenceCopy>;

/** A licence the item could use and that is not there: withheld by the holder, absent, or not fetched. */
export const LicenceGap = z.object({
  typeSeq: z.number().int().positive(),
  name: z.string(),
  why: z.enum(['withheld', 'absent', 'unreachable', 'failed-check']),
});
export type LicenceGap = z.infer<typeof LicenceGap>;

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
  evidence: z.enum(['shown-code', 'id-card']),
  holder: Holder,
  grantedAt: Instant,
  expiresAt: Instant,
  licences: z.array(LicenceCopy),
  gaps: z.array(LicenceGap),
});
export type Grant = z.infer<typeof Grant>;
