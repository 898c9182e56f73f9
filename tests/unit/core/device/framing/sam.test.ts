import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recordings from '../../../../../fixtures/frames/sam-v/answers.json';
import {
  createSamDecoder,
  encodeSamCommand,
  type SamEvent,
} from '../../../../../main/core/device/framing/sam';

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const frame = (sw: number, data: Uint8Array = new Uint8Array(0)) => encodeSamCommand([0, 0, sw, ...data]);
const read = frame(0x90, new Uint8Array(1284).fill(7));
const concat = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const answers = (events: SamEvent[]) => events.filter((event) => event.kind === 'answer');
const faults = (events: SamEvent[]) =>
  events.flatMap((event) => (event.kind === 'fault' ? [event.failure.code] : []));

describe('frames of the ID-card reader', () => {
  it.each(recordings.commands)('encodes the command $name as published', ({ body, frame: published }) => {
    expect(encodeSamCommand(body)).toEqual(bytesOf(published));
  });

  it.each(recordings.answers)(
    'decodes the answer "$name" as published',
    ({ frame: published, sw, dataLength }) => {
      const events = createSamDecoder().push(bytesOf(published));
      expect(events).toEqual([{ kind: 'answer', sw, data: new Uint8Array(dataLength) }]);
    },
  );

  it('skips noise and half a preamble before a frame', () => {
    const noise = bytesOf('00FFAAAA9655AA');
    expect(answers(createSamDecoder().push(concat(noise, frame(0x80))))).toHaveLength(1);
  });

  it('finds a preamble that follows one more AA', () => {
    expect(answers(createSamDecoder().push(concat(Uint8Array.of(0xaa, 0xaa), frame(0x80))))).toHaveLength(1);
  });

  it('gives two answers that come in one chunk', () => {
    const events = createSamDecoder().push(concat(frame(0x9f, new Uint8Array(4)), frame(0x80)));
    expect(events.map((event) => event.kind === 'answer' && event.sw)).toEqual([0x9f, 0x80]);
  });

  it('trusts the length and not a preamble inside the payload', () => {
    const inner = frame(0x41);
    const outer = frame(0x90, concat(new Uint8Array(20), inner));
    expect(createSamDecoder().push(outer)).toEqual([
      { kind: 'answer', sw: 0x90, data: concat(new Uint8Array(20), inner) },
    ]);
  });

  it('looks again behind the preamble of a frame with a wrong check byte', () => {
    const spoilt = frame(0x90, new Uint8Array(8));
    spoilt[spoilt.length - 1] = 0x55;
    const events = createSamDecoder().push(concat(spoilt, frame(0x80)));
    expect(faults(events)).toEqual(['DEVICE_FRAME_CHECKSUM']);
    expect(answers(events)).toEqual([{ kind: 'answer', sw: 0x80, data: new Uint8Array(0) }]);
  });

  it.each(['0003', '0000', '090B', 'FFFF'])('refuses the impossible length %s and goes on', (length) => {
    const events = createSamDecoder().push(concat(bytesOf(`AAAAAA9669${length}`), frame(0x80)));
    expect(faults(events)).toContain('DEVICE_FRAME_LENGTH');
    expect(answers(events)).toHaveLength(1);
  });

  it('reports a frame cut off by silence, and decodes what a too large length swallowed', () => {
    const decoder = createSamDecoder();
    expect(decoder.push(concat(bytesOf('AAAAAA9669050800009001'), frame(0x80)))).toEqual([]);
    const events = decoder.silence();
    expect(faults(events)).toEqual(['DEVICE_FRAME_TRUNCATED']);
    expect(answers(events)).toHaveLength(1);
    expect(decoder.silence()).toEqual([]);
  });

  it('gives a frame the same whatever pieces it comes in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }), (cuts) => {
        const decoder = createSamDecoder();
        const events: SamEvent[] = [];
        let at = 0;
        for (const cut of [...cuts, read.length]) {
          events.push(...decoder.push(read.slice(at, at + cut)));
          at += cut;
        }
        expect(events).toEqual([{ kind: 'answer', sw: 0x90, data: new Uint8Array(1284).fill(7) }]);
      }),
      { numRuns: 60 },
    );
  });

  it('survives any bytes, in any pieces, and reads the next sound frame after silence', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }), (chunks) => {
        const decoder = createSamDecoder();
        for (const chunk of chunks) decoder.push(chunk);
        decoder.silence();
        expect(answers(decoder.push(frame(0x80)))).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });

  it('never gives data of a frame in which one byte was changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 260, maxLength: 600 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (data, position, change) => {
          const bytes = frame(0x90, data);
          const at = 5 + (position % (bytes.length - 5));
          bytes[at] = (bytes[at] ?? 0) ^ change;
          const decoder = createSamDecoder();
          const events = [...decoder.push(bytes), ...decoder.silence()];
          expect(answers(events).filter((event) => event.data.length >= 260)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes a megabyte of noise without keeping it', () => {
    const decoder = createSamDecoder();
    decoder.push(new Uint8Array(1 << 20).fill(0xaa));
    expect(decoder.push(frame(0x80))).toHaveLength(1);
  });
});
