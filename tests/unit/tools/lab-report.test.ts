import { describe, expect, it } from 'vitest';
import { honeywellReports, newlandReports, posDescriptor } from '../../../tools/lab/guest/pos-scanner.mjs';
import { readReport, reportLine, summarise } from '../../../tools/lab/report.mjs';

type Report = Parameters<typeof reportLine>[0];
const report = (outcome: Report['outcome'], step = 'boot'): Report => ({
  step,
  outcome,
  ms: 5,
  detail: 'Linux',
});

describe('readReport', () => {
  it('reads what the guest wrote, also with the carriage return of a terminal', () => {
    expect(readReport(`${reportLine(report('passed'))}\r`)).toEqual(report('passed'));
  });

  it('takes no other line for a report', () => {
    const lines = [
      '',
      'SeaBIOS',
      '{"lab":',
      '{"lab":{"step":"boot"}}',
      '{"lab":null}',
      '{"lab":{"step":"a","outcome":"fine","ms":1,"detail":""}}',
    ];
    for (const line of lines) expect(readReport(line)).toBeNull();
  });
});

describe('summarise', () => {
  it('passes a whole run with a step skipped', () => {
    const { lines, failed } = summarise([report('passed'), report('skipped', 'udev'), report('over', '')]);
    expect(failed).toBe(false);
    expect(lines).toHaveLength(2);
  });

  it('fails for one failed step', () => {
    expect(summarise([report('passed'), report('failed'), report('over', '')]).failed).toBe(true);
  });

  it('fails where the guest fell silent, though all that it said was good', () => {
    const { lines, failed } = summarise([report('passed')]);
    expect(failed).toBe(true);
    expect(lines.at(-1)).toContain('did not come to its end');
  });

  it('fails where nothing was said, or nothing was tried', () => {
    expect(summarise([]).failed).toBe(true);
    expect(summarise([report('skipped'), report('over', '')]).failed).toBe(true);
  });
});

describe('the HID-POS scanners of the lab', () => {
  it('cut a long code into reports of 64 bytes', () => {
    const reports = newlandReports('x'.repeat(63));
    expect(reports.map((one) => [one.length, one[0], one[1]])).toEqual([
      [64, 2, 62],
      [64, 2, 1],
    ]);
  });

  it('say that a code goes on', () => {
    expect(honeywellReports('x'.repeat(57)).map((one) => [one[1], one[63]])).toEqual([
      [56, 1],
      [1, 0],
    ]);
  });

  it('describe themselves by the page of scanners', () => {
    const bytes = [...posDescriptor({ inputs: [2, 63], features: [254, 1] })];
    expect(bytes.slice(0, 4)).toEqual([0x05, 0x8c, 0x09, 0x02]);
    expect(bytes.at(-1)).toBe(0xc0);
  });
});
