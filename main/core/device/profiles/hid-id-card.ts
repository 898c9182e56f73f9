/**
 * ID-card readers as HID devices: the bytes of the serial protocol cut into reports. How each model cuts them is in no
 * published source, so a model's way is one replaceable value here, and every one of them needs a real device.
 */
import type { HidProfile } from './hid-profile';

/** How a stream of bytes is cut into reports. */
export interface HidChunking {
  /** First byte of each output report; 0 where the device does not number its reports. */
  readonly reportId: number;
  /** Bytes between report id and payload. `count`: one byte, the number of payload bytes in this report. */
  readonly header: 'none' | 'count';
  /** Length of a report with its id, for when the report descriptor cannot be read; otherwise that decides. */
  readonly reportLength: number;
  /** Fills the rest of the last report. */
  readonly padding: number;
}

/** 64-byte packets without any wrapping. What pads an answer is skipped as noise before the next preamble. */
const PLAIN: HidChunking = { reportId: 0, header: 'none', reportLength: 65, padding: 0 };
const COUNTED: HidChunking = { ...PLAIN, header: 'count' };

export interface HidIdCardProfile extends HidProfile {
  readonly driver: 'id-card-hid';
  readonly chunking: HidChunking;
}

const reader = { driver: 'id-card-hid', usagePage: null, usage: null, needsRealDevice: true } as const;

/** The first that fits a device is taken; `counted-reader` is only ever chosen by its id in the configuration. */
export const HID_ID_CARD_PROFILES: readonly HidIdCardProfile[] = [
  { ...reader, id: 'ministry-reader', vendorId: 0x0400, productId: 0xc35a, chunking: PLAIN },
  { ...reader, id: 'routon-reader', vendorId: 0x0425, productId: 0x8159, chunking: PLAIN },
  { ...reader, id: 'counted-reader', vendorId: 0x0425, productId: 0x8159, chunking: COUNTED },
];
