import { describe, expect, it, onTestFinished } from 'vitest';
import type { SerialDeviceDriver } from '../../../../../main/contract/flow/device';
import type { Frame } from '../../../../../main/contract/flow/frame';
import type { SerialDriver } from '../../../../../main/contract/ports/serial';
import { silentLog, systemIds } from '../../../../../main/core/base';
import {
  createDeviceManager,
  createRecorder,
  type Recording,
  startReplay,
} from '../../../../../main/core/device';
import { type ManualClock, manualClock } from '../manual-clock';
import { anna, bo } from '../people';
import { ScriptedPort, scriptedSerial } from '../scripted-serial';
import { heardOf, pretendLine, recordChunks, valuesIn } from './lines';

function work(driver: SerialDeviceDriver, serial: SerialDriver, clock: ManualClock) {
  const frames: Frame[] = [];
  const manager = createDeviceManager({
    serial,
    clock,
    ids: systemIds,
    log: silentLog,
    devices: [{ id: 'd', driver, port: 'line', label: 'd' }],
    onFrame: (frame) => frames.push(frame),
    onView: () => undefined,
  });
  manager.start();
  onTestFinished(() => manager.stop());
  return { frames, manager, state: () => manager.views()[0]?.state };
}

async function recordReader(): Promise<{ recording: Recording; readings: number }> {
  const clock = manualClock();
  const port = new ScriptedPort();
  const serial = scriptedSerial({ line: port });
  const recorder = createRecorder({ serial, clock, driver: 'id-card' });
  const { frames, manager } = work('id-card', recorder.serial, clock);
  await clock.pass(1_000);
  port.reader.lay(anna);
  await clock.pass(1_500);
  port.reader.lift();
  await clock.pass(1_000);
  port.reader.lay(bo);
  await clock.pass(1_500);
  port.reader.lift();
  await clock.pass(1_000);
  await manager.stop();
  return { recording: recorder.finish(), readings: frames.length };
}

describe('replaying', () => {
  it('gives the workstation the readings of a recorded reader, of invented persons', async () => {
    const { recording, readings } = await recordReader();
    expect(readings).toBe(2);
    for (const card of [anna, bo]) expect(valuesIn(heardOf(recording), card)).toEqual([]);

    const clock = manualClock();
    const { serial, end } = pretendLine();
    const replay = startReplay(recording, end, clock, { speed: 1 });
    const { frames, state } = work('id-card', serial, clock);
    let played = false;
    void replay.played.then(() => {
      played = true;
    });
    await clock.pass(9_000);
    expect(played).toBe(true);
    expect(frames.map(({ content }) => content.kind)).toEqual(['id-card-base', 'id-card-base']);
    const texts = frames.map(({ content }) => (content.kind === 'code' ? content.bytes : content.text));
    expect(texts[0]).not.toEqual(texts[1]);
    // The reader goes on answering, as one that lies there.
    await clock.pass(5_000);
    expect(state()).toBe('ready');
    expect(frames).toHaveLength(2);
  });

  it('plays the codes of a scanner in their time, or faster', async () => {
    const recording = await recordChunks(
      'qr-serial',
      [Buffer.from('LT1.abc\r'), Buffer.from('LT2.def\r')],
      1_000,
    );
    for (const [speed, ms] of [
      [1, 2_000],
      [4, 500],
    ] as const) {
      const clock = manualClock();
      const { serial, end } = pretendLine();
      const { frames } = work('qr-serial', serial, clock);
      await clock.pass(10);
      startReplay(recording, end, clock, { speed });
      await clock.pass(ms - 1);
      expect(frames).toHaveLength(1);
      await clock.pass(1);
      expect(frames).toHaveLength(2);
    }
  });

  it('stops with a timer set and sends nothing afterwards', async () => {
    const recording = await recordChunks('qr-serial', [Buffer.from('LT1.abc\r')], 1_000);
    const clock = manualClock();
    const { end, serial } = pretendLine();
    const { frames } = work('qr-serial', serial, clock);
    await clock.pass(10);
    startReplay(recording, end, clock, { speed: 1 }).stop();
    await clock.pass(5_000);
    expect(frames).toEqual([]);
  });
});
