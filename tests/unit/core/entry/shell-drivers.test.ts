import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../main/contract/failures/failure';
import { silentLog, systemClock } from '../../../../main/core/base';
import type { Ask } from '../../../../main/core/entry/hosted';
import { createShellDrivers } from '../../../../main/core/entry/shell-drivers';
import {
  createDriverProcess,
  type FramePort,
  portChannel,
  serialThrough,
  serveDriver,
  servedSerial,
} from '../../../../native/driver-process';
import { OnePort } from '../../native/driver-process/stand-ins';

/** One of Node's own message ports with the events of Electron's. */
function electronPort(port: MessagePort): FramePort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.on(event, (data?: unknown) => listener({ data })),
    start: () => port.start(),
    close: () => port.close(),
  };
}

/** Stands in for the shell: its driver processes serve `port` at the far end of a message channel. */
function setUp() {
  const port = new OnePort();
  const asked: string[] = [];
  const far: FramePort[] = [];
  const drivers = createShellDrivers();
  const ask: Ask = async (what, family) => {
    asked.push(`${what} ${family}`);
    if (what !== 'driver.start') return ok('');
    const { port1, port2 } = new MessageChannel();
    far.push(electronPort(port1));
    serveDriver(servedSerial(port.driver), portChannel(electronPort(port1)), () => undefined);
    drivers.takePort(family, electronPort(port2));
    return ok('4711');
  };
  const through = (asking: Ask) =>
    createDriverProcess('serial', {
      launcher: drivers.launcherFor(asking),
      clock: systemClock,
      log: silentLog,
    });
  return { port, asked, far, ask, through };
}

const settled = () => new Promise((resume) => setTimeout(resume, 10));

describe('a driver process that the shell starts', () => {
  it('is spoken to over the port that the shell hands over', async () => {
    const { port, asked, ask, through } = setUp();
    const process = through(ask);
    const opened = await serialThrough(process).open({ path: '/dev/one', baud: 9600 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const heard: string[] = [];
    opened.value.onChunk((chunk) => heard.push(Buffer.from(chunk).toString()));
    await settled();
    port.take(Buffer.from('LT1'));
    expect(await opened.value.write(Buffer.from('ask'))).toMatchObject({ ok: true });
    await settled();
    expect([heard, port.written, process.pid()]).toEqual([['LT1'], ['ask'], 4711]);
    await process.stop();
    expect(asked).toEqual(['driver.start serial', 'driver.end serial']);
  });

  it('has died when its port closes, and is asked for again', async () => {
    const { far, asked, ask, through } = setUp();
    const process = through(ask);
    const serial = serialThrough(process);
    const opened = await serial.open({ path: '/dev/one', baud: 9600 });
    const closed: unknown[] = [];
    if (opened.ok) opened.value.onClosed((reason) => closed.push(reason));
    far[0]?.close();
    await settled();
    expect(closed).toMatchObject([{ code: 'DEVICE_DRIVER_CRASHED' }]);
    expect(await serial.list()).toMatchObject({ ok: true });
    expect(asked.filter((what) => what.startsWith('driver.start'))).toHaveLength(2);
    await process.stop();
  });

  it('is a failure where the shell cannot start it', async () => {
    const { through } = setUp();
    const process = through(async () => fail('CALL_FORBIDDEN'));
    expect(await serialThrough(process).list()).toMatchObject({
      failure: { code: 'DEVICE_DRIVER_CRASHED', details: { reason: 'CALL_FORBIDDEN' } },
    });
    await process.stop();
  });
});
