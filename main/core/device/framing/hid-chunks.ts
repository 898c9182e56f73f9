/** A stream of bytes over HID reports, both ways, cut as a reader's profile says. */
import type { HidReportLengths } from '../../../contract/ports/hid';
import type { HidChunking } from '../profiles/hid-id-card';

/** Cuts `bytes` into output reports. */
export function toReports(
  bytes: Uint8Array,
  chunking: HidChunking,
  lengths: HidReportLengths | null,
): Uint8Array[] {
  const counted = chunking.header === 'count';
  const reportLength = lengths && lengths.output > 0 ? lengths.output : chunking.reportLength;
  const payloadAt = counted ? 2 : 1;
  const capacity = Math.max(1, reportLength - payloadAt);
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += capacity) {
    const part = bytes.subarray(at, at + capacity);
    const report = new Uint8Array(payloadAt + capacity).fill(chunking.padding);
    report[0] = chunking.reportId;
    if (counted) report[1] = part.length;
    report.set(part, payloadAt);
    reports.push(report);
  }
  return reports;
}

/** The payload of an input report: a view, not a copy. A count that says too much is cut to what is there. */
export function fromReport(
  report: Uint8Array,
  chunking: HidChunking,
  lengths: HidReportLengths | null,
): Uint8Array {
  const numbered = lengths ? lengths.numbered : chunking.reportId !== 0;
  const head = numbered ? 1 : 0;
  if (chunking.header === 'none') return report.subarray(head);
  return report.subarray(head + 1, head + 1 + (report[head] ?? 0));
}
