import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHidPosDecoder, type HidPosEvent } from '../../../../../main/core/device/framing/hid-pos';
import { HID_QR_PROFILES, type HidPosLayout } from '../../../../../main/core/device/profiles/hid-qr';
import { posReport } from '../scripted-hid';

const layoutOf = (id: string): HidPosLayout => {
  const profile = HID_QR_PROFILES.find((candidate) => candidate.id === id);
  if (!profile) throw new Error(id);
  return profile.layout;
};
const honeywell = () => createHidPosDecoder(layoutOf('honeywell-pos'));
const newland = () => createHidPosDecoder(layoutOf('newland-pos'));
const searched = () => createHidPosDecoder(layoutOf('any-pos'));

const said = (events: HidPosEvent[]) =>
  events.map((event) =>
    event.kind === 'code' ? `${event.aim} ${Buffer.from(event.bytes)}` : event.failure.code,
  );

function newlandReport(text: string, length = text.length): Uint8Array {
  const report = new Uint8Array(64);
  report.set([0x02, length, ...Buffer.from(text)]);
  return report;
}

describe('codes of a Honeywell scanner', () => {
  it('are put together over reports, with the AIM identifier of the first', () => {
    const decoder = honeywell();
    const code = `${'x'.repeat(56)}${'y'.repeat(56)}z`;
    expect(decoder.push(posReport(code.slice(0, 56), true))).toEqual([]);
    expect(decoder.push(posReport(code.slice(56, 112), true, ']C0'))).toEqual([]);
    expect(said(decoder.push(posReport('z')))).toEqual([`]Q1 ${code}`]);
    expect(decoder.isOpen()).toBe(false);
  });

  it('come with an empty identifier where there is none, and without their line ending', () => {
    expect(said(honeywell().push(posReport('LT1.abc\r\n', false, '\0\0\0')))).toEqual([' LT1.abc']);
    expect(said(honeywell().push(posReport('\r')))).toEqual([]);
  });

  it('keep every byte value', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const decoder = honeywell();
    const events = [0, 56, 112, 168, 224].flatMap((at) =>
      decoder.push(posReport(bytes.subarray(at, at + 56), at < 224)),
    );
    expect(events).toEqual([{ kind: 'code', aim: ']Q1', bytes }]);
  });

  it('are dropped half-way after silence, and the next one is whole', () => {
    const decoder = honeywell();
    decoder.push(posReport('torn', true));
    expect(said(decoder.silence())).toEqual(['DEVICE_FRAME_TRUNCATED']);
    expect(said(decoder.silence())).toEqual([]);
    expect(said(decoder.push(posReport('whole')))).toEqual([']Q1 whole']);
  });

  it('are refused once when too long, up to their end', () => {
    const decoder = honeywell();
    const events: HidPosEvent[] = [];
    for (let count = 0; count < 60; count += 1) events.push(...decoder.push(posReport('x'.repeat(56), true)));
    events.push(...decoder.push(posReport('end')), ...decoder.push(posReport('next')));
    expect(said(events)).toEqual(['DEVICE_CODE_TOO_LONG', ']Q1 next']);
  });

  it('of exactly the longest length are taken', () => {
    const decoder = honeywell();
    const code = 'x'.repeat(2048);
    const events: HidPosEvent[] = [];
    for (let at = 0; at < 2048; at += 56) {
      events.push(...decoder.push(posReport(code.slice(at, at + 56), at + 56 < 2048)));
    }
    expect(said(events)).toEqual([`]Q1 ${code}`]);
  });

  it('are refused with a count that no report can hold, or a report cut short', () => {
    const lying = posReport('abc');
    lying[1] = 57;
    expect(said(honeywell().push(lying))).toEqual(['DEVICE_FRAME_LENGTH']);
    expect(said(honeywell().push(posReport('abcdef').subarray(0, 8)))).toEqual(['DEVICE_FRAME_TRUNCATED']);
    expect(said(honeywell().push(new Uint8Array(0)))).toEqual([]);
  });

  it('are not disturbed by reports with another id', () => {
    const decoder = honeywell();
    decoder.push(posReport('ab', true));
    const other = posReport('no');
    other[0] = 0x05;
    expect(decoder.push(other)).toEqual([]);
    expect(said(decoder.push(posReport('cd')))).toEqual([']Q1 abcd']);
  });
});

describe('codes of a Newland scanner', () => {
  it('go on after a full report and end with one that is not', () => {
    const decoder = newland();
    expect(decoder.push(newlandReport('x'.repeat(62)))).toEqual([]);
    expect(said(decoder.push(newlandReport('y')))).toEqual([` ${'x'.repeat(62)}y`]);
  });

  it('have the identifier taken off that the scanner is set to send', () => {
    expect(said(newland().push(newlandReport(']Q1LT1.abc')))).toEqual([']Q1 LT1.abc']);
  });

  it('that fill their last report end with silence', () => {
    const decoder = newland();
    decoder.push(newlandReport('x'.repeat(62)));
    expect(decoder.isOpen()).toBe(true);
    expect(said(decoder.silence())).toEqual([` ${'x'.repeat(62)}`]);
  });
});

describe('codes of a scanner nobody has described', () => {
  it.each([2, 3, 4])('have their identifier found at byte %i', (at) => {
    const report = new Uint8Array(64);
    report.set([0x07, 3]);
    report.set(Buffer.from(']C1abc'), at);
    expect(said(searched().push(report))).toEqual([']C1 abc']);
  });

  it('are taken from the usual place without one', () => {
    const report = new Uint8Array(64);
    report.set([0x07, 3, ...Buffer.from('abc')]);
    expect(said(searched().push(report))).toEqual([' abc']);
  });
});

it('survives any reports: no crash, nothing longer than the limit, at rest after silence', () => {
  const report = fc.uint8Array({ minLength: 0, maxLength: 70 });
  const near = fc.tuple(fc.integer({ min: 0, max: 70 }), fc.boolean()).map(([length, more]) => {
    const made = posReport('x'.repeat(56), more);
    made[1] = length;
    return made;
  });
  for (const { layout } of HID_QR_PROFILES) {
    fc.assert(
      fc.property(fc.array(fc.oneof(report, near), { maxLength: 60 }), (reports) => {
        const decoder = createHidPosDecoder(layout);
        const events = [...reports.flatMap((made) => decoder.push(made)), ...decoder.silence()];
        expect(decoder.isOpen()).toBe(false);
        for (const event of events) {
          if (event.kind === 'code') expect(event.bytes.length).toBeLessThanOrEqual(2048);
        }
      }),
      { numRuns: 100 },
    );
  }
});
