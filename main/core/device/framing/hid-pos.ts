/** Codes of an HID-POS scanner: reports put together until the code's last one, as the layout of the model says. */
import { type Failure, failure } from '../../../contract/failures/failure';
import type { HidPosLayout } from '../profiles/hid-qr';
import { splitAim } from './aim';

const LONGEST_CODE = 2048;
/** Where `]` is looked for, counted from the report id. */
const SEARCH_FROM = 2;
const SEARCH_TO = 4;
export const AIM_LENGTH = 3;
const CR = 0x0d;
const LF = 0x0a;

export type HidPosEvent =
  | { readonly kind: 'code'; readonly bytes: Uint8Array<ArrayBuffer>; readonly aim: string }
  | { readonly kind: 'fault'; readonly failure: Failure };

/** What one report says of the code that it is a part of. Indices count from the report id. */
interface HidPosPart {
  readonly from: number;
  readonly length: number;
  readonly more: boolean;
  /** Index of the AIM identifier; null where there is none, or the code began in an earlier report. */
  readonly aimAt: number | null;
  /** How far data stand from where the layout says; holds for the whole code. */
  readonly shift: number;
}

/** `shift`: that of the code's earlier reports; null: a code begins here. Trusts nothing: `length` may be too large. */
export function hidPosPart(report: Uint8Array, layout: HidPosLayout, shift: number | null): HidPosPart {
  const aimAt = shift === null ? aimIndex(report, layout) : null;
  const moved = layout.aimAt === 'search' && aimAt !== null ? aimAt + AIM_LENGTH - layout.dataAt : 0;
  const by = shift ?? moved;
  const length = report[layout.lengthAt] ?? 0;
  const more =
    layout.goesOn === 'when-full' ? length === layout.capacity : ((report[layout.goesOn] ?? 0) & 1) === 1;
  return { from: layout.dataAt + by, length, more, aimAt, shift: by };
}

interface HidPosDecoder {
  /**
   * Takes one report. Faults, after which the rest of that code is dropped: DEVICE_CODE_TOO_LONG, DEVICE_FRAME_LENGTH (the
   * count is more than a report holds), DEVICE_FRAME_TRUNCATED (the report is shorter than its count).
   */
  push(report: Uint8Array): HidPosEvent[];
  /** Nothing came for a while: a code still open is given up (DEVICE_FRAME_TRUNCATED), or is whole if nothing marks ends. */
  silence(): HidPosEvent[];
  /** The computer slept: the rest of a code still open never comes (DEVICE_FRAME_TRUNCATED). */
  abandon(): HidPosEvent[];
  /** A code has begun and its end has not come. */
  isOpen(): boolean;
}

export function createHidPosDecoder(layout: HidPosLayout): HidPosDecoder {
  const buffer = new Uint8Array(LONGEST_CODE);
  let used = 0;
  let aim = '';
  let shift = 0;
  let open = false;
  let dropping = false;

  function clear(): void {
    buffer.fill(0, 0, used);
    used = 0;
    open = false;
    dropping = false;
  }

  function finish(): HidPosEvent[] {
    let end = used;
    if (end > 0 && buffer[end - 1] === LF) end -= 1;
    if (end > 0 && buffer[end - 1] === CR) end -= 1;
    const bytes = buffer.slice(0, end);
    clear();
    if (end === 0) return [];
    // Without a place of its own, an identifier that the scanner is set to send is part of the code.
    return [{ kind: 'code', ...(layout.aimAt === null ? splitAim(bytes) : { bytes, aim }) }];
  }

  /** Drops what there is of this code, and what is still to come of it. */
  function drop(what: Failure, more: boolean): HidPosEvent[] {
    const known = dropping;
    clear();
    open = more;
    dropping = more;
    return known ? [] : [{ kind: 'fault', failure: what }];
  }

  function abandon(): HidPosEvent[] {
    return open ? drop(failure('DEVICE_FRAME_TRUNCATED', { bytes: used }), false) : [];
  }

  return {
    push(report) {
      if (layout.reportId !== null && report[0] !== layout.reportId) return [];
      const part = hidPosPart(report, layout, open ? shift : null);
      const { from, length, more, aimAt } = part;
      if (!open) aim = aimAt === null ? '' : aimText(report, aimAt);
      shift = part.shift;
      open = true;
      if (length > layout.capacity) return drop(failure('DEVICE_FRAME_LENGTH', { length }), more);
      if (from + length > report.length) {
        return drop(failure('DEVICE_FRAME_TRUNCATED', { bytes: report.length }), more);
      }
      if (used + length > LONGEST_CODE)
        return drop(failure('DEVICE_CODE_TOO_LONG', { limit: LONGEST_CODE }), more);
      if (!dropping) {
        buffer.set(report.subarray(from, from + length), used);
        used += length;
      }
      if (more) return [];
      if (!dropping) return finish();
      clear();
      return [];
    },

    silence() {
      if (open && layout.goesOn === 'when-full' && !dropping) return finish();
      return abandon();
    },

    abandon,

    isOpen: () => open,
  };
}

function aimIndex(report: Uint8Array, { aimAt }: HidPosLayout): number | null {
  if (aimAt === null) return null;
  if (aimAt !== 'search') return isAim(report, aimAt) ? aimAt : null;
  for (let at = SEARCH_FROM; at <= SEARCH_TO; at += 1) if (isAim(report, at)) return at;
  return null;
}

/** `]`, a letter for the kind of code, a modifier (ISO/IEC 15424). */
function isAim(report: Uint8Array, at: number): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(aimText(report, at));
}

function aimText(report: Uint8Array, at: number): string {
  return Buffer.from(report.subarray(at, at + AIM_LENGTH)).toString('latin1');
}
