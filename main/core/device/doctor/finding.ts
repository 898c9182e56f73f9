import type { DoctorFacts } from './facts';

export const CHECK_NAMES = [
  'port-missing',
  'port-forbidden',
  'port-held-by-brltty',
  'port-held-by-modemmanager',
  'port-held-by-other',
  'wrong-baud',
  'no-sam',
  'reader-silent',
  'twin-devices',
  'keyboard-mode-scanner',
  'driver-missing',
  'udev-rule-missing',
  'udevadm-missing',
  'libusb-missing',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Why, where a check is not `fine`. Words: `CAUSE_WORDS`. */
export type CauseCode =
  | 'nothing-there'
  | 'not-a-device'
  | 'no-permission'
  | 'taken-by-brltty'
  | 'held-by-brltty'
  | 'held-by-modemmanager'
  | 'perhaps-modemmanager'
  | 'held-by-program'
  | 'held-by-unknown'
  | 'answers-at-other-baud'
  | 'sam-refuses'
  | 'sam-status-unknown'
  | 'no-answer'
  | 'could-not-ask'
  | 'same-identity'
  | 'types-like-a-keyboard'
  | 'not-supported'
  | 'no-driver'
  | 'no-rules'
  | 'old-rules'
  | 'no-udevadm'
  | 'no-libusb';

/** What helps. Words: `CURE_WORDS`. */
export type CureCode =
  | 'plug-in'
  | 'correct-port'
  | 'join-group'
  | 'install-rules'
  | 'stop-brltty'
  | 'stop-modemmanager'
  | 'close-program'
  | 'look-as-root'
  | 'set-reader-baud'
  | 'power-cycle'
  | 'replace-reader'
  | 'open-anew'
  | 'free-port-first'
  | 'bind-by-place'
  | 'scan-setup-code'
  | 'load-module'
  | 'install-udev'
  | 'install-libusb';

export type Cure =
  /** For an administrator to run; never run by the doctor. */
  | { kind: 'command'; code: CureCode; command: string }
  /** `certain`: false where the steps come from one source or were not seen in the maker's manual. */
  | { kind: 'scan-code'; code: CureCode; maker: string; steps: readonly string[]; certain: boolean }
  | { kind: 'manual'; code: CureCode }
  /** Harmless; the doctor does it itself when asked to cure. */
  | { kind: 'automatic'; code: CureCode };

/** What one check says of one device, or of the machine (`device` null). Holds nothing that was read from a card or code. */
export interface Finding {
  check: CheckName;
  /** Id of a configured device. */
  device: string | null;
  verdict: 'fine' | 'fault' | 'unknown';
  cause: CauseCode | null;
  cure: Cure | null;
  details: Readonly<Record<string, string | number | boolean>>;
}

/** One check: facts in, findings out; none where there is nothing it could be asked about. */
export type Check = (facts: DoctorFacts) => Finding[];

export function fine(check: CheckName, device: string | null, details: Finding['details'] = {}): Finding {
  return { check, device, verdict: 'fine', cause: null, cure: null, details };
}

export function trouble(
  check: CheckName,
  device: string | null,
  what: Pick<Finding, 'cause' | 'cure'> & Partial<Pick<Finding, 'details' | 'verdict'>>,
): Finding {
  return { check, device, verdict: 'fault', details: {}, ...what };
}
