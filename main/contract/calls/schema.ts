/**
 * The one value that defines every call and event between the window and what stands behind it.
 * Both facades, the channel names and the checks on both ends are derived from it (see facade.ts, answer.ts).
 * `host` says who answers: the core, the shell, or the training world (present in training mode only).
 */
import { z } from 'zod';
import { IssueFacts } from '../catalogue/issue-list';
import { Failure } from '../failures/failure';
import { ATTACHMENT_BYTES } from '../flow/attachment';
import { DeviceView } from '../flow/device';
import { GrantScope } from '../flow/grant';
import { Id } from '../flow/ids';
import { CallBackCounts, CallBackView } from '../flow/provisional';
import { Signature } from '../flow/signature';
import { ConfirmScene } from '../province/confirm';
import { AccessSlip, AuditCheckView, AuditLineView, AuditQuery } from './audit-views';
import { type CallDefinition, call, nothing, text } from './definition';
import { ExaminationView, ScannerSetupView } from './device-views';
import { ConfirmView, PermitView } from './hall-views';
import { HandlingView, HolderFileView } from './holder-views';
import { CardSignInView, ClerkView, LockView, SecondPersonAct } from './people-views';
import { PublishedRules } from './published-views';
import { SettingsView } from './settings-view';
import { TRAINING_CALLS } from './training-calls';
import {
  AccessLineView,
  ActingWay,
  BackupView,
  BenefitView,
  CalledView,
  CaseView,
  CheckView,
  ErrandCounts,
  ErrandsView,
  ItemView,
  OutboxCounts,
  ParcelView,
  PhotoView,
  ProvinceView,
  ReceiptView,
  RecoverySheet,
  Snapshot,
  StationView,
  SuggestionView,
} from './views';

const ATTACHMENT_BASE64 = Math.ceil(ATTACHMENT_BYTES / 3) * 4;

export const CALLS = {
  station: {
    snapshot: call('core', nothing, Snapshot),
    /** Opens the store with its passphrase, or chooses one on first start (then at least 8 characters). */
    unlock: call('core', z.object({ passphrase: z.string().min(1).max(200) }), nothing),
    /** Tries again to open a store that did not open: the disk may be well again, another program may have ended. */
    retry: call('core', nothing, nothing),
    /** What a store that does not open can be restored from, the newest first. */
    backups: call('core', nothing, z.array(BackupView)),
    /** Puts a backup in the place of a store that does not open, and opens it. `passphrase`: null where the system's vault holds the key. */
    restoreBackup: call(
      'core',
      z.object({ name: text(40), passphrase: z.string().min(1).max(200).nullable() }),
      nothing,
    ),
    /**
     * Opens a store that does not open, and has its key kept anew: under `passphrase` (at least 8 characters), or by the
     * operating system's vault where that is null. The recovery key stays good. STORE_IN_USE for a store that is open.
     */
    openByRecovery: call(
      'core',
      z.object({ recoveryKey: text(200), passphrase: z.string().min(1).max(200).nullable() }),
      nothing,
    ),
    /** The page to print and lock away; its key is told this once. Another one ends the one before. */
    makeRecoveryKey: call('core', nothing, RecoverySheet),
    /** The operating system's vault keeps the data key from now on; the passphrase opens nothing any more. */
    keepInVault: call('core', nothing, nothing),
    /** The next start changes the data key, or does not after all. The change ends the recovery key. */
    rotateKeyAtStart: call('core', z.object({ asked: z.boolean() }), nothing),
  },
  clerk: {
    signIn: call('core', z.object({ account: text(40), secret: z.string().min(1).max(128) }), ClerkView),
    signOut: call('core', nothing, nothing),
    /** Hides everything until the clerk comes back; the open case stays. `left`: the computer itself was locked or sent to sleep. */
    lock: call('core', z.object({ why: z.enum(['asked', 'left']) }), nothing),
    /** The next card laid is a clerk's who signs in here for the first time; for a minute. */
    awaitCard: call('core', nothing, nothing),
    /** The short way back after a lock: the PIN set in this session. */
    unlock: call('core', z.object({ pin: z.string().regex(/^\d{6,12}$/) }), ClerkView),
    /** Kept in memory, for this session only. */
    setPin: call('core', z.object({ pin: z.string().regex(/^\d{6,12}$/) }), nothing),
    /** Somebody is at the window: puts off the lock. */
    active: call('core', nothing, nothing),
    /** A second person signs in for one act, which has to follow within two minutes (CLERK_SECOND_NEEDED names it). */
    approve: call(
      'core',
      z.object({ act: SecondPersonAct, account: text(40), secret: z.string().min(1).max(128) }),
      z.object({ name: z.string() }),
    ),
  },
  item: {
    search: call(
      'core',
      z.object({ text: z.string().max(80), limit: z.number().int().min(1).max(50) }),
      z.array(ItemView),
    ),
  },
  rules: {
    /** What the hall accepts, for everybody to read (R44). */
    published: call('core', nothing, PublishedRules),
  },
  case: {
    /** Opens a case, or changes the item of one that is still Identifying or ReviewingLicences. */
    chooseItem: call('core', z.object({ seq: z.number().int().positive() }), CaseView),
    /** When and where a wanted licence was issued, as the applicant says; empty: not said (R23). While Identifying. */
    stateIssued: call('core', IssueFacts, CaseView),
    /** A code typed by hand instead of scanned (R39). */
    enterCode: call('core', z.object({ text: text(2048) }), CaseView),
    /** Asks the province for the grant and the licences; runs by itself once item and identity are both there. */
    authorise: call('core', nothing, CaseView),
    /** Somebody acts for the holder, as what; null: the holder is here. What was shown so far is forgotten. */
    actFor: call('core', z.object({ way: ActingWay.nullable() }), CaseView),
    /** What the holder ticked on the screen turned to them; a grant on these terms takes the place of the one there is. */
    consentOnScreen: call('core', z.object({ allowed: z.array(GrantScope).max(50) }), CaseView),
    /** Shows an element of the highest level whole; that it was looked at goes on record. */
    revealElement: call(
      'core',
      z.object({ typeSeq: z.number().int().positive(), element: text(60) }),
      CaseView,
    ),
    /** What may fit the holder next, under the grant of this case; shown at handing over. */
    suggestions: call('core', nothing, z.array(SuggestionView)),
    /** The holder confirms a suggested benefit, and has it: nothing is applied for (R108). */
    confirmBenefit: call('core', z.object({ seq: z.number().int().positive() }), BenefitView),
    /** Who looked at the holder's data, by the province's log, newest first; for the holder to see. */
    accessLog: call('core', nothing, z.array(AccessLineView)),
    /** The holder's own file at the province, under the grant of this case; that it was looked at goes on record (R109). */
    holderFile: call('core', nothing, HolderFileView),
    /** The permits gathered under the licence of the enterprise, under the grant of this case. */
    permits: call('core', nothing, z.array(PermitView)),
    fillForm: call('core', nothing, CaseView),
    /** `reason` is needed where a sourced value is corrected (FORM_REASON_NEEDED); it goes on record with the case. */
    editField: call(
      'core',
      z.object({ key: text(160), value: z.string().max(400), reason: text(200).optional() }),
      CaseView,
    ),
    /** Shows a value of the highest level whole, until the form is left; that it was looked at goes on record. */
    revealField: call('core', z.object({ key: text(160) }), CaseView),
    /** `choose`: index of the candidate in force; null only while the data is objected to or verified (then the first). */
    decideConflict: call(
      'core',
      z.object({
        key: text(160),
        choose: z.number().int().nonnegative().nullable(),
        how: z.enum(['chosen', 'objection', 'verification']),
        reason: text(200),
      }),
      CaseView,
    ),
    addRow: call('core', z.object({ table: text(60) }), CaseView),
    removeRow: call('core', z.object({ table: text(60), row: z.number().int().positive() }), CaseView),
    /** A PNG, JPEG or PDF of at most 4 MB, told by its bytes and not by its name. */
    attach: call(
      'core',
      z.object({ material: text(60), name: text(120), base64: z.string().min(4).max(ATTACHMENT_BASE64) }),
      CaseView,
    ),
    detach: call('core', z.object({ material: text(60), id: Id }), CaseView),
    /** The applicant pledges (or takes the pledge back) for one material. */
    /** `signature`: written by hand; without it the pledge was spoken, and is never called signed. */
    pledge: call(
      'core',
      z.object({ key: text(60), agreed: z.boolean(), signature: Signature.optional() }),
      CaseView,
    ),
    /** The applicant signs the whole form by hand (R75); it holds until the form says something else. */
    signForm: call('core', z.object({ signature: Signature }), CaseView),
    /** The holder says that a value of a fetched licence is wrong (R78); goes to its issuer and does not stop the case. */
    object: call(
      'core',
      z.object({
        licenceId: text(200),
        element: text(60),
        proposed: z.string().trim().max(400),
        reason: text(400),
      }),
      CaseView,
    ),
    /** Asks the issuer for an old licence that is in no library; meanwhile the department verifies (R74). */
    backfill: call('core', z.object({ key: text(60) }), CaseView),
    /** Asks the issuer to issue a proof that is in no library; the case goes on with its answer (R30). */
    askIssue: call('core', z.object({ key: text(60) }), CaseView),
    /** The case waits for a department, and the window is free (R29). */
    putToWait: call('core', nothing, nothing),
    /** Takes a case that waits back to the window. */
    resume: call('core', z.object({ id: Id }), CaseView),
    /** The applicant hands in paper for a material nothing else settles (R102); the reason goes on record. */
    acceptPaper: call('core', z.object({ key: text(60), reason: text(200) }), CaseView),
    /** One step back; nothing typed is lost. */
    back: call('core', nothing, CaseView),
    /** Checks the form, seals the receipt, and queues it, in that order. */
    submit: call('core', nothing, CaseView),
    /** The receipt was handed over; the case is closed. */
    close: call('core', nothing, nothing),
    abandon: call('core', z.object({ reason: text(200) }), nothing),
  },
  queue: {
    /** 叫号 (R36): the next ticket's identity and item begin a case; the case is null where nobody waits. `waiting`: who still does. */
    next: call(
      'core',
      nothing,
      z.object({ case: CaseView.nullable(), waiting: z.number().int().nonnegative() }),
    ),
    /** 过号: the number that was called and began no case is not waited for. */
    passOver: call('core', nothing, nothing),
  },
  /** 亮码核验 (R43): from `begin` to `end` a shown code is confirmed and opens no case. */
  confirm: {
    begin: call('core', z.object({ scene: ConfirmScene }), ConfirmView),
    end: call('core', nothing, nothing),
  },
  /** 断网受理: what was taken in while the province was away, and is held against what it says. */
  offline: {
    /** Takes the open case in on the word of the card; the applicant has agreed on record that licences are fetched later. */
    accept: call(
      'core',
      z.object({
        consent: z.literal(true),
        phone: z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/),
        /** As the agent says it; the province says later what it is. */
        enterpriseName: text(120).optional(),
      }),
      CaseView,
    ),
    /** The call-back list. */
    list: call('core', z.object({ limit: z.number().int().min(1).max(200) }), z.array(CallBackView)),
    /** Its open entries as a page to print: base64 of a PDF. */
    listPdf: call('core', nothing, z.object({ pdf: z.string() })),
    check: call('core', nothing, z.array(CallBackView)),
    /** `offer`: index of the source's value that is taken; null, with a reason: what was typed stays, or paper settles the proof. */
    decide: call(
      'core',
      z.object({
        id: Id,
        kind: z.enum(['field', 'material']),
        key: text(160),
        offer: z.number().int().nonnegative().nullable(),
        reason: z.string().trim().max(200),
      }),
      CallBackView,
    ),
    /** Shows the values of a difference whole, on record. */
    reveal: call('core', z.object({ id: Id, key: text(160) }), CallBackView),
    /** Everything is decided: seals the formal receipt. */
    settle: call('core', z.object({ id: Id }), nothing),
    /** It cannot be confirmed: seals a notice that ends it. */
    lapse: call('core', z.object({ id: Id, reason: text(200) }), nothing),
    recheck: call('core', z.object({ id: Id }), nothing),
  },
  receipt: {
    list: call('core', z.object({ limit: z.number().int().min(1).max(200) }), z.array(ReceiptView)),
    /** base64 of the sealed PDF; each opening is audited. */
    pdf: call('core', z.object({ id: Id }), z.object({ pdf: z.string() })),
    /** Puts on record that it goes to the printer, before it does. */
    print: call('core', z.object({ id: Id }), nothing),
    /** In whose inbox the province has put the case (R93); PROVINCE_RECORD_UNKNOWN until it was delivered. */
    handling: call('core', z.object({ id: Id }), HandlingView),
    verify: call(
      'core',
      z.object({ id: Id }),
      z.object({ verdict: z.enum(['passed', 'failed', 'undetermined']), checks: z.array(CheckView) }),
    ),
  },
  errand: {
    /** The office's own list: what was asked of whom, which cases wait, how departments answer. */
    list: call('core', z.object({ limit: z.number().int().min(1).max(500) }), ErrandsView),
    /** Sends once more what was refused. ERRAND_UNKNOWN where nothing is left of what it asked. */
    retry: call('core', z.object({ id: Id }), nothing),
    /** Sends what waits and looks at what was asked, now. */
    drain: call('core', nothing, ErrandCounts),
  },
  outbox: {
    list: call('core', z.object({ limit: z.number().int().min(1).max(200) }), z.array(ParcelView)),
    /** Puts a parked parcel back into the queue. */
    unpark: call('core', z.object({ receiptId: Id }), nothing),
    /** Tries what is due now and what waits for later. */
    drain: call('core', nothing, OutboxCounts),
  },
  device: {
    reopen: call('core', z.object({ id: text(60) }), nothing),
    /** Has a scanner that takes such a command scan once. */
    trigger: call('core', z.object({ id: text(60) }), nothing),
    /** How to bring scanners out of keyboard mode, those of makers that are plugged in first. */
    scannerSetups: call('core', nothing, z.array(ScannerSetupView)),
    /** What a scanner in keyboard mode typed into the window. Goes the way of every scanned code. */
    wedgeCode: call('core', z.object({ text: text(2048) }), nothing),
    /** What the window read through a camera. */
    cameraCode: call('core', z.object({ text: text(2048) }), nothing),
    /** Looks for what is wrong with the devices and says what helps; devices at work are not touched. */
    examine: call('core', nothing, ExaminationView),
  },
  settings: {
    read: call('core', nothing, SettingsView),
    save: call('core', SettingsView, SettingsView),
  },
  audit: {
    /** Newest first; `before`: the number of the last line of the page before. */
    list: call(
      'core',
      AuditQuery.extend({
        limit: z.number().int().min(1).max(500),
        before: z.number().int().positive().optional(),
      }),
      z.array(AuditLineView),
    ),
    /** What there is to choose from when narrowing a list. */
    choices: call(
      'core',
      nothing,
      z.object({
        actors: z.array(z.string()),
        types: z.array(z.object({ seq: z.number().int(), name: z.string() })),
      }),
    ),
    /** Recomputes the chain, and asks the province for the heads it has. */
    verify: call('core', nothing, AuditCheckView),
    /** Writes the lines into a file of the profile's `exports` folder; no personal values are in them. */
    export: call(
      'core',
      AuditQuery.extend({ format: z.enum(['csv', 'jsonl']) }),
      z.object({ path: z.string(), lines: z.number().int() }),
    ),
    /** 谁看过我 of the open case. `printed`: it is about to go to the printer, which the record says as well. */
    slip: call('core', z.object({ printed: z.boolean() }), AccessSlip),
    /** The same as a page to print: base64 of a PDF. */
    slipPdf: call('core', nothing, z.object({ pdf: z.string() })),
  },
  window: {
    /** Restarts the core process after it gave up. */
    restartCore: call('shell', nothing, nothing),
    quit: call('shell', nothing, nothing),
    /** Which runtime this is, for the settings station and the hot-line. */
    runtime: call(
      'shell',
      nothing,
      z.object({ electron: z.string(), chrome: z.string(), coreHost: z.enum(['utility', 'fork', 'none']) }),
    ),
  },
  training: TRAINING_CALLS,
} as const satisfies Record<string, Record<string, CallDefinition>>;

/** Events broadcast; they never drive the next step. Each carries the whole view of its part. */
export const EVENTS = {
  station: StationView,
  clerk: ClerkView.nullable(),
  lock: LockView.nullable(),
  cardSignIn: CardSignInView.nullable(),
  devices: z.array(DeviceView),
  province: ProvinceView,
  outbox: OutboxCounts,
  errands: ErrandCounts,
  callBacks: CallBackCounts,
  confirm: ConfirmView.nullable(),
  called: CalledView.nullable(),
  case: CaseView.nullable(),
  photo: PhotoView,
  /** From the shell: the core's state. After `ready` the window asks for a snapshot again. */
  core: z.object({ state: z.enum(['starting', 'ready', 'restarting', 'gone']), failure: Failure.nullable() }),
} as const satisfies Record<string, z.ZodType>;

export type Calls = typeof CALLS;
export type CallGroup = keyof Calls;
export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
/** `group.call`, e.g. `case.submit`. */
export type CallName = { [G in CallGroup]: `${G}.${Extract<keyof Calls[G], string>}` }[CallGroup];

/** Finds a call by its name; undefined for a name that is not in the schema (own properties only). */
export function findCall(name: string): CallDefinition | undefined {
  const [group, call_, ...rest] = name.split('.');
  if (group === undefined || call_ === undefined || rest.length > 0) return undefined;
  const calls: Record<string, Record<string, CallDefinition>> = CALLS;
  if (!Object.hasOwn(calls, group)) return undefined;
  const members = calls[group];
  return members !== undefined && Object.hasOwn(members, call_) ? members[call_] : undefined;
}
