import { describe, expect, it } from 'vitest';
import { fromReport, toReports } from '../../../../../main/core/device/framing/hid-chunks';
import type { HidChunking } from '../../../../../main/core/device/profiles/hid-id-card';

const plain: HidChunking = { reportId: 0, header: 'none', reportLength: 65, padding: 0 };
const counted: HidChunking = { reportId: 3, header: 'count', reportLength: 17, padding: 0xff };
const bytes = Uint8Array.from({ length: 40 }, (_, at) => at + 1);

describe('bytes over reports', () => {
  it('go out padded to the length that the device told, else to that of the profile', () => {
    expect(toReports(bytes, plain, null).map((report) => report.length)).toEqual([65]);
    const cut = toReports(bytes, plain, { input: 33, output: 33, numbered: false });
    expect(cut.map((report) => report.length)).toEqual([33, 33]);
    expect([...(cut[1] ?? [])]).toEqual([0, ...bytes.subarray(32), ...new Array<number>(24).fill(0)]);
    expect(toReports(bytes, plain, { input: 9, output: 0, numbered: false })[0]).toHaveLength(65);
  });

  it('go out with a report id and a count where the device wants them', () => {
    const reports = toReports(bytes, counted, null);
    expect(reports.map((report) => [...report.subarray(0, 3)])).toEqual([
      [3, 15, 1],
      [3, 15, 16],
      [3, 10, 31],
    ]);
    expect(reports[2]?.at(-1)).toBe(0xff);
  });

  it('come back the same', () => {
    for (const chunking of [plain, counted]) {
      // An input report has its id first only where reports are numbered.
      const numbered = chunking.reportId !== 0;
      const reports = toReports(bytes, chunking, null).map((report) => report.subarray(numbered ? 0 : 1));
      const back = reports.flatMap((report) => [...fromReport(report, chunking, null)]);
      expect(back.slice(0, bytes.length)).toEqual([...bytes]);
    }
  });

  it('come in cut to what is there when a count says too much', () => {
    expect([...fromReport(Uint8Array.of(3, 200, 1, 2), counted, null)]).toEqual([1, 2]);
    expect([...fromReport(new Uint8Array(0), counted, null)]).toEqual([]);
  });
});
