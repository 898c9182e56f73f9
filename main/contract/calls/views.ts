/** What the window is shown. Views are derived from records, carry no more than a screen needs, and replace each other whole. */
import { z } from 'zod';
import { ItemRow } from '../catalogue/types';
import { Failure } from '../failures/failure';
import { CardDocument, CodeFormat, CredentialWarning } from '../flow/credential';
import { DeviceView } from '../flow/device';
import { Form } from '../flow/form';
import { Holder, LicenceCopy, LicenceGap } from '../flow/grant';
import { Day, Id, Instant, Sha256 } from '../flow/ids';
import { ParcelState } from '../flow/parcel';

export const ItemView = ItemRow.extend({
  /** False: in the list of 500, but no form is defined for it yet. */
  defined: z.boolean(),
  audience: z.enum(['person', 'enterprise']).nullable(),
  legalBasis: z.string(),
  handlingDays: z.number().int().nonnegative(),
  materialCount: z.number().int().nonnegative(),
  fieldCount: z.number().int().nonnegative(),
});
export type ItemView = z.infer<typeof ItemView>;

/** Numbers are masked here; the whole number stands only in the form, where the applicant confirms it. */
export const CredentialView = z.object({
  kind: z.enum(['id-card', 'code']),
  document: CardDocument.nullable(),
  format: CodeFormat.nullable(),
  name: z.string(),
  numberMasked: z.string(),
  validTo: Day.nullable(),
  readAt: Instant,
  warnings: z.array(CredentialWarning),
});
export type CredentialView = z.infer<typeof CredentialView>;

export const GrantView = z.object({
  provinceRef: z.string(),
  purpose: z.string(),
  evidence: z.enum(['shown-code', 'id-card']),
  holder: Holder.omit({ code: true }).extend({ codeMasked: z.string() }),
  grantedAt: Instant,
  expiresAt: Instant,
  licences: z.array(LicenceCopy),
  gaps: z.array(LicenceGap),
  /** Chinese labels of licence elements: `<typeSeq>.<element>` -> label. */
  elementLabels: z.record(z.string(), z.string()),
});
export type GrantView = z.infer<typeof GrantView>;

export const ReceiptView = z.object({
  id: Id,
  number: z.string(),
  itemSeq: z.number().int(),
  itemName: z.string(),
  sealedAt: Instant,
  sha256: Sha256,
  size: z.number().int(),
  training: z.boolean(),
  signerSubject: z.string(),
  delivery: ParcelState,
});
export type ReceiptView = z.infer<typeof ReceiptView>;

/**
 * The states of a case, named for what the clerk waits for or does:
 * Identifying (item and identity) -> Authorising (province) -> ReviewingLicences -> ReviewingForm -> Sealing -> HandingOver.
 */
export const CaseState = z.enum([
  'Identifying',
  'Authorising',
  'ReviewingLicences',
  'ReviewingForm',
  'Sealing',
  'HandingOver',
]);
export type CaseState = z.infer<typeof CaseState>;

/** What was saved for the person: the number that is the product. */
export const Savings = z.object({
  materials: z.array(z.object({ name: z.string(), how: z.string() })),
  fieldsFilled: z.number().int().nonnegative(),
  fieldsTotal: z.number().int().nonnegative(),
});
export type Savings = z.infer<typeof Savings>;

export const CaseView = z.object({
  id: Id,
  state: CaseState,
  openedAt: Instant,
  item: ItemView.nullable(),
  credential: CredentialView.nullable(),
  grant: GrantView.nullable(),
  form: Form.nullable(),
  savings: Savings.nullable(),
  receipt: ReceiptView.nullable(),
  /** Whom we wait for, and since when. */
  waiting: z.object({ for: z.enum(['province', 'sealing']), since: Instant }).nullable(),
  /** Why the last step did not go through; cleared by the next step. */
  failure: Failure.nullable(),
});
export type CaseView = z.infer<typeof CaseView>;

export const ProvinceView = z.object({
  state: z.enum(['unknown', 'reachable', 'unreachable']),
  latencyMs: z.number().nonnegative().nullable(),
  checkedAt: Instant.nullable(),
  failure: Failure.nullable(),
});
export type ProvinceView = z.infer<typeof ProvinceView>;

export const OutboxCounts = z.object({
  waiting: z.number().int(),
  leased: z.number().int(),
  later: z.number().int(),
  parked: z.number().int(),
  acknowledged: z.number().int(),
});
export type OutboxCounts = z.infer<typeof OutboxCounts>;

export const ParcelView = z.object({
  id: Id,
  receiptId: Id,
  receiptNumber: z.string(),
  itemName: z.string(),
  state: ParcelState,
  attempts: z.number().int(),
  createdAt: Instant,
  dueAt: Instant,
  lastFailure: Failure.nullable(),
  provinceRef: z.string(),
});
export type ParcelView = z.infer<typeof ParcelView>;

export const ClerkView = z.object({
  account: z.string(),
  name: z.string(),
  role: z.enum(['clerk', 'supervisor']),
  /** Signed in against the last verifier kept, because the province could not be reached. */
  offline: z.boolean(),
});
export type ClerkView = z.infer<typeof ClerkView>;

export const StationView = z.object({
  version: z.string(),
  training: z.boolean(),
  hallName: z.string(),
  windowNo: z.string(),
  /** `locked`: the store waits for its passphrase. `new`: first start, a passphrase is to be chosen. `open`: in use. `failed`: see failure. */
  store: z.enum(['locked', 'new', 'open', 'failed']),
  storeFailure: Failure.nullable(),
  vault: z.enum(['os', 'passphrase']).nullable(),
  seal: z.object({
    state: z.enum(['missing', 'ready', 'expired']),
    subject: z.string(),
    notAfter: Instant.nullable(),
  }),
});
export type StationView = z.infer<typeof StationView>;

/** Everything a window starts from; afterwards only events. */
export const Snapshot = z.object({
  station: StationView,
  clerk: ClerkView.nullable(),
  devices: z.array(DeviceView),
  province: ProvinceView,
  outbox: OutboxCounts,
  case: CaseView.nullable(),
  /** Items with a defined form, offered first. */
  commonItems: z.array(ItemView),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const SettingsView = z.object({
  hallName: z.string().trim().min(1).max(60),
  windowNo: z
    .string()
    .trim()
    .regex(/^[0-9A-Z-]{1,20}$/),
  provinceUrl: z.url().max(300),
  idCardPort: z.string().max(200),
  qrPort: z.string().max(200),
});
export type SettingsView = z.infer<typeof SettingsView>;

export const AuditLineView = z.object({
  seq: z.number().int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  caseId: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditLineView = z.infer<typeof AuditLineView>;

export const CheckView = z.object({
  check: z.string(),
  verdict: z.enum(['passed', 'failed', 'undetermined']),
  code: z.string(),
});

/** What the device doctor found out: one finding in words, at most a few lines, no personal data. */
export const ExaminationView = z.object({
  verdict: z.enum(['fine', 'fault', 'unknown']),
  findings: z.array(
    z.object({
      device: z.string(),
      verdict: z.enum(['fine', 'fault', 'unknown']),
      lines: z.array(z.string()),
    }),
  ),
});
export type ExaminationView = z.infer<typeof ExaminationView>;

export const TrainingPerson = z.object({
  id: z.string(),
  kind: z.enum(['person', 'enterprise']),
  name: z.string(),
  numberMasked: z.string(),
  /** What this invented person is good for, in Chinese: 证照齐全 / 有一项未授权 / … */
  note: z.string(),
  hasCard: z.boolean(),
});
export type TrainingPerson = z.infer<typeof TrainingPerson>;
