/** What is shown of the record of operations, and what the holder takes along of it. */
import { z } from 'zod';
import { Day, Id, Instant } from '../flow/ids';

export const AuditLineView = z.object({
  seq: z.number().int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  caseId: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditLineView = z.infer<typeof AuditLineView>;

/** Which lines; everything left out does not narrow. Days are the hall's, both included. */
export const AuditQuery = z.object({
  caseId: Id.optional(),
  /** The document number of a receipt: the lines of its case. */
  receiptNumber: z.string().trim().min(1).max(80).optional(),
  actor: z.string().trim().min(1).max(40).optional(),
  /** Sequence number of a licence type that was used. */
  typeSeq: z.number().int().positive().optional(),
  /** Of a person or an enterprise, as somebody typed it: the cases they were at the window for. A supervisor's question, on record. */
  holder: z.string().trim().min(6).max(40).optional(),
  fromDay: Day.optional(),
  toDay: Day.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditCheckView = z.object({
  /** What is there is whole and nothing is missing that a restored backup does not account for. */
  intact: z.boolean(),
  /** `restored`: whole up to a backup that was put in place, and from then on; what lay between is not in this record. */
  verdict: z.enum(['whole', 'restored', 'broken']),
  lines: z.number().int(),
  brokenAt: z.number().int().nullable(),
  /** How many of the province's heads were held against it; null: the province could not be asked. */
  provinceHeads: z.number().int().nullable().default(null),
  /**
   * Backups that were put in place, oldest first; with an empty `backup` the log of the run before was lost. `signed`: by the seal,
   * without which none accounts for anything.
   */
  restorings: z
    .array(z.object({ seq: z.number().int(), at: Instant, backup: z.string(), signed: z.boolean() }))
    .default([]),
  /** Receipts of this window that the province has and this store does not know; with no backup restored a warning of its own. */
  onlyProvince: z.array(z.object({ number: z.string(), sealedAt: Instant })).default([]),
  /** Records of destroyed cases, and how many of them the seal has signed for. */
  deletions: z.object({ all: z.number().int(), signed: z.number().int() }).default({ all: 0, signed: 0 }),
});
export type AuditCheckView = z.infer<typeof AuditCheckView>;

/** 谁看过我: what was done with the holder's data in the open case, for the holder to take along. Oldest first. */
export const AccessSlip = z.object({
  itemName: z.string(),
  receiptNumber: z.string(),
  hallName: z.string(),
  windowNo: z.string(),
  purpose: z.string(),
  lines: z.array(
    z.object({
      at: Instant,
      clerk: z.string(),
      what: z.string(),
      subject: z.string(),
      fields: z.array(z.string()),
    }),
  ),
});
export type AccessSlip = z.infer<typeof AccessSlip>;
