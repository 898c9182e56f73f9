/**
 * Code scanners on a serial port, as data. All talk 9600 8N1 as delivered (those on USB take any rate); the ending is
 * whatever the scanner is set to. Commands are those of the makers' programming manuals; scanners that are triggered by
 * hand need none.
 */
import type { EndingName } from '../framing/line';
import { newlandCommand } from '../framing/newland';
import { SSI, ssiPacket } from '../framing/ssi';

export interface QrSerialProfile {
  readonly id: string;
  readonly framing: EndingName | 'ssi';
  /** Sent when the port has been opened. */
  readonly onOpen: readonly Uint8Array[];
  /** Switches the light on and off; null where nothing but its own button does. */
  readonly trigger: { readonly start: Uint8Array; readonly stop: Uint8Array } | null;
}

export const QR_SERIAL_PROFILE = {
  baud: 9_600,
  /** Silence that ends a code without an ending. */
  quietMs: 300,
  /** A scan that was started by command is ended after this: the light is not left on when nobody shows a code. */
  triggerMs: 8_000,
} as const;

const NONE = { onOpen: [], trigger: null } as const;
/** SSI scanners sleep; a zero byte wakes them and belongs to no packet. */
const WAKE = Uint8Array.of(0x00);

/** The first one is for scanners of which nothing is known: it takes every ending. */
const PROFILES: readonly QrSerialProfile[] = [
  { id: 'serial', framing: 'any', ...NONE },
  { id: 'serial-cr', framing: 'cr', ...NONE },
  { id: 'serial-lf', framing: 'lf', ...NONE },
  { id: 'serial-crlf', framing: 'crlf', ...NONE },
  { id: 'serial-stx-etx', framing: 'stx-etx', ...NONE },
  { id: 'serial-no-ending', framing: 'none', ...NONE },
  {
    id: 'newland',
    framing: 'any',
    onOpen: [],
    trigger: { start: newlandCommand(0x08, 0x0002, [0x01]), stop: newlandCommand(0x08, 0x0002, [0x02]) },
  },
  {
    id: 'honeywell',
    framing: 'any',
    onOpen: [],
    trigger: { start: Uint8Array.of(0x16, 0x54, 0x0d), stop: Uint8Array.of(0x16, 0x55, 0x0d) },
  },
  {
    id: 'zebra-ssi',
    framing: 'ssi',
    onOpen: [WAKE, ssiPacket(SSI.enable)],
    trigger: { start: ssiPacket(SSI.start), stop: ssiPacket(SSI.stop) },
  },
];

/**
 * By the USB vendor id (hexadecimal) of a scanner that is a serial port by itself. Zebra's is not among them: as such a port
 * it does not speak SSI.
 */
const OF_MAKER: Readonly<Record<string, string>> = {
  '1eab': 'newland',
  '0c2e': 'honeywell',
  '23d0': 'honeywell',
};

/** Null where the maker's commands are not known. */
export function qrSerialProfileOfMaker(vendorId: string): QrSerialProfile | null {
  const id = OF_MAKER[vendorId.toLowerCase()];
  return id === undefined ? null : qrSerialProfile(id);
}

/** By id; an id that is empty or not known gives the one that takes every ending. */
export function qrSerialProfile(id: string): QrSerialProfile {
  const found = PROFILES.find((profile) => profile.id === id) ?? PROFILES[0];
  if (!found) throw new RangeError('no profile of a serial scanner');
  return found;
}
