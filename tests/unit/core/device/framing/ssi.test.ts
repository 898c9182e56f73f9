import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import published from '../../../../../fixtures/frames/serial-scanner/commands.json';
import { LONGEST_CODE } from '../../../../../main/core/device/framing/line';
import { createSsiDecoder, ssiPacket } from '../../../../../main/core/device/framing/ssi';
import { spoilt, ssiCode } from '../ssi-scanner';

type Events = ReturnType<ReturnType<typeof createSsiDecoder>['push']>;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const ACK = '04D00400FF28';
const NAK = '05D1040001FF25';
const told = (events: Events) =>
  events.map((event) => {
    if (event.kind === 'reply') return hex(event.packet);
    return event.kind === 'code' ? Buffer.from(event.bytes).toString() : event.failure.code;
  });

describe('packets of Zebra scanners', () => {
  it.each(published.ssi)('encodes "$name" as published', ({ opcode, frame }) => {
    expect(hex(ssiPacket(opcode))).toBe(frame.replaceAll(' ', ''));
  });

  it('takes a code, whatever pieces it comes in, and says so to the scanner', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }), (cuts) => {
        const decoder = createSsiDecoder();
        const bytes = ssiCode('LT1.c2FtcGxl');
        const events: Events = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          events.push(...decoder.push(bytes.subarray(at, at + cut)));
          at += cut;
        }
        expect(told(events)).toEqual([ACK, 'LT1.c2FtcGxl']);
      }),
      { numRuns: 50 },
    );
  });

  it('puts a code together that comes in several packets', () => {
    const decoder = createSsiDecoder();
    expect(told(decoder.push(ssiCode('LT1.', 2)))).toEqual([ACK]);
    expect(told(decoder.push(ssiCode('abc')))).toEqual([ACK, 'LT1.abc']);
  });

  it('refuses a packet with a wrong check sum and takes it when it is sent again', () => {
    const decoder = createSsiDecoder();
    expect(told(decoder.push(spoilt(ssiCode('LT1.abc'))))).toEqual(['DEVICE_FRAME_CHECKSUM', NAK]);
    expect(told(decoder.push(ssiCode('LT1.abc', 1)))).toEqual([ACK, 'LT1.abc']);
  });

  it('gives a code once that is sent again because the answer was lost', () => {
    const decoder = createSsiDecoder();
    expect(told(decoder.push(ssiCode('LT1.abc')))).toEqual([ACK, 'LT1.abc']);
    expect(told(decoder.push(ssiCode('LT1.abc', 1)))).toEqual([ACK]);
    expect(told(decoder.push(ssiCode('LT1.abc')))).toEqual([ACK, 'LT1.abc']);
  });

  it('skips wake-up bytes, noise and answers to commands', () => {
    const decoder = createSsiDecoder();
    const noise = Uint8Array.of(0, 0, 0xff, 0x10, 0x77, 0);
    const answer = Uint8Array.of(4, 0xd0, 0, 0, 0xff, 0x2c);
    const bytes = new Uint8Array(Buffer.concat([noise, answer, ssiCode('a')]));
    expect(told(decoder.push(bytes)).slice(-2)).toEqual([ACK, 'a']);
  });

  it('gives up a torn packet after silence and reads the next', () => {
    const decoder = createSsiDecoder();
    decoder.push(ssiCode('LT1.abc').subarray(0, 6));
    expect(told(decoder.silence())).toEqual(['DEVICE_FRAME_TRUNCATED']);
    expect(decoder.silence()).toEqual([]);
    expect(decoder.abandon()).toEqual([]);
    expect(told(decoder.push(ssiCode('b')))).toEqual([ACK, 'b']);
  });

  it('refuses a code that is too long, once, and reads the next', () => {
    const decoder = createSsiDecoder();
    const part = 'x'.repeat(200);
    const events: Events = [];
    for (let sent = 0; sent <= LONGEST_CODE; sent += 200) events.push(...decoder.push(ssiCode(part, 2)));
    events.push(...decoder.push(ssiCode('x')), ...decoder.push(ssiCode('b')));
    expect(told(events).filter((each) => each !== ACK)).toEqual(['DEVICE_CODE_TOO_LONG', 'b']);
  });
});
