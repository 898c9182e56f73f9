/**
 * HID-POS scanners as data (USB HID Point of Sale Usage Tables: page 0x8C). The makers' reports differ; indices below count
 * from the report id, which comes first. Honeywell and Newland: as two independent programs and the maker's own pages
 * give them. The others are not published: the AIM identifier is looked for, and they need a real device to be sure of.
 */
import type { HidProfile } from './hid-profile';

/** How scanned data lies in an input report. */
export interface HidPosLayout {
  /** Reports with another id carry something else; null: any. */
  readonly reportId: number | null;
  /** Index of the byte that counts the data in this report. */
  readonly lengthAt: number;
  /** Index of the AIM identifier; `search`: wherever `]` stands near the front; null: there is none. */
  readonly aimAt: number | 'search' | null;
  readonly dataAt: number;
  /** Most data bytes in one report. */
  readonly capacity: number;
  /** Index of the byte whose lowest bit says that the code goes on; `when-full`: it goes on after a full report. */
  readonly goesOn: number | 'when-full';
}

const HONEYWELL: HidPosLayout = {
  reportId: 0x02,
  lengthAt: 1,
  aimAt: 2,
  dataAt: 5,
  capacity: 56,
  goesOn: 63,
};

const NEWLAND: HidPosLayout = {
  reportId: 0x02,
  lengthAt: 1,
  aimAt: null,
  dataAt: 2,
  capacity: 62,
  goesOn: 'when-full',
};

/** Honeywell's, with the AIM identifier wherever it is: some models put it one byte later. */
const SEARCHED: HidPosLayout = { ...HONEYWELL, reportId: null, aimAt: 'search', dataAt: 2 };

/** Feature report 254 = 1 switches the sending of codes on. */
const HONEYWELL_ON = [254, 1] as const;

/** Silence after which a code whose end has not come is given up, or, with `when-full`, is whole. */
export const HID_POS_QUIET_MS = 300;

export interface HidQrProfile extends HidProfile {
  readonly driver: 'qr-hid';
  readonly layout: HidPosLayout;
  /** Feature report sent after opening. */
  readonly switchOn: readonly number[] | null;
}

const scanner = { driver: 'qr-hid', productId: null, usagePage: 0x8c, usage: 0x02 } as const;
const sure = { needsRealDevice: false } as const;
const guess = { needsRealDevice: true, layout: SEARCHED, switchOn: null } as const;

/** The first that fits a device is taken; the last one fits any HID-POS scanner. */
export const HID_QR_PROFILES: readonly HidQrProfile[] = [
  { ...scanner, ...sure, id: 'honeywell-pos', vendorId: 0x0c2e, layout: HONEYWELL, switchOn: HONEYWELL_ON },
  { ...scanner, ...sure, id: 'youjie-pos', vendorId: 0x23d0, layout: HONEYWELL, switchOn: HONEYWELL_ON },
  { ...scanner, ...sure, id: 'newland-pos', vendorId: 0x1eab, layout: NEWLAND, switchOn: null },
  { ...scanner, ...guess, id: 'zebra-pos', vendorId: 0x05e0 },
  { ...scanner, ...guess, id: 'datalogic-pos', vendorId: 0x05f9 },
  { ...scanner, ...guess, id: 'any-pos', vendorId: null },
];
