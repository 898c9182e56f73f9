import { readFileSync, writeFileSync } from 'node:fs';
import { failure } from '../../../contract/failures/failure';
import { silentLog, systemClock, systemIds } from '../../base';
import {
  createDeviceManager,
  createRecorder,
  decodeRecording,
  encodeRecording,
  LONGEST_RECORDING,
  startReplay,
} from '../../device';
import { createDrivers, forkDrivers } from '../drivers';
import type { Values } from './commands';
import { DONE, failed, type Outcome, print, say } from './output';
import { openLine, plugRecorded } from './replay-ends';
import { guarded, oneOf, orThrow, required, wholeNumber } from './values';

const DRIVERS = ['id-card', 'qr-serial', 'id-card-hid', 'qr-hid'] as const;

/** Works the device as the workstation would and keeps what went over the line, masked, in a file. */
export function devicesRecord(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const driver = oneOf(values, 'driver', DRIVERS);
    const port = required(values, 'port');
    const out = required(values, 'out');
    const seconds = wholeNumber(values, 'seconds', { min: 1, max: 3_600, otherwise: 30 });
    const drivers = createDrivers({ launcher: forkDrivers(), clock: systemClock, log: silentLog });
    const recorder = createRecorder({ serial: drivers.serial, hid: drivers.hid, clock: systemClock, driver });
    let readings = 0;
    const manager = createDeviceManager({
      serial: recorder.serial,
      hid: recorder.hid,
      clock: systemClock,
      ids: systemIds,
      log: silentLog,
      devices: [{ id: driver, driver, port, label: driver }],
      onView: ({ state }) => say(state),
      onFrame: ({ content }) => {
        readings += 1;
        (content.kind === 'code' ? content.bytes : content.text).fill(0);
      },
    });
    manager.start();
    await interruptedOr(Promise.race([recorder.full, elapsed(seconds)]));
    const why = manager.views()[0]?.failure;
    await drivers.stop(manager.stop());
    const recording = recorder.finish();
    if (!recording.chunks.some(({ from }) => from === 'device'))
      return failed(why ?? failure('DEVICE_SILENT', { port }));
    try {
      writeFileSync(out, encodeRecording(recording), { mode: 0o600 });
    } catch {
      return failed(failure('DEVICE_RECORDING_UNWRITABLE'));
    }
    const bytes = recording.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    print({ recorded: out, driver, chunks: recording.chunks.length, bytes, readings });
    return DONE;
  });
}

/** A device made of a recording, on a virtual port or on the emulated bus; stays until Ctrl+C. */
export function devicesReplay(values: Values, [file = '']: string[]): Promise<Outcome> {
  return guarded(async () => {
    const speed = wholeNumber(values, 'speed', { min: 1, max: 1_000, otherwise: 1 });
    const delay = wholeNumber(values, 'delay', { min: 0, max: 3_600, otherwise: 0 });
    const text = readRecording(file);
    if (text === null) return failed(failure('DEVICE_RECORDING_INVALID', { why: 'unreadable' }));
    const recording = orThrow(decodeRecording(text));
    const device = recording.hid ? await plugRecorded(recording, values) : await openLine(values);
    print({ ready: true, ...device.about });
    await interruptedOr(Promise.race([device.listened.then(() => elapsed(delay)), device.ended]));
    const replay = startReplay(recording, device.end, systemClock, { speed });
    void replay.played.then(() => print({ played: recording.chunks.length }));
    await interruptedOr(device.ended);
    replay.stop();
    await device.close();
    return DONE;
  });
}

function readRecording(file: string): string | null {
  try {
    const bytes = readFileSync(file);
    return bytes.length > LONGEST_RECORDING * 4 ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

function elapsed(seconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, seconds * 1000).unref());
}

async function interruptedOr(done: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await Promise.race([promise, done]);
  process.off('SIGINT', stop).off('SIGTERM', stop);
}
