/**
 * Generated chunks against the decoders and what reads their output. `FUZZ_CHUNKS` sets how many (50,000 unless told; the
 * nightly run takes a million). fast-check prints the seed of a failure.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeResidentText } from '../../../../fixtures/devices';
import {
  createLineDecoder,
  ENDINGS,
  type EndingName,
  type LineEvent,
  LONGEST_CODE,
} from '../../../../main/core/device/framing/line';
import { takeBase } from '../../../../main/core/device/framing/read-base';
import { createSamDecoder, encodeSamCommand, type SamEvent } from '../../../../main/core/device/framing/sam';
import { createSsiDecoder } from '../../../../main/core/device/framing/ssi';
import {
  FORGED,
  identified,
  inPieces,
  LARGEST_STATE,
  noise,
  runs,
  type Step,
  steps,
  timeLimitMs,
} from './fuzz-steps';
import { anna } from './people';
import { spoilt as spoiltSsi, ssiCode } from './ssi-scanner';

function cardAnswer(name: string): Uint8Array {
  const data = new Uint8Array(4 + 256 + 1024).fill(0xaa);
  data.set([1, 0, 4, 0]);
  data.set(encodeResidentText({ ...anna, name }), 4);
  return encodeSamCommand([0, 0, 0x90, ...data]);
}

const LANES = ['甲', '乙'] as const;
const SOUND = LANES.map(cardAnswer);
const FORGED_ANSWER = cardAnswer(FORGED);

describe('hostile input', () => {
  it(
    'gives no card from a spoilt frame or of another reader, and keeps little, whatever a reader sends',
    () => {
      let read = 0;
      fc.assert(
        fc.property(steps, (script) => {
          const lanes = [createSamDecoder(), createSamDecoder()] as const;
          const hear = (lane: 0 | 1, events: SamEvent[]) => {
            for (const event of events) {
              if (event.kind === 'fault') {
                expect(Number(event.failure.details.bytes ?? 0)).toBeLessThanOrEqual(LARGEST_STATE);
                continue;
              }
              expect(event.data.length).toBeLessThanOrEqual(LARGEST_STATE);
              const base = takeBase(event.data, 2, false);
              const name = base.ok ? identified({ kind: 'id-card-base', text: base.value.text }) : null;
              if (name === null) continue;
              expect(name).toBe(LANES[lane]);
              read += 1;
            }
          };
          for (const step of script) {
            const { lane } = step;
            for (const piece of inPieces(samBytes(step), step)) hear(lane, lanes[lane].push(piece));
            // A torn frame is followed by silence: the reader has nothing more to say until it is asked.
            if (step.kind === 'cut' || step.kind === 'length' || step.kind === 'silence') {
              hear(lane, lanes[lane].silence());
            }
          }
        }),
        { numRuns: runs(0.35) },
      );
      expect(read).toBeGreaterThan(0);
    },
    timeLimitMs,
  );

  it(
    'gives only codes of bounded length, each on its own line, whatever a scanner sends and however it ends them',
    () => {
      let read = 0;
      const endings = Object.keys(ENDINGS) as EndingName[];
      fc.assert(
        fc.property(steps, fc.constantFrom(...endings), (script, ending) => {
          const lanes = [createLineDecoder(ending), createLineDecoder(ending)] as const;
          const hear = (lane: 0 | 1, events: LineEvent[]) => {
            for (const event of events) {
              if (event.kind === 'fault') continue;
              expect(event.bytes.length).toBeGreaterThan(0);
              expect(event.bytes.length).toBeLessThanOrEqual(LONGEST_CODE);
              const payload = identified({ kind: 'code', bytes: event.bytes });
              if (payload === null) continue;
              expect(payload).not.toContain(lane === 0 ? 'lane1' : 'lane0');
              expect(payload).not.toMatch(/\p{Cc}/u);
              read += 1;
            }
          };
          for (const step of script) {
            const { lane } = step;
            for (const piece of inPieces(lineBytes(step), step)) hear(lane, lanes[lane].push(piece));
            if (step.kind === 'silence') hear(lane, lanes[lane].silence());
          }
        }),
        { numRuns: runs(0.3) },
      );
      expect(read).toBeGreaterThan(0);
    },
    timeLimitMs,
  );

  it(
    'gives no code from a spoilt packet or of another scanner, and keeps little, whatever a Zebra scanner sends',
    () => {
      let read = 0;
      fc.assert(
        fc.property(steps, (script) => {
          const lanes = [createSsiDecoder(), createSsiDecoder()] as const;
          const hear = (lane: 0 | 1, events: ReturnType<(typeof lanes)[0]['push']>) => {
            for (const event of events) {
              if (event.kind === 'fault') {
                expect(Number(event.failure.details.bytes ?? 0)).toBeLessThanOrEqual(LARGEST_STATE);
              } else if (event.kind === 'code') {
                expect(event.bytes.length).toBeLessThanOrEqual(LONGEST_CODE);
                const payload = identified({ kind: 'code', bytes: event.bytes });
                if (payload === null) continue;
                expect(payload).not.toContain(FORGED);
                expect(payload).not.toContain(lane === 0 ? 'lane1' : 'lane0');
                read += 1;
              }
            }
          };
          for (const step of script) {
            const { lane, kind } = step;
            // Noise may look like the beginning of a packet and its sum may come out right by chance: not in one go.
            if (kind !== 'sound') hear(lane, lanes[lane].silence());
            for (const piece of inPieces(ssiBytes(step), step)) hear(lane, lanes[lane].push(piece));
            if (kind !== 'sound') hear(lane, lanes[lane].silence());
          }
        }),
        { numRuns: runs(0.15) },
      );
      expect(read).toBeGreaterThan(0);
    },
    timeLimitMs,
  );
});

function samBytes({ kind, lane, seed }: Step): Uint8Array {
  const forged = FORGED_ANSWER.slice();
  switch (kind) {
    case 'noise':
      return noise(seed, seed % 600);
    case 'sound':
      return SOUND[lane] ?? forged;
    case 'spoilt': {
      // Anywhere behind the length: what is wrong with that is a case of its own.
      const at = 7 + (seed % (forged.length - 7));
      forged[at] = (forged[at] ?? 0) ^ (1 + (seed % 255));
      return forged;
    }
    case 'cut':
      return forged.subarray(0, seed % forged.length);
    case 'length':
      new DataView(forged.buffer).setUint16(5, seed % 0x508);
      return forged;
    case 'silence':
      return new Uint8Array(0);
  }
}

function lineBytes({ kind, lane, seed }: Step): Uint8Array {
  const code = `LT1.lane${lane}-${seed.toString(36)}`;
  const marks = ['\r', '\n', '\r\n', '\u0003', '\u0002', ''];
  switch (kind) {
    case 'noise':
      return noise(seed, seed % 600);
    case 'length':
      return new Uint8Array(LONGEST_CODE - 5 + (seed % 10)).fill(0x41);
    case 'cut':
      return new Uint8Array(Buffer.from(code).subarray(0, seed % code.length));
    case 'silence':
      return new Uint8Array(0);
    default:
      return new Uint8Array(Buffer.from(`\u0002${code}${marks[seed % marks.length]}\u0003\r\n`));
  }
}

function ssiBytes({ kind, lane, seed }: Step): Uint8Array {
  const forged = ssiCode(`LT1.${FORGED}-${seed}`, seed % 4);
  switch (kind) {
    case 'noise':
      return noise(seed, seed % 600);
    case 'sound':
      return ssiCode(`LT1.lane${lane}-${seed}`, seed % 4);
    case 'spoilt':
      return spoiltSsi(forged);
    case 'cut':
      return forged.subarray(0, seed % forged.length);
    case 'length':
      forged[0] = 4 + (seed % 0xf0);
      return forged[0] === forged.length - 2 ? new Uint8Array(0) : forged;
    case 'silence':
      return new Uint8Array(0);
  }
}
