/** As `fuzz.test.ts`, for the reports of HID-POS scanners, which carry no check sum: what must hold is shape and place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../../fixtures/devices/hid/models';
import { createHidPosDecoder, type HidPosEvent } from '../../../../main/core/device/framing/hid-pos';
import { LONGEST_CODE } from '../../../../main/core/device/framing/line';
import { HID_QR_PROFILES } from '../../../../main/core/device/profiles/hid-qr';
import { identified, LARGEST_STATE, noise, runs, type Step, steps, timeLimitMs } from './fuzz-steps';

/** So unlike each other that no changed byte makes one of the other. */
const NAMES = ['LEFTLEFT', 'RIGHTRIGHT'] as const;
const MAKERS = ['honeywell', 'newland', 'zebra'] as const;
const PROFILE = { honeywell: 'honeywell-pos', newland: 'newland-pos', zebra: 'zebra-pos' } as const;

function decoderOf(maker: (typeof MAKERS)[number]) {
  const profile = HID_QR_PROFILES.find(({ id }) => id === PROFILE[maker]);
  if (!profile) throw new Error(maker);
  return createHidPosDecoder(profile.layout);
}

function reportsOf({ kind, lane, seed }: Step, maker: (typeof MAKERS)[number]): Uint8Array[] {
  const code = `LT1.${NAMES[lane]}-${seed.toString(36)}${'x'.repeat(seed % 150)}`;
  const reports = MODELS[maker].encode(new Uint8Array(Buffer.from(code)));
  const first = reports[0] ?? new Uint8Array(64);
  switch (kind) {
    case 'noise':
      return [noise(seed, seed % 66)];
    case 'sound':
      return reports;
    case 'spoilt': {
      const at = seed % first.length;
      first[at] = (first[at] ?? 0) ^ (1 + (seed % 255));
      return reports;
    }
    case 'cut':
      return [first.subarray(0, seed % first.length)];
    case 'length':
      first[1] = seed & 0xff;
      return [first];
    case 'silence':
      return [];
  }
}

describe('hostile HID input', () => {
  it(
    'gives only codes of bounded length, each of its own scanner, whatever reports come',
    () => {
      let read = 0;
      fc.assert(
        fc.property(steps, fc.constantFrom(...MAKERS), fc.constantFrom(...MAKERS), (script, left, right) => {
          const makers = [left, right] as const;
          const lanes = [decoderOf(left), decoderOf(right)] as const;
          const hear = (lane: 0 | 1, events: HidPosEvent[]) => {
            for (const event of events) {
              if (event.kind === 'fault') {
                expect(Number(event.failure.details.bytes ?? 0)).toBeLessThanOrEqual(LARGEST_STATE);
                continue;
              }
              expect(event.bytes.length).toBeGreaterThan(0);
              expect(event.bytes.length).toBeLessThanOrEqual(LONGEST_CODE);
              expect(Buffer.from(event.bytes).toString('latin1')).not.toContain(NAMES[lane === 0 ? 1 : 0]);
              const payload = identified({ kind: 'code', bytes: event.bytes });
              if (payload === null) continue;
              expect(payload).not.toMatch(/\p{Cc}/u);
              read += 1;
            }
          };
          for (const step of script) {
            const { lane } = step;
            for (const report of reportsOf(step, makers[lane])) hear(lane, lanes[lane].push(report));
            if (step.kind !== 'silence') continue;
            hear(lane, lanes[lane].silence());
            expect(lanes[lane].isOpen()).toBe(false);
          }
        }),
        { numRuns: runs(0.2) },
      );
      expect(read).toBeGreaterThan(0);
    },
    timeLimitMs,
  );
});
