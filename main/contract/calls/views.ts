/** What the window is shown. Views are derived from records, carry no more than a screen needs, and replace each other whole. */
import { z } from 'zod';
import { IssueFacts, IssueWord } from '../catalogue/issue-list';
import { ItemRow } from '../catalogue/types';
import { Failure } from '../failures/failure';
import { CardDocument, CodeFormat, CredentialWarning } from '../flow/credential';
import { DeviceView } from '../flow/device';
import { DepartmentScore, Errand } from '../flow/errand';
import { Form } from '../flow/form';
import { GrantWay, Holder, LicenceCopy, LicenceGap } from '../flow/grant';
import { Day, Id, Instant, Sha256 } from '../flow/ids';
import { ParcelState } from '../flow/parcel';
import { CallBackCounts } from '../flow/provisional';
import { PHOTO_MEDIA_TYPES } from '../ports/photo';
import { LifeEvent } from '../province/records';
import { ConfirmView } from './hall-views';
import { RoutingView } from './holder-views';
import { CardSignInView, ClerkView, LockView } from './people-views';

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

const HolderView = Holder.omit({ code: true }).extend({ codeMasked: z.string() });

export const GrantView = z.object({
  provinceRef: z.string(),
  purpose: z.string(),
  evidence: GrantWay,
  holder: HolderView,
  /** Who stood at the window for the holder; null where it was the holder. */
  actor: HolderView.nullable(),
  grantedAt: Instant,
  expiresAt: Instant,
  licences: z.array(LicenceCopy),
  gaps: z.array(LicenceGap),
  /** Chinese labels of licence elements: `<typeSeq>.<element>` -> label. */
  elementLabels: z.record(z.string(), z.string()),
  /** `<typeSeq>.<element>` of the elements whose values are shown in part, being of the highest level (R51). */
  maskedElements: z.array(z.string()),
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
  /** 暂收: the province is still to confirm it. */
  provisional: z.boolean().default(false),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

/**
 * The states of a case, named for what the clerk waits for or does:
 * Identifying (item and identity) -> Authorising (province) -> ReviewingLicences -> ReviewingForm -> Sealing -> HandingOver.
 * A case that waits for a department's answer is AwaitingVerification, away from the window, and goes on by itself.
 */
export const CaseState = z.enum([
  'Identifying',
  'Authorising',
  'ReviewingLicences',
  'ReviewingForm',
  'AwaitingVerification',
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

/** As what somebody acts for the holder (R104). */
export const ActingWay = z.enum(['guardian', 'agent', 'enterprise-agent']);
export type ActingWay = z.infer<typeof ActingWay>;

/** What the holder is asked for, in words they know: what the screen that is turned to them shows. */
export const WantedView = z.object({
  typeSeq: z.number().int().positive(),
  name: z.string(),
  elements: z.array(z.object({ key: z.string(), label: z.string() })),
  /** What the issue list says of it, before anybody is asked (R23); left out: nothing. */
  issue: IssueWord.optional(),
  /** What the applicant said of it. */
  stated: IssueFacts.optional(),
});
export type WantedView = z.infer<typeof WantedView>;

/** An item that may fit the holder next, with why and what of their data says so (R107-R108). Nothing is begun by it. */
export const SuggestionView = z.object({
  itemSeq: z.number().int().positive(),
  itemName: z.string(),
  kind: z.enum(['next-item', 'benefit']),
  event: LifeEvent.optional(),
  /** Had by confirming it (R108). */
  atOnce: z.literal(true).optional(),
  reason: z.string(),
  /** Licence and field, in words. */
  basedOn: z.array(z.string()),
});
export type SuggestionView = z.infer<typeof SuggestionView>;

/** A benefit that the holder confirmed, as the province granted it (R108). */
export const BenefitView = z.object({ itemName: z.string(), benefitRef: z.string(), grantedAt: Instant });
export type BenefitView = z.infer<typeof BenefitView>;

/** One line of the province's log of who looked at the holder's data (R59); never a value. */
export const AccessLineView = z.object({
  at: Instant,
  /** Name of the operation. */
  what: z.string(),
  /** `OK`, or the refusal's code. */
  outcome: z.string(),
  useCause: z.string(),
  windowNo: z.string(),
});
export type AccessLineView = z.infer<typeof AccessLineView>;

export const CaseView = z.object({
  id: Id,
  state: CaseState,
  openedAt: Instant,
  item: ItemView.nullable(),
  credential: CredentialView.nullable(),
  /** The number that was called, where the case began with one (R36). */
  ticket: z.string().nullable().optional(),
  /** Somebody acts for the holder; `helper` once their card was laid. */
  acting: z.object({ way: ActingWay, helper: CredentialView.nullable() }).nullable().default(null),
  /** The holder was asked and has not decided yet. `expiresAt`: until when they may. */
  consent: z
    .object({ way: GrantWay, consentRef: z.string().nullable(), expiresAt: Instant.nullable() })
    .nullable()
    .default(null),
  wanted: z.array(WantedView).default([]),
  grant: GrantView.nullable(),
  /** 断网受理: taken in on the word of the card, without a grant. */
  provisional: z
    .object({
      acceptedAt: Instant,
      holder: Holder.omit({ code: true }).extend({ codeMasked: z.string() }),
      phoneMasked: z.string(),
    })
    .nullable()
    .default(null),
  form: Form.nullable(),
  /** When the applicant signed the form as it is now, and the digest of that; null: not signed, or changed since (R75). */
  formSigned: z.object({ at: Instant, sha256: Sha256 }).nullable().default(null),
  savings: Savings.nullable(),
  receipt: ReceiptView.nullable(),
  /** Whom we wait for, and since when. `turn`: the province is asked too much, and takes this window's call at `until` (R67). */
  waiting: z
    .object({
      for: z.enum(['province', 'holder', 'sealing', 'turn']),
      since: Instant,
      until: Instant.optional(),
    })
    .nullable(),
  /** What was asked of others for this case: verifications, objections. */
  errands: z.array(Errand).default([]),
  /** By material: whether the holder may pledge. `unchecked`: the credit platform has not answered. */
  pledges: z.record(z.string(), z.enum(['allowed', 'excluded', 'unchecked'])).default({}),
  /** Who will handle it, item by item (R93). */
  routing: z.array(RoutingView).default([]),
  /** Materials whose old licence is in no library and may be asked for (R74). */
  backfills: z.array(z.string()).default([]),
  /** Materials whose proof is in no library and is issued online when it is asked for (R30). */
  issuable: z.array(z.string()).default([]),
  /** Why the last step did not go through; cleared by the next step. */
  failure: Failure.nullable(),
});
export type CaseView = z.infer<typeof CaseView>;

/** What stands on the office's own list (待办): a number for the foot of the window. */
export const ErrandCounts = z.object({
  /** To be sent, or asked and not answered. */
  open: z.number().int().nonnegative(),
  overdue: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Cases that wait for a department. */
  waiting: z.number().int().nonnegative(),
  /** Of those, the ones whose answers are there and that need a clerk. */
  ready: z.number().int().nonnegative(),
});
export type ErrandCounts = z.infer<typeof ErrandCounts>;

/** A case that was put to wait. */
export const WaitingCaseView = z.object({
  id: Id,
  itemSeq: z.number().int(),
  itemName: z.string(),
  holderMasked: z.string(),
  clerk: z.string(),
  /** Last day of what it waits for; null where nothing was taken in yet. */
  dueAt: Instant.nullable(),
  /** Answers that are still out. */
  unanswered: z.number().int().nonnegative(),
  overdue: z.boolean(),
  /** Every answer is there and something is left for a clerk. */
  ready: z.boolean(),
});
export type WaitingCaseView = z.infer<typeof WaitingCaseView>;

export const ErrandsView = z.object({
  counts: ErrandCounts,
  waiting: z.array(WaitingCaseView),
  /** Open first, then the newest of those that are settled. */
  errands: z.array(Errand),
  scores: z.array(DepartmentScore),
});
export type ErrandsView = z.infer<typeof ErrandsView>;

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
  receiptId: Id,
  receiptNumber: z.string(),
  itemName: z.string(),
  state: ParcelState,
  attempts: z.number().int(),
  createdAt: Instant,
  dueAt: Instant,
  /** It failed again and again by itself and has stepped aside, so that the others go on. */
  aside: z.boolean().optional(),
  lastFailure: Failure.nullable(),
  provinceRef: z.string(),
});
export type ParcelView = z.infer<typeof ParcelView>;

export const StationView = z.object({
  version: z.string(),
  training: z.boolean(),
  hallName: z.string(),
  windowNo: z.string(),
  /** Numbers can be called from here: hall code and queue are set. */
  queue: z.boolean().optional(),
  /** `locked`: the store waits for its passphrase. `new`: first start, a passphrase is to be chosen. `open`: in use. `failed`: see failure. While `open` a failure means that nothing can be written now. */
  store: z.enum(['locked', 'new', 'open', 'failed']),
  storeFailure: Failure.nullable(),
  vault: z.enum(['os', 'passphrase']).nullable(),
  /** The operating system keeps keys here, so it can keep this profile's. */
  vaultOffered: z.boolean().optional(),
  /** A recovery key was made for the data key of now. Known once the store is open. */
  recoveryMade: z.boolean().optional(),
  /** `due`: the next start changes the data key. `failure`: why this start did not. */
  keyChange: z.object({ due: z.boolean(), failure: Failure.nullable() }).optional(),
  seal: z.object({
    state: z.enum(['missing', 'ready', 'expired']),
    subject: z.string(),
    notAfter: Instant.nullable(),
  }),
});
export type StationView = z.infer<typeof StationView>;

/** `size`: bytes. */
export const BackupView = z.object({
  name: z.string(),
  createdAt: Instant,
  size: z.number().int().positive(),
});
export type BackupView = z.infer<typeof BackupView>;

/** The page with a recovery key. `key`: eight groups of four. `day`: in the hall's time. Words: recovery-sheet.ts. */
export const RecoverySheet = z.object({
  key: z.string(),
  hallName: z.string(),
  windowNo: z.string(),
  day: z.string(),
});
export type RecoverySheet = z.infer<typeof RecoverySheet>;

/** A number that this window has called and that has not begun a case yet (R36): calling again goes on with it. */
export const CalledView = z.object({ number: z.string().min(1) });
export type CalledView = z.infer<typeof CalledView>;

/** Everything a window starts from; afterwards only events. */
export const Snapshot = z.object({
  station: StationView,
  clerk: ClerkView.nullable(),
  lock: LockView.nullable().optional(),
  cardSignIn: CardSignInView.nullable().optional(),
  devices: z.array(DeviceView),
  province: ProvinceView,
  outbox: OutboxCounts,
  errands: ErrandCounts.default({ open: 0, overdue: 0, failed: 0, waiting: 0, ready: 0 }),
  callBacks: CallBackCounts.default({ toCheck: 0, forClerk: 0 }),
  confirm: ConfirmView.nullable().optional(),
  called: CalledView.nullable().optional(),
  case: CaseView.nullable(),
  photo: PhotoView,
  /** Items with a defined form, offered first. */
  commonItems: z.array(ItemView),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const CheckView = z.object({
  check: z.string(),
  verdict: z.enum(['passed', 'failed', 'undetermined']),
  code: z.string(),
});

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
