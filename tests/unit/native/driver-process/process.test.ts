import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../main/contract/failures/failure';
import type { SerialLine } from '../../../../main/contract/ports/serial';
import { silentLog } from '../../../../main/core/base';
import { createDriverProcess, serialThrough } from '../../../../native/driver-process';
import { manualClock } from '../../core/device/manual-clock';
import { OnePort, ScriptedLauncher } from './stand-ins';

function setUp() {
  const clock = manualClock();
  const port = new OnePort();
  const launcher = new ScriptedLauncher(port);
  const process = createDriverProcess('serial', { launcher, clock, log: silentLog });
  const serial = serialThrough(process);
  async function open(): Promise<{ line: SerialLine; closed: (Failure | null)[]; heard: string[] }> {
    const opened = await serial.open({ path: '/dev/one', baud: 9600 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const closed: (Failure | null)[] = [];
    const heard: string[] = [];
    opened.value.onClosed((reason) => closed.push(reason));
    opened.value.onChunk((chunk) => heard.push(Buffer.from(chunk).toString()));
    await clock.pass(0);
    await clock.pass(0);
    return { line: opened.value, closed, heard };
  }
  return { clock, port, launcher, process, serial, open };
}

const settled = () => new Promise((resume) => setTimeout(resume, 5));

describe('a driver in another process', () => {
  it('is the driver: it lists, opens, writes, hears and closes', async () => {
    const { serial, port, open } = setUp();
    expect(await serial.list()).toMatchObject({ ok: true, value: [{ path: '/dev/one' }] });
    expect(await serial.open({ path: '/dev/two', baud: 9600 })).toMatchObject({
      failure: { code: 'DEVICE_PORT_MISSING', details: { port: '/dev/two' } },
    });
    const { line, heard, closed } = await open();
    expect(await line.write(Buffer.from('ask'))).toMatchObject({ ok: true });
    expect(await line.setBaud?.(115_200)).toMatchObject({ ok: true });
    expect(await line.alive()).toBe(true);
    port.take(Buffer.from('answer'));
    await settled();
    expect([port.written, heard]).toEqual([['ask'], ['answer']]);
    await line.close();
    expect([closed, port.closings]).toEqual([[null], 1]);
    expect(await line.alive()).toBe(false);
    expect(await line.write(Buffer.from('x'))).toMatchObject({ failure: { code: 'DEVICE_LOST' } });
  });

  it('tells why a line went, once', async () => {
    const { port, open } = setUp();
    const { closed, line } = await open();
    port.closed({ code: 'DEVICE_LOST', retry: 'automatic', details: { port: '/dev/one' } });
    await settled();
    await line.close();
    expect(closed).toMatchObject([{ code: 'DEVICE_LOST' }]);
  });

  it('that dies closes its lines, answers what was asked, and is started again by the next opening', async () => {
    const { launcher, serial, open } = setUp();
    const { closed, line } = await open();
    launcher.latest.far.onFrame(() => undefined);
    const writing = line.write(Buffer.from('ask'));
    const listing = serial.list();
    await settled();
    launcher.latest.die();
    expect(await writing).toMatchObject({ failure: { code: 'DEVICE_DRIVER_CRASHED' } });
    expect(await listing).toMatchObject({ failure: { code: 'DEVICE_DRIVER_CRASHED' } });
    expect(closed).toMatchObject([{ code: 'DEVICE_DRIVER_CRASHED', details: { driver: 'serial' } }]);
    expect(launcher.started).toHaveLength(1);
    await open();
    expect(launcher.started).toHaveLength(2);
    expect(closed).toHaveLength(1);
  });

  it('that dies again and again rests longer and longer in between', async () => {
    const { clock, launcher, serial } = setUp();
    launcher.serve = () => setImmediate(() => launcher.latest.die());
    const startsIn = async (ms: number) => {
      const before = launcher.started.length;
      for (let passed = 0; passed < ms; passed += 200) {
        await serial.list();
        await clock.pass(200);
      }
      return launcher.started.length - before;
    };
    expect(await startsIn(10_000)).toBeLessThanOrEqual(6);
    expect(await startsIn(60_000)).toBeLessThanOrEqual(4);
    expect(await serial.list()).toMatchObject({ failure: { code: 'DEVICE_DRIVER_CRASHED' } });
  });

  it('that lived long is started again at once', async () => {
    const { clock, launcher, serial } = setUp();
    for (let life = 1; life <= 4; life += 1) {
      expect(await serial.list()).toMatchObject({ ok: true });
      await clock.pass(31_000);
      launcher.latest.die();
    }
    expect(await serial.list()).toMatchObject({ ok: true });
    expect(launcher.started).toHaveLength(5);
  });

  it('that hangs is ended, even while nobody asks anything of it', async () => {
    const { clock, launcher, open } = setUp();
    const { closed } = await open();
    launcher.latest.far.onFrame(() => undefined);
    await clock.pass(9_000);
    expect(launcher.latest.killed).toBe(true);
    expect(closed).toMatchObject([{ code: 'DEVICE_DRIVER_CRASHED' }]);
    await clock.pass(60_000);
    expect(clock.pending()).toBe(0);
  });

  it.each([
    ['bytes that are no frame', Uint8Array.of(1, 2)],
    ['a frame of no known kind', Uint8Array.of(99, 0, 0, 0, 0)],
    ['an answer that is no JSON', Uint8Array.of(4, 1, 0, 0, 0, 0x7b)],
    ['a failure that is none', Uint8Array.of(6, 1, 0, 0, 0, ...Buffer.from('{"code":"X"}'))],
  ])('that sends %s is ended', async (_name, bytes) => {
    const { launcher, open } = setUp();
    const { closed } = await open();
    launcher.latest.far.send(bytes);
    await settled();
    expect(launcher.latest.killed).toBe(true);
    expect(closed).toMatchObject([{ code: 'DEVICE_DRIVER_CRASHED' }]);
  });

  it('is started for nothing after the stop', async () => {
    const { clock, launcher, process, serial, open } = setUp();
    const { line } = await open();
    await line.close();
    await process.stop();
    expect(launcher.latest.killed).toBe(true);
    expect(await serial.list()).toMatchObject({ failure: { code: 'DEVICE_LOST' } });
    expect(launcher.started).toHaveLength(1);
    await clock.pass(60_000);
    expect(clock.pending()).toBe(0);
  });
});

describe('a device that runs wild', () => {
  it('has its line closed before memory is filled; a core that keeps up takes any amount', async () => {
    const { port, launcher, open } = setUp();
    const piece = Buffer.alloc(64 << 10);
    const { closed, heard } = await open();
    for (let sent = 0; sent < 40; sent += 1) {
      port.take(piece);
      await settled();
    }
    expect([heard.length, closed]).toEqual([40, []]);
    // From here on the core takes nothing.
    launcher.latest.core.onFrame(() => undefined);
    for (let sent = 0; sent < 20; sent += 1) port.take(piece);
    await settled();
    expect(port.closings).toBe(1);
  });
});
