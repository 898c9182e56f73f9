/**
 * An errand is the office's own (R14): something asked of another office for a case, never sent the applicant's way.
 * Its row holds nothing about a person. What is asked is kept only until it was taken in; where it was refused, until it is
 * tried again with success, nobody waits for it any more or its case is shredded.
 */
import { z } from 'zod';
import { Id, Instant } from './ids';

/**
 * `verification`: a department is asked for a proof or a value (R27-R31). `objection`: the holder says that a value is
 * wrong (R78). `pledge`: a pledge is registered, and waits for its after-check (R18). `backfill`: an old licence that is in no
 * library is asked for (R74). `issue`: a proof that nobody has yet is to be issued online (R30).
 */
export const ErrandKind = z.enum(['verification', 'objection', 'pledge', 'backfill', 'issue']);
export type ErrandKind = z.infer<typeof ErrandKind>;

/** `overdue` is read, not written: asked, and past its due time. `withdrawn`: nobody waits for it any more. */
export const ErrandState = z.enum(['to-send', 'asked', 'answered', 'overdue', 'failed', 'withdrawn']);
export type ErrandState = z.infer<typeof ErrandState>;

export const ErrandOutcome = z.enum([
  'confirmed',
  'contradicted',
  'unknown',
  'upheld',
  'rejected',
  'kept',
  'broken',
  'filled',
  'not-found',
  'issued',
  'declined',
]);
export type ErrandOutcome = z.infer<typeof ErrandOutcome>;

export const Errand = z.object({
  id: Id,
  kind: ErrandKind,
  caseId: Id,
  itemSeq: z.number().int().positive(),
  /** What it is about: `material:<key>`, `field:<key>`, or of a licence `element:<typeSeq>.<element>`. */
  subject: z.string().regex(/^(material|field|element):.+$/),
  /** Name of the material or label of the field, as the catalogue has it. */
  label: z.string(),
  /** Who answers. */
  department: z.string(),
  state: ErrandState,
  outcome: ErrandOutcome.nullable(),
  /** The province's reference; empty until it was taken in. */
  ref: z.string(),
  createdAt: Instant,
  askedAt: Instant.nullable(),
  /** End of the statutory time; of a pledge, of the after-check. Null until it was taken in. */
  dueAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  attempts: z.number().int().nonnegative(),
  /** Failure code of the last attempt; empty where none failed. */
  lastCode: z.string(),
  /** It was refused and may be sent once more: what it asks is still there. */
  retriable: z.boolean().optional(),
});
export type Errand = z.infer<typeof Errand>;

/** How a department does (R80, R120), from this workstation's own records. Departments in the order of their names. */
export const DepartmentScore = z.object({
  department: z.string(),
  kind: z.enum(['verification', 'objection', 'backfill', 'issue']),
  asked: z.number().int().nonnegative(),
  answered: z.number().int().nonnegative(),
  /** Of the answered. */
  inTime: z.number().int().nonnegative(),
  overdue: z.number().int().nonnegative(),
  /** Confirmed, upheld, filled or issued. */
  agreed: z.number().int().nonnegative(),
  /** Null while nothing is answered. */
  averageMs: z.number().int().nonnegative().nullable(),
  /** Share of the settled (answered or overdue) that was answered in time, 0-100; null while nothing is settled. */
  score: z.number().int().min(0).max(100).nullable(),
});
export type DepartmentScore = z.infer<typeof DepartmentScore>;
