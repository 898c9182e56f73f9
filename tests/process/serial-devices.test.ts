import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPty, type Simulator, startSimulator } from '../../fixtures/devices';
import type { DeviceConfig, DeviceView, SerialDeviceDriver } from '../../main/contract/flow/device';
import type { Frame } from '../../main/contract/flow/frame';
import { silentLog, systemClock, systemIds } from '../../main/core/base';
import { readCredential } from '../../main/core/credential';
import { createDeviceManager, type DeviceManager } from '../../main/core/device';
import { serialDriver } from '../../native/readers/serial';
import { anna, bo } from '../unit/core/device/people';
import { ssiCode } from '../unit/core/device/ssi-scanner';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mianzheng-serial-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

let links = 0;
const newLink = () => {
  links += 1;
  return join(dir, `tty${links}`);
};

async function plug(driver: SerialDeviceDriver, link: string, paced = false): Promise<Simulator> {
  const simulator = await startSimulator({ driver, link, paced });
  cleanUps.push(() => simulator.stop());
  return simulator;
}

function manage(devices: DeviceConfig[]) {
  const frames: Frame[] = [];
  const shown: DeviceView[] = [];
  const manager: DeviceManager = createDeviceManager({
    serial: serialDriver,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    devices,
    onFrame: (frame) => frames.push(frame),
    onView: (view) => shown.push(view),
  });
  manager.start();
  cleanUps.push(() => manager.stop());
  const read = () =>
    frames.map((frame) => {
      const credential = readCredential(frame, { ids: systemIds, clock: systemClock });
      if (!credential.ok) return credential.failure.code;
      return credential.value.kind === 'id-card' ? credential.value.name : credential.value.payload;
    });
  const state = (id: string) => manager.views().find((view) => view.id === id)?.state;
  return { manager, frames, shown, read, state };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

function device(driver: DeviceConfig['driver'], port: string): DeviceConfig {
  return { id: driver, driver, port, label: driver };
}

describe('devices on real serial lines', () => {
  it('reads cards, each once per laying, at the pace of a real line', async () => {
    const link = newLink();
    const reader = await plug('id-card', link, true);
    const { read, state, frames } = manage([device('id-card', link)]);
    await until(() => expect(state('id-card')).toBe('ready'));
    reader.lay(anna);
    await until(() => expect(read()).toEqual(['张三']));
    reader.lift();
    await until(() => expect(state('id-card')).toBe('ready'));
    reader.lay(bo);
    await until(() => expect(read()).toEqual(['张三', '李四']));
    expect(frames.map(({ content }) => content.kind)).toEqual(['id-card-base', 'id-card-base']);
  });

  it('reads a card through noise and in small pieces', async () => {
    const link = newLink();
    const reader = await plug('id-card', link);
    reader.faults({ garbageBefore: true, splitBytes: 7 });
    const { read } = manage([device('id-card', link)]);
    reader.lay(anna);
    await until(() => expect(read()).toEqual(['张三']));
  });

  it('takes nothing from a cut-off reading and reads the card when the line is sound again', async () => {
    const link = newLink();
    const reader = await plug('id-card', link);
    reader.faults({ cutOff: 40 });
    const { read, manager } = manage([device('id-card', link)]);
    reader.lay(anna);
    await until(() => expect(manager.views()[0]?.failure?.code).toBe('DEVICE_FRAME_TRUNCATED'));
    expect(read()).toEqual([]);
    reader.faults({});
    await until(() => expect(read()).toEqual(['张三']));
  });

  it('reads codes with and without an ending', async () => {
    const link = newLink();
    const scanner = await plug('qr-serial', link);
    const { read, state } = manage([device('qr-serial', link)]);
    await until(() => expect(state('qr-serial')).toBe('ready'));
    scanner.show('LT1.c2FtcGxl');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl']));
    scanner.show('扫码办事', '');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl', '扫码办事']));
    scanner.show('\u0002LT2.YWJj', '\u0003');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl', '扫码办事', 'LT2.YWJj']));
  });

  it('loses an unplugged reader, has it back when it is plugged in, and leaves the scanner alone', async () => {
    const cardLink = newLink();
    const scanLink = newLink();
    const first = await plug('id-card', cardLink);
    const scanner = await plug('qr-serial', scanLink);
    const { read, state, shown } = manage([device('id-card', cardLink), device('qr-serial', scanLink)]);
    await until(() => expect([state('id-card'), state('qr-serial')]).toEqual(['ready', 'ready']));

    await first.stop();
    await until(() => expect(state('id-card')).toBe('lost'));
    scanner.show('LT1.c2FtcGxl');
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl']));

    const second = await plug('id-card', cardLink);
    await until(() => expect(state('id-card')).toBe('ready'));
    second.lay(anna);
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl', '张三']));
    expect(shown.filter(({ id }) => id === 'qr-serial').map((view) => view.state)).not.toContain('lost');
  });

  it('reads two card readers side by side, one of them on a spoilt line', async () => {
    const links = [newLink(), newLink()] as const;
    const spoilt = await plug('id-card', links[0]);
    const sound = await plug('id-card', links[1], true);
    spoilt.faults({ wrongChecksum: true, garbageBefore: true, splitBytes: 50 });
    const readers = links.map((port, at) => ({ ...device('id-card', port), id: `reader-${at}` }));
    const { frames, read, manager } = manage(readers);
    spoilt.lay(anna);
    sound.lay({ ...bo, newestAddress: '某街 2 号' });
    await until(() => expect(read()).toEqual(['李四']));
    await until(() => expect(manager.views()[0]?.failure?.code).toBe('DEVICE_FRAME_CHECKSUM'));
    spoilt.faults({});
    await until(() => expect(read()).toEqual(['李四', '张三']));
    expect(frames.map(({ deviceId }) => deviceId)).toEqual(['reader-1', 'reader-0']);
    expect(frames.map(({ content }) => 'newestAddress' in content)).toEqual([true, false]);
  });

  it('wakes a Zebra scanner, answers its packets and reads the code in them', async () => {
    const link = newLink();
    const pty = await openPty(link);
    cleanUps.push(() => pty.close());
    let heard = '';
    pty.onBytes((bytes) => {
      heard += Buffer.from(bytes).toString('hex');
    });
    const { read } = manage([{ ...device('qr-serial', link), profile: 'zebra-ssi' }]);
    await until(() => expect(heard).toBe('0004e90400ff0f'));
    heard = '';
    pty.write(ssiCode('LT1.', 2));
    await until(() => expect(heard).toBe('04d00400ff28'));
    pty.write(ssiCode('c2FtcGxl'));
    await until(() => expect(read()).toEqual(['LT1.c2FtcGxl']));
    await until(() => expect(heard).toBe('04d00400ff2804d00400ff28'));
  });

  it('loses a scanner that is unplugged the moment it was opened', async () => {
    const link = newLink();
    for (let round = 0; round < 5; round += 1) {
      const scanner = await startSimulator({ driver: 'qr-serial', link });
      const { state, manager } = manage([device('qr-serial', link)]);
      await until(() => expect(state('qr-serial')).toBe('ready'));
      await scanner.stop();
      await until(() => expect(state('qr-serial')).toBe('lost'));
      await manager.stop();
    }
  });
});

describe('the serial driver', () => {
  it('sees a hang-up that nobody was reading at, without reading in a circle', async () => {
    const link = newLink();
    const scanner = await startSimulator({ driver: 'qr-serial', link });
    const opened = await serialDriver.open({ path: link, baud: 9600 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const line = opened.value;
    const closed: unknown[] = [];
    line.onClosed((reason) => closed.push(reason));
    expect(await line.alive()).toBe(true);

    await scanner.stop();
    expect(await line.alive()).toBe(false);
    expect(closed).toEqual([]);
    // From the hang-up on, every read would return 0 at once, for ever.
    line.onChunk(() => undefined);
    await until(() => expect(closed).toMatchObject([{ code: 'DEVICE_LOST' }]));
    expect(await processorShare()).toBeLessThan(0.5);
    await line.close();
    expect(closed).toHaveLength(1);
  });

  it('does not keep bytes for a line that has gone', async () => {
    const link = newLink();
    const scanner = await startSimulator({ driver: 'qr-serial', link });
    const opened = await serialDriver.open({ path: link, baud: 9600 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const closed: unknown[] = [];
    opened.value.onClosed((reason) => closed.push(reason));
    await scanner.stop();
    expect(await opened.value.write(Uint8Array.of(1))).toMatchObject({
      ok: false,
      failure: { code: 'DEVICE_LOST' },
    });
    expect(await opened.value.write(Uint8Array.of(1))).toMatchObject({
      ok: false,
      failure: { code: 'DEVICE_LOST' },
    });
    await until(() => expect(closed).toMatchObject([{ code: 'DEVICE_LOST' }]));
    await opened.value.close();
    expect(closed).toHaveLength(1);
  });

  it('names a port that is missing, taken, or no serial port', async () => {
    const link = newLink();
    await plug('qr-serial', link);
    const file = join(dir, 'file');
    await writeFile(file, '');
    const first = await serialDriver.open({ path: link, baud: 9600 });
    const codes = [];
    for (const path of [link, join(dir, 'none'), file, dir, '']) {
      const opened = await serialDriver.open({ path, baud: 9600 });
      codes.push(opened.ok ? 'opened' : opened.failure.code);
    }
    expect(codes).toEqual([
      'DEVICE_PORT_BUSY',
      'DEVICE_PORT_MISSING',
      'DEVICE_PORT_NOT_SERIAL',
      'DEVICE_PORT_NOT_SERIAL',
      'DEVICE_PORT_MISSING',
    ]);
    if (first.ok) await first.value.close();
  });

  it('changes the rate of an open line, which goes on working', async () => {
    const link = newLink();
    const scanner = await plug('qr-serial', link);
    const opened = await serialDriver.open({ path: link, baud: 115_200 });
    if (!opened.ok) throw new Error(opened.failure.code);
    let heard = '';
    opened.value.onChunk((chunk) => {
      heard += Buffer.from(chunk).toString();
    });
    for (const baud of [9_600, 57_600, 115_200]) {
      expect(await opened.value.setBaud?.(baud)).toMatchObject({ ok: true });
      const { stdout } = await promisify(execFile)('stty', ['-F', link, 'speed']).catch(() => ({
        stdout: '',
      }));
      // Only root may look at a line that another has claimed.
      if (stdout !== '') expect(Number(stdout)).toBe(baud);
      // What is on the way during the change itself may be lost: nothing is, between a question and an answer.
      heard = '';
      scanner.show(`${baud}`);
      await until(() => expect(heard).toBe(`${baud}\r`));
    }
    await opened.value.close();
    expect(await opened.value.setBaud?.(9_600)).toMatchObject({ failure: { code: 'DEVICE_LOST' } });
  });

  it('lists ports even where the program that it asks is missing', async () => {
    const path = process.env.PATH ?? '';
    process.env.PATH = dir;
    const listed = await serialDriver.list();
    process.env.PATH = path;
    expect(listed.ok).toBe(true);
  });
});

/** Processor time over real time, over a third of a second. */
async function processorShare(): Promise<number> {
  const before = process.cpuUsage();
  await new Promise((resume) => setTimeout(resume, 300));
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 300_000;
}
