import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recordings from '../../../../../fixtures/frames/serial-scanner/codes.json';
import {
  createLineDecoder,
  type LineEvent,
  LONGEST_CODE,
} from '../../../../../main/core/device/framing/line';

const hexOf = (events: LineEvent[]) =>
  events.map((event) =>
    event.kind === 'code' ? Buffer.from(event.bytes).toString('hex').toUpperCase() : event.failure.code,
  );

describe('codes of a scanner on a serial port', () => {
  it.each(recordings.recordings)('reads a code ended by: $name', ({ chunks, silence, codes }) => {
    const decoder = createLineDecoder();
    const events = chunks.flatMap((chunk) => decoder.push(new Uint8Array(Buffer.from(chunk, 'hex'))));
    if (silence) events.push(...decoder.silence());
    expect(hexOf(events)).toEqual(codes);
  });

  it('takes a code of exactly the longest length', () => {
    const decoder = createLineDecoder();
    decoder.push(new Uint8Array(LONGEST_CODE).fill(0x41));
    expect(hexOf(decoder.push(Uint8Array.of(0x0d)))).toEqual(['41'.repeat(LONGEST_CODE)]);
  });

  it.each([
    ['its ending', (decoder: ReturnType<typeof createLineDecoder>) => decoder.push(Uint8Array.of(0x0d))],
    ['silence', (decoder: ReturnType<typeof createLineDecoder>) => decoder.silence()],
  ])('refuses a longer one once, drops its rest up to %s, and reads the next', (_, end) => {
    const decoder = createLineDecoder();
    expect(hexOf(decoder.push(new Uint8Array(LONGEST_CODE * 3).fill(0x41)))).toEqual([
      'DEVICE_CODE_TOO_LONG',
    ]);
    expect(hexOf(end(decoder))).toEqual([]);
    expect(hexOf(decoder.push(Uint8Array.of(0x42, 0x0d)))).toEqual(['42']);
  });

  it.each(['any', 'cr', 'crlf', 'stx-etx', 'none'] as const)(
    'gives up what a sleep of the computer has torn (%s), and says so once',
    (ending) => {
      const decoder = createLineDecoder(ending);
      expect(decoder.abandon()).toEqual([]);
      decoder.push(new Uint8Array(Buffer.from('\u0002LT1.half')));
      expect(hexOf(decoder.abandon())).toEqual(['DEVICE_FRAME_TRUNCATED']);
      expect(decoder.abandon()).toEqual([]);
      const whole = [...decoder.push(new Uint8Array(Buffer.from('\u0002b\u0003\r\n'))), ...decoder.silence()];
      expect(hexOf(whole).join()).not.toContain(Buffer.from('half').toString('hex').toUpperCase());
      expect(whole.some(({ kind }) => kind === 'code')).toBe(true);
    },
  );

  it('never gives an empty or too long code, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 6 }), (chunks) => {
        const decoder = createLineDecoder();
        const events = [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.silence()];
        for (const event of events) {
          if (event.kind === 'code')
            expect(event.bytes.length).toSatisfy((n: number) => n > 0 && n <= LONGEST_CODE);
        }
      }),
      { numRuns: 60 },
    );
  });
});
