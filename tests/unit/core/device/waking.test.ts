/** The computer sleeps: its clock goes on, timers stand still, and whatever was plugged in is plugged in anew. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../../main/contract/failures/failure';
import { bench, stopBench } from './bench';
import { hidBench, stopBenches } from './hid-bench';
import type { ManualClock } from './manual-clock';
import { anna } from './people';
import { ScriptedHid } from './scripted-hid';

afterEach(stopBench);
afterEach(stopBenches);

const NIGHT_MS = 8 * 3_600_000;

/** Lets what needs no time on the clock come to its end: a path is looked up in the real file system. */
const settled = (clock: ManualClock, check: () => void) =>
  vi.waitFor(async () => {
    await clock.pass(0);
    check();
  });

async function readyBench() {
  const made = bench();
  await made.clock.pass(500);
  await settled(made.clock, () =>
    expect([made.state('card'), made.state('scan')]).toEqual(['ready', 'ready']),
  );
  return made;
}

describe('after a sleep', () => {
  it('a line that hung up meanwhile is given up and opened anew within a second and a retry', async () => {
    const { clock, card, state } = await readyBench();
    expect(card.opened).toBe(1);
    card.hungUp = true;
    clock.sleep(NIGHT_MS);
    await clock.pass(1_000);
    expect(state('card')).toBe('lost DEVICE_LOST');
    card.hungUp = false;
    await clock.pass(250);
    await settled(clock, () => expect(state('card')).toBe('ready'));
    expect(card.opened).toBe(2);
  });

  it('a device that was waited for is tried at once, not when its turn comes', async () => {
    const { clock, scan, state } = bench(undefined, ({ scan: port }) => {
      port.openFailure = failure('DEVICE_PORT_MISSING');
    });
    // Tries after 200, 400, 800 and then each 1,600 ms: the next is due at 4,600, the look after a sleep at 4,000.
    await clock.pass(3_100);
    expect(state('scan')).toBe('absent DEVICE_PORT_MISSING');
    clock.sleep(NIGHT_MS);
    scan.openFailure = null;
    await clock.pass(899);
    expect(scan.opened).toBe(0);
    await clock.pass(1);
    await settled(clock, () => expect(state('scan')).toBe('ready'));
  });

  it.each([
    ['before it is noticed', 0],
    ['after it was', 1_500],
  ])('half a code is no code, and no part of the next one that comes %s', async (_, afterMs) => {
    const { clock, scan, frames, names, shown, state } = await readyBench();
    scan.send(Buffer.from('LT1.half'));
    clock.sleep(NIGHT_MS);
    await clock.pass(afterMs);
    expect(frames).toEqual([]);
    scan.send(Buffer.from('LT1.whole\r'));
    await clock.pass(500);
    expect(names()).toEqual(['LT1.whole']);
    expect(shown.map(({ failure: why }) => why?.code)).toContain('DEVICE_FRAME_TRUNCATED');
    expect(state('scan')).toBe('ready');
  });

  it('half a code of an HID scanner that marks no ends is no code either', async () => {
    const scanner = new ScriptedHid('/dev/hidraw0', [{ vendorId: 0x1eab, productId: 0x8203 }]);
    const { clock, read, state } = hidBench(
      [{ id: 's', driver: 'qr-hid', port: '1EAB:8203', label: 's' }],
      [scanner],
    );
    await clock.pass(500);
    const full = new Uint8Array(64).fill(0x37);
    full.set([0x02, 62]);
    scanner.send(full);
    clock.sleep(NIGHT_MS);
    await clock.pass(1_500);
    expect(read()).toEqual([]);
    expect(state('s')).toBe('ready DEVICE_FRAME_TRUNCATED');
  });

  it('a card answer that stopped half-way is asked for anew and gives one frame', async () => {
    const { clock, card, names, state } = await readyBench();
    let torn = 0;
    card.spoil = (frame) => {
      if (torn > 0 || frame.length < 500) return frame;
      torn += 1;
      return frame.slice(0, 400);
    };
    card.reader.lay(anna);
    await clock.pass(210);
    expect(torn).toBe(1);
    clock.sleep(NIGHT_MS);
    await clock.pass(3_000);
    expect(names()).toEqual([anna.name]);
    expect(state()).toBe('busy');
  });

  it('a card that lay there all the time is not read twice', async () => {
    const { clock, card, names } = bench();
    card.reader.lay(anna);
    await clock.pass(1_000);
    clock.sleep(NIGHT_MS);
    await clock.pass(3_000);
    expect(names()).toEqual([anna.name]);
  });

  it('nothing is done for a clock that is set a little, or back', async () => {
    const { clock, scan, names } = await readyBench();
    for (const ms of [4_000, -NIGHT_MS]) {
      scan.send(Buffer.from('LT1.'));
      clock.sleep(ms);
      scan.send(Buffer.from('whole\r'));
      await clock.pass(2_000);
    }
    expect(names()).toEqual(['LT1.whole', 'LT1.whole']);
    expect(scan.opened).toBe(1);
  });
});
