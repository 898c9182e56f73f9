import { AIM_LENGTH, hidPosPart } from '../framing/hid-pos';
import { hidProfileById } from '../hid-profiles';
import type { HidIdCardProfile } from '../profiles/hid-id-card';
import { HID_POS_QUIET_MS, type HidPosLayout } from '../profiles/hid-qr';
import { maskCodeStream } from './mask-codes';
import { maskSamStream } from './mask-sam';
import type { RecordedHid } from './recording';

/** Which bytes of one report are its shape, and which are part of what was read. Ends are exclusive. */
interface Cut {
  readonly kept: readonly (readonly [from: number, to: number])[];
  readonly data: readonly [from: number, to: number];
  /** Index of a byte of which the lowest bit is kept; null: there is none. */
  readonly bitAt: number | null;
  /** Something new begins here. */
  readonly begins: boolean;
}

const NO_DATA = [0, 0] as const;

/**
 * Input reports without what was read: ids, counts, AIM identifiers and continuation marks stay, the data are masked as
 * the one stream that they are over all reports, and every other byte becomes zero: firmware may leave anything there.
 */
export function maskReports(
  reports: readonly Uint8Array[],
  gapsMs: readonly number[],
  hid: RecordedHid,
  today: string,
): Uint8Array[] {
  const profile = hidProfileById(hid.profile);
  if (!profile) return reports.map(({ length }) => new Uint8Array(length));
  const cuts =
    profile.driver === 'qr-hid'
      ? posCuts(reports, gapsMs, profile.layout)
      : reports.map((report) => samCut(report, profile, hid));
  const stream = new Uint8Array(cuts.reduce((sum, { data: [from, to] }) => sum + to - from, 0));
  const starts = new Set<number>();
  let filled = 0;
  for (const [at, { data, begins }] of cuts.entries()) {
    if (begins) starts.add(filled);
    stream.set(reports[at]?.subarray(...data) ?? [], filled);
    filled += data[1] - data[0];
  }
  const masked = profile.driver === 'qr-hid' ? maskCodeStream(stream, starts) : maskSamStream(stream, today);
  stream.fill(0);

  let taken = 0;
  return reports.map((report, at) => {
    const made = new Uint8Array(report.length);
    const cut = cuts[at];
    if (!cut) return made;
    for (const [from, to] of cut.kept) made.set(report.subarray(from, to), from);
    if (cut.bitAt !== null && cut.bitAt < made.length) made[cut.bitAt] = (report[cut.bitAt] ?? 0) & 1;
    const [from, to] = cut.data;
    made.set(masked.subarray(taken, taken + to - from), from);
    taken += to - from;
    return made;
  });
}

function samCut(report: Uint8Array, { chunking }: HidIdCardProfile, { reportLengths }: RecordedHid): Cut {
  const numbered = reportLengths ? reportLengths.numbered : chunking.reportId !== 0;
  const counted = chunking.header === 'count';
  const from = Number(numbered) + Number(counted);
  const to = counted ? Math.min(from + (report[from - 1] ?? 0), report.length) : report.length;
  return { kept: [[0, from]], data: [from, Math.max(from, to)], bitAt: null, begins: false };
}

/** As the decoder takes them: a code goes on over reports until one says that it ends, or none comes for a while. */
function posCuts(reports: readonly Uint8Array[], gapsMs: readonly number[], layout: HidPosLayout): Cut[] {
  let shift: number | null = null;
  return reports.map((report, at) => {
    if (layout.reportId !== null && report[0] !== layout.reportId) {
      return { kept: [[0, 1]], data: NO_DATA, bitAt: null, begins: false };
    }
    if ((gapsMs[at] ?? 0) >= HID_POS_QUIET_MS) shift = null;
    const begins: boolean = shift === null;
    const { from, length, more, aimAt, shift: moved } = hidPosPart(report, layout, shift);
    shift = more ? moved : null;
    const sound = length <= layout.capacity && from + length <= report.length;
    return {
      kept: [[0, layout.lengthAt + 1], ...(aimAt === null ? [] : [[aimAt, aimAt + AIM_LENGTH] as const])],
      data: sound ? [from, from + length] : NO_DATA,
      bitAt: layout.goesOn === 'when-full' ? null : layout.goesOn,
      begins,
    };
  });
}
