/** Who may do what, as one table: the core enforces it, the window hides what is not in it. */

import type { ClerkRole, SecondPersonAct } from './people-views';
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
  'station.backups': 'anyone',
  'station.restoreBackup': 'anyone',
  'clerk.signIn': 'anyone',
  'clerk.signOut': 'anyone',
  'clerk.lock': 'anyone',
  'clerk.unlock': 'anyone',
  'clerk.active': 'anyone',
  'clerk.setPin': STAFF,
  'clerk.approve': ALL,
  'item.search': ALL,
  'case.chooseItem': SELF,
  'case.enterCode': WINDOW,
  'case.authorise': SELF,
  'case.actFor': WINDOW,
  'case.consentOnScreen': SELF,
  'case.revealElement': WINDOW,
  'case.suggestions': SELF,
  'case.accessLog': SELF,
  'case.fillForm': SELF,
  'case.editField': SELF,
  'case.revealField': WINDOW,
  'case.decideConflict': WINDOW,
  'case.addRow': SELF,
  'case.removeRow': SELF,
  'case.attach': SELF,
  'case.detach': SELF,
  'case.pledge': SELF,
  'case.object': SELF,
  'case.putToWait': WINDOW,
  'case.resume': WINDOW,
  'case.acceptPaper': WINDOW,
  'case.back': SELF,
  'case.submit': SELF,
  'case.close': SELF,
  'case.abandon': SELF,
  'offline.accept': WINDOW,
  'offline.list': WINDOW,
  'offline.listPdf': WINDOW,
  'offline.check': WINDOW,
  'offline.decide': WINDOW,
  'offline.settle': WINDOW,
  'offline.lapse': WINDOW,
  'offline.recheck': WINDOW,
  'receipt.list': WINDOW,
  'receipt.pdf': SELF,
  'receipt.verify': SELF,
  'errand.list': WINDOW,
  'errand.drain': WINDOW,
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

export function mayCall(role: ClerkRole | null, name: CoreCallName): boolean {
  // A name that is no call has no right.
  const right: Right = RIGHTS[name] ?? [];
  return right === 'anyone' || (role !== null && right.includes(role));
}

/** The act a call amounts to, where it may need a second person. Correcting a sourced value always comes with its reason. */
export function actOf(name: CoreCallName, input: unknown): SecondPersonAct | null {
  switch (name) {
    case 'audit.export':
      return 'export';
    case 'case.enterCode':
      return 'manual-identity';
    case 'case.acceptPaper':
      return 'paper';
    case 'case.editField':
      return typeof input === 'object' && input !== null && 'reason' in input && input.reason !== undefined
        ? 'deviation'
        : null;
    default:
      return null;
  }
}
