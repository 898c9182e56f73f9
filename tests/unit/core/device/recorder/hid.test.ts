import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeviceDriver } from '../../../../../main/contract/flow/device';
import type { Frame } from '../../../../../main/contract/flow/frame';
import type { HidDriver } from '../../../../../main/contract/ports/hid';
import { identityCheck, silentLog, systemIds } from '../../../../../main/core/base';
import {
  createDeviceManager,
  createRecorder,
  decodeRecording,
  encodeRecording,
  type Recording,
  startReplay,
} from '../../../../../main/core/device';
import { type ManualClock, manualClock } from '../manual-clock';
import { anna, bo } from '../people';
import { posReport, ScriptedHid, scriptedHid } from '../scripted-hid';
import { scriptedSerial } from '../scripted-serial';
import { heardOf, valuesIn } from './lines';

const READER = { vendorId: 0x0400, productId: 0xc35a, usagePage: 0xff00, usage: 1 };
const NEWLAND = { vendorId: 0x1eab, productId: 0x8203 };
const SECRET = '11010519491231002X';

function work(driver: DeviceDriver, port: string, hid: HidDriver, clock: ManualClock) {
  const frames: Frame[] = [];
  const manager = createDeviceManager({
    serial: scriptedSerial({}),
    hid,
    clock,
    ids: systemIds,
    log: silentLog,
    devices: [{ id: 'd', driver, port, label: 'd' }],
    onFrame: (frame) => frames.push(frame),
    onView: () => undefined,
  });
  manager.start();
  onTestFinished(() => manager.stop());
  return { frames, manager };
}

/** Works the device with a recorder in between while `act` happens at it. */
async function record(
  driver: DeviceDriver,
  device: ScriptedHid,
  port: string,
  act: (clock: ManualClock) => Promise<void>,
): Promise<{ recording: Recording; frames: Frame[] }> {
  const clock = manualClock();
  const serial = scriptedSerial({});
  const recorder = createRecorder({ serial, hid: scriptedHid([device], clock.now).driver, clock, driver });
  if (!recorder.hid) throw new Error('no HID driver');
  const { frames, manager } = work(driver, port, recorder.hid, clock);
  await clock.pass(500);
  await act(clock);
  await manager.stop();
  return { recording: recorder.finish(), frames };
}

/** The recording as a device plugged in, with the session of the workstation at the other end. */
async function replay(recording: Recording, port: string, ms: number): Promise<Frame[]> {
  const { hid } = recording;
  if (!hid) throw new Error('no HID device');
  const clock = manualClock();
  const device = new ScriptedHid('/dev/hidraw7', [{ ...hid }]);
  const { frames } = work(recording.driver, port, scriptedHid([device], clock.now).driver, clock);
  // Nobody has opened it yet: what it is told comes from the recording.
  device.reader = { ...device.reader, receive: () => [] };
  startReplay(recording, endOf(device), clock, { speed: 1 });
  await clock.pass(ms);
  return frames;
}

function endOf(device: ScriptedHid) {
  return {
    write: (report: Uint8Array) => device.send(report),
    onBytes(listener: (bytes: Uint8Array) => void) {
      device.reader = {
        ...device.reader,
        receive(bytes) {
          queueMicrotask(() => listener(bytes));
          return [];
        },
      };
    },
  };
}

const codesIn = (frames: readonly Frame[]) =>
  frames.map(({ content }) =>
    content.kind === 'code' ? `${content.aim ?? ''}${Buffer.from(content.bytes)}` : 'card',
  );

describe('a recorded HID scanner', () => {
  it('keeps ids, counts, identifiers and continuations, and nothing of the code', async () => {
    const scanner = new ScriptedHid('/dev/hidraw0', [{}]);
    const token = `LT1.${'secret'.repeat(12)}`;
    const { recording, frames } = await record('qr-hid', scanner, '0C2E:0B61', async (clock) => {
      scanner.send(posReport(SECRET));
      await clock.pass(500);
      const left = posReport(token.slice(0, 56), true);
      left[62] = 0x41;
      scanner.send(left);
      scanner.send(posReport(token.slice(56)));
      await clock.pass(500);
    });
    expect(codesIn(frames)).toEqual([`]Q1${SECRET}`, `]Q1${token}`]);
    const [on, ...reports] = recording.chunks.map(({ bytes }) => bytes);
    expect([...(on ?? [])]).toEqual([254, 1]);
    expect(reports.map((report) => [...report.subarray(0, 5), report[62], report[63]])).toEqual([
      [0x02, 18, 0x5d, 0x51, 0x31, 0, 0],
      [0x02, 56, 0x5d, 0x51, 0x31, 0, 1],
      [0x02, 20, 0, 0, 0, 0, 0],
    ]);
    const text = encodeRecording(recording) + heardOf(recording).toString('latin1');
    for (const value of [SECRET, SECRET.slice(6, 14), 'secret', Buffer.from('secret').toString('hex')])
      expect(text).not.toContain(value);
  });

  it('is replayed through the session as codes of the same kinds, their checks still right', async () => {
    const scanner = new ScriptedHid('/dev/hidraw0', [{}]);
    const { recording } = await record('qr-hid', scanner, '0C2E:0B61', async (clock) => {
      for (const code of [SECRET, `LT1.${'a'.repeat(40)}`, SECRET]) {
        scanner.send(posReport(code));
        await clock.pass(500);
      }
    });
    const decoded = decodeRecording(encodeRecording(recording));
    if (!decoded.ok) throw new Error(decoded.failure.code);
    expect(decoded.value).toEqual(recording);
    const [first = '', second, third] = codesIn(await replay(decoded.value, '0C2E:0B61', 5_000));
    const number = first.slice(3);
    expect(number).toMatch(/^\d{17}[\dX]$/);
    expect(number).not.toBe(SECRET);
    expect(identityCheck(number)).toBe(number[17]);
    expect(second).toMatch(/^\]Q1LT1\.[a-z]{40}$/);
    expect(third).toBe(first);
  });

  it('of a maker that marks no end is cut where it fell silent', async () => {
    const scanner = new ScriptedHid('/dev/hidraw0', [NEWLAND]);
    const full = new Uint8Array(64).fill(0x37);
    full.set([0x02, 62]);
    const { recording, frames } = await record('qr-hid', scanner, '1EAB:8203', async (clock) => {
      for (let at = 0; at < 2; at += 1) {
        scanner.send(full);
        await clock.pass(500);
      }
    });
    expect(codesIn(frames)).toEqual(['7'.repeat(62), '7'.repeat(62)]);
    const [one, two] = codesIn(await replay(recording, '1EAB:8203', 3_000));
    expect(one).toHaveLength(62);
    expect(one).not.toContain('7777777');
    expect(two).toBe(one);
  });

  it('says nothing of reports that it cannot place', async () => {
    const scanner = new ScriptedHid('/dev/hidraw0', [{}]);
    const { recording } = await record('qr-hid', scanner, '0C2E:0B61', async () => {
      scanner.send(Uint8Array.of(0x09, ...Buffer.from(SECRET)));
      scanner.send(Uint8Array.of(0x02, 200, ...Buffer.from(SECRET)));
      scanner.send(Uint8Array.of(0x02, 18, 0, 0, 0, ...Buffer.from(SECRET.slice(0, 9))));
    });
    expect([...heardOf(recording)].filter((byte) => byte !== 0)).toEqual([0x09, 0x02, 200, 0x02, 18]);
  });
});

describe('a recorded HID card reader', () => {
  it('is replayed as a reader that reads invented persons of the same document', async () => {
    const reader = new ScriptedHid('/dev/hidraw0', [READER]);
    const { recording, frames } = await record('id-card-hid', reader, '0400:C35A', async (clock) => {
      for (const card of [anna, bo]) {
        reader.reader.lay(card);
        await clock.pass(1_500);
        reader.reader.lift();
        await clock.pass(1_000);
      }
    });
    expect(frames).toHaveLength(2);
    for (const card of [anna, bo]) expect(valuesIn(heardOf(recording), card)).toEqual([]);
    expect(recording.hid).toMatchObject({ vendorId: 0x0400, profile: 'ministry-reader' });

    const replayed = await replay(recording, '0400:C35A', 9_000);
    expect(replayed.map(({ content }) => content.kind)).toEqual(['id-card-base', 'id-card-base']);
    const texts = replayed.map(({ content }) => (content.kind === 'code' ? content.bytes : content.text));
    expect(texts[0]).not.toEqual(texts[1]);
  });
});

describe('a recording of an HID device', () => {
  it('is refused where it does not say which device that was', () => {
    const header = { format: 'mianzheng-recording', version: 1, recordedAt: 1, masked: true };
    const end = { end: { chunks: 0, bytes: 0 } };
    const text = (more: object) => `${JSON.stringify({ ...header, ...more })}\n${JSON.stringify(end)}\n`;
    expect(decodeRecording(text({ driver: 'qr-hid' }))).toMatchObject({
      failure: { details: { why: 'header' } },
    });
    expect(decodeRecording(text({ driver: 'qr-serial' }))).toMatchObject({ ok: true, value: { hid: null } });
  });
});
