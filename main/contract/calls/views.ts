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
import { PHOTO_MEDIA_TYPES } from '../ports/photo';

export const ItemView = ItemRow.extend({
  /** False: in the list of 500, but no form is defined for it yet. */
  defined: z.boolean(),
  audience: z.enum(['person', 'enterprise']).nullable(),
  legalBasis: z.string(),
  handlingDays: z.number().int().nonnegative(),
  materialCount: z.number().int().nonnegative(),
  fieldCount: z.number().int().nonnegative(),
  /** Nobody has defined it: it is taken in with the general form, and says so. */
  generic: z.boolean(),
  /** On trial in this hall, or drawing on a licence type that is (R125). */
  trial: z.boolean(),
  /** Of a theme (一件事): the names of its items in the order of handling; empty for an item. */
  parts: z.array(z.string()),
});
export type ItemView = z.infer<typeof ItemView>;

/** Numbers are masked here; the whole number stands only in the form, where the applicant confirms it. */
export const CredentialView = z.object({
  frameId: Id,
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

/**
 * The photo of the card on the open case, for comparing with who stands there. Kept in memory only, never written down, and
 * gone as soon as the case goes on to its form.
 */
export const PhotoView = z.object({
  /** False: no decoder is set up, and photos are not taken off cards at all. */
  decoder: z.boolean(),
  /** Null: no such card, or its photo is still being decoded. */
  card: z
    .object({
      /** The frame its credential came from. */
      frameId: Id,
      image: z.object({ mediaType: z.enum(PHOTO_MEDIA_TYPES), base64: z.string().max(400_000) }).nullable(),
      failure: Failure.nullable(),
    })
    .nullable(),
});
export type PhotoView = z.infer<typeof PhotoView>;

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
  /** Open: nothing is sent until then, because nobody answered for a while. Half-open: the next request finds out. */
  circuit: z
    .object({ state: z.enum(['closed', 'open', 'half-open']), until: Instant.nullable() })
    .default({ state: 'closed', until: null }),
  /** What this workstation proves itself with; null on a plain loopback and before enrolment. */
  credential: z
    .object({ state: z.enum(['ready', 'expiring', 'expired']), notAfter: Instant })
    .nullable()
    .default(null),
  /** How far this machine's clock is behind the province's (ms, negative: ahead), where that is worth a word. */
  clockOffMs: z.number().nullable().default(null),
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

/** Who does what: `rights.ts` has the table. `it`: keeps the machine going, sees no applicant's data. `kiosk`: nobody, a self-service window. */
export const ClerkRole = z.enum(['clerk', 'supervisor', 'it', 'kiosk']);
export type ClerkRole = z.infer<typeof ClerkRole>;

export const ClerkView = z.object({
  account: z.string(),
  name: z.string(),
  role: ClerkRole,
  /** Signed in against the last verifier kept, because the province could not be reached. */
  offline: z.boolean(),
});
export type ClerkView = z.infer<typeof ClerkView>;

/** The window is locked: who may come back to it, and how. The open case stays, and nothing of it is shown. */
export const LockView = z.object({
  account: z.string(),
  name: z.string(),
  why: z.enum(['asked', 'idle', 'left']),
  /** The short way back is open: a PIN was set in this session and not mistyped too often. */
  pin: z.boolean(),
});
export type LockView = z.infer<typeof LockView>;

/** Acts that may need a second person (R116); a hall decides which do. */
export const SECOND_PERSON_ACTS = ['export', 'manual-identity', 'paper', 'deviation'] as const;
export const SecondPersonAct = z.enum(SECOND_PERSON_ACTS);
export type SecondPersonAct = z.infer<typeof SecondPersonAct>;

export const StationView = z.object({
  version: z.string(),
  training: z.boolean(),
  hallName: z.string(),
  windowNo: z.string(),
  /** `locked`: the store waits for its passphrase. `new`: first start, a passphrase is to be chosen. `open`: in use. `failed`: see failure. While `open` a failure means that nothing can be written now. */
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
  lock: LockView.nullable().optional(),
  devices: z.array(DeviceView),
  province: ProvinceView,
  outbox: OutboxCounts,
  case: CaseView.nullable(),
  photo: PhotoView,
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
  /** The window locks itself after so many minutes without anybody at it. */
  idleLockMinutes: z.number().int().min(1).max(60).default(5),
  secondPersonFor: z
    .array(SecondPersonAct)
    .max(SECOND_PERSON_ACTS.length)
    .default(['export', 'manual-identity']),
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

/** Which lines; everything left out does not narrow. Days are the hall's, both included. */
export const AuditQuery = z.object({
  caseId: Id.optional(),
  /** The document number of a receipt: the lines of its case. */
  receiptNumber: z.string().trim().min(1).max(80).optional(),
  actor: z.string().trim().min(1).max(40).optional(),
  /** Sequence number of a licence type that was used. */
  typeSeq: z.number().int().positive().optional(),
  fromDay: Day.optional(),
  toDay: Day.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditCheckView = z.object({
  intact: z.boolean(),
  lines: z.number().int(),
  brokenAt: z.number().int().nullable(),
  /** How many of the province's heads were held against it; null: the province could not be asked. */
  provinceHeads: z.number().int().nullable().default(null),
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

export const CheckView = z.object({
  check: z.string(),
  verdict: z.enum(['passed', 'failed', 'undetermined']),
  code: z.string(),
});

/** What to scan so that one maker's scanner that types like a keyboard sends its codes over a line of its own. */
export const ScannerSetupView = z.object({
  /** Empty: any other maker. */
  maker: z.string(),
  steps: z.array(z.string()),
  /** False: not seen in the maker's own manual, or not tried on a device. */
  certain: z.boolean(),
  /** A scanner of this maker that types is plugged in now; its name where it tells one. */
  plugged: z.object({ product: z.string() }).nullable(),
});
export type ScannerSetupView = z.infer<typeof ScannerSetupView>;

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
