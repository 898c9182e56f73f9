/** Who may do what, as one table: the core enforces it, the window hides what is not in it. */

import type { ClerkRole } from './people-views';
import type { Calls } from './schema';

/** Names of the calls that the core answers. */
export type CoreCallName = {
  [G in keyof Calls]: {
    [C in Extract<keyof Calls[G], string>]: Calls[G][C] extends { readonly host: 'core' }
      ? `${G}.${C}`
      : never;
  }[Extract<keyof Calls[G], string>];
}[keyof Calls];

/** `anyone`: also while nobody is signed in. */
type Right = 'anyone' | readonly ClerkRole[];

const ALL: readonly ClerkRole[] = ['clerk', 'supervisor', 'it', 'kiosk'];
const STAFF: readonly ClerkRole[] = ['clerk', 'supervisor', 'it'];
/** Sees applicants' data. */
const WINDOW: readonly ClerkRole[] = ['clerk', 'supervisor'];
/** What an applicant may do alone at a self-service window. */
const SELF: readonly ClerkRole[] = ['clerk', 'supervisor', 'kiosk'];
const CHARGE: readonly ClerkRole[] = ['supervisor', 'it'];

export const RIGHTS: Readonly<Record<CoreCallName, Right>> = {
  'station.snapshot': 'anyone',
  'station.unlock': 'anyone',
  'station.retry': 'anyone',
  'station.backups': 'anyone',
  'station.restoreBackup': 'anyone',
  'station.openByRecovery': 'anyone',
  'station.makeRecoveryKey': CHARGE,
  'station.keepInVault': CHARGE,
  'station.rotateKeyAtStart': CHARGE,
  'clerk.signIn': 'anyone',
  'clerk.signOut': 'anyone',
  'clerk.lock': 'anyone',
  'clerk.awaitCard': 'anyone',
  'clerk.unlock': 'anyone',
  'clerk.active': 'anyone',
  'clerk.setPin': STAFF,
  'clerk.approve': ALL,
  'item.search': ALL,
  'rules.published': 'anyone',
  'case.chooseItem': SELF,
  'case.stateIssued': SELF,
  'case.enterCode': WINDOW,
  'case.authorise': SELF,
  'case.actFor': WINDOW,
  'case.consentOnScreen': SELF,
  'case.revealElement': WINDOW,
  'case.suggestions': SELF,
  'case.confirmBenefit': SELF,
  'case.accessLog': SELF,
  'case.holderFile': SELF,
  'case.permits': SELF,
  'case.fillForm': SELF,
  'case.editField': SELF,
  'case.revealField': WINDOW,
  'case.decideConflict': WINDOW,
  'case.addRow': SELF,
  'case.removeRow': SELF,
  'case.attach': SELF,
  'case.detach': SELF,
  'case.pledge': SELF,
  'case.signForm': SELF,
  'case.object': SELF,
  'case.backfill': SELF,
  'case.askIssue': SELF,
  'case.putToWait': WINDOW,
  'case.resume': WINDOW,
  'case.acceptPaper': WINDOW,
  'case.back': SELF,
  'case.submit': SELF,
  'case.close': SELF,
  'case.abandon': SELF,
  'queue.next': WINDOW,
  'queue.passOver': WINDOW,
  'confirm.begin': WINDOW,
  'confirm.end': WINDOW,
  'offline.accept': WINDOW,
  'offline.list': WINDOW,
  'offline.listPdf': WINDOW,
  'offline.check': WINDOW,
  'offline.decide': WINDOW,
  'offline.reveal': WINDOW,
  'offline.settle': WINDOW,
  'offline.lapse': WINDOW,
  'offline.recheck': WINDOW,
  'receipt.list': WINDOW,
  'receipt.pdf': SELF,
  'receipt.print': SELF,
  'receipt.verify': SELF,
  'receipt.handling': SELF,
  'errand.list': STAFF,
  'errand.retry': STAFF,
  'errand.drain': STAFF,
  'outbox.list': STAFF,
  'outbox.unpark': STAFF,
  'outbox.drain': STAFF,
  'device.reopen': ALL,
  'device.trigger': ALL,
  'device.scannerSetups': STAFF,
  'device.wedgeCode': SELF,
  'device.cameraCode': SELF,
  'device.examine': STAFF,
  'settings.read': STAFF,
  'settings.save': CHARGE,
  'audit.list': CHARGE,
  'audit.choices': CHARGE,
  'audit.verify': CHARGE,
  'audit.export': CHARGE,
  'audit.slip': SELF,
  'audit.slipPdf': SELF,
};

/** Whether somebody was at the window is a thing to know about them: asked by their number, it is for supervisors. */
const asksForHolder = (name: CoreCallName, input: unknown): boolean =>
  (name === 'audit.list' || name === 'audit.export') &&
  typeof input === 'object' &&
  input !== null &&
  'holder' in input &&
  input.holder !== undefined;

/** `input`: where what is asked for narrows who may ask. */
export function mayCall(role: ClerkRole | null, name: CoreCallName, input: unknown = null): boolean {
  if (asksForHolder(name, input)) return role === 'supervisor';
  // A name that is no call has no right.
  const right: Right = RIGHTS[name] ?? [];
  return right === 'anyone' || (role !== null && right.includes(role));
}
