/** Reading a terminal line in this process while another one holds it open: on real pseudo-terminals. */
import { readdirSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPty } from '../../../../fixtures/devices';
import type { Failure } from '../../../../main/contract/failures/failure';
import { silentLog, systemClock } from '../../../../main/core/base';
import { createDriverProcess } from '../../../../native/driver-process';
import { openRemote } from '../../../../native/driver-process/line';
import { openTerminal } from '../../../../native/driver-process/terminal';
import { tempDir } from '../../../support/temp-dir';
import { OnePort, ScriptedLauncher } from './stand-ins';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function plug() {
  const link = join(tempDir(), 'tty');
  const pty = await openPty(link);
  cleanUps.push(() => pty.close());
  return { pty, link, device: realpathSync(link) };
}

/** How many descriptors of this process are this terminal; one that was hung up is marked "(deleted)". */
const descriptors = (device: string) =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(device);
    } catch {
      return false;
    }
  }).length;

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

describe('a terminal line read in place', () => {
  it('gives the bytes as they come, and leaves no descriptor behind when it is closed', async () => {
    const { pty, link, device } = await plug();
    const reader = await openTerminal(link);
    const heard: string[] = [];
    const ended = vi.fn();
    reader?.start((chunk) => heard.push(Buffer.from(chunk).toString()), ended);
    pty.write(Buffer.from('LT1.token\r'));
    await until(() => expect(heard.join('')).toBe('LT1.token\r'));
    reader?.close();
    await until(() => expect(descriptors(device)).toBe(0));
    expect(ended).not.toHaveBeenCalled();
  });

  it('ends once when the line is hung up, also before anybody reads, and leaves no descriptor behind', async () => {
    const { pty, link, device } = await plug();
    const readers = [await openTerminal(link), await openTerminal(link)];
    const ended = [vi.fn(), vi.fn()];
    readers[0]?.start(() => undefined, ended[0] ?? vi.fn());
    await pty.close();
    await until(() => expect(ended[0]).toHaveBeenCalledOnce());
    readers[1]?.start(() => undefined, ended[1] ?? vi.fn());
    await until(() => expect(ended[1]).toHaveBeenCalledOnce());
    await until(() => expect(descriptors(device)).toBe(0));
  });

  it('is not to be had for what is no terminal or is not there', async () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'no terminal');
    expect([await openTerminal(path), await openTerminal('/nowhere/tty')]).toEqual([null, null]);
    expect(descriptors(path)).toBe(0);
  });
});

describe('a line that a driver process has open and this process reads', () => {
  async function open(link: string, alive: () => boolean) {
    const port = new OnePort(alive);
    const launcher = new ScriptedLauncher(port);
    const process = createDriverProcess('serial', { launcher, clock: systemClock, log: silentLog });
    cleanUps.push(() => process.stop());
    let readings = 0;
    const opened = await openRemote(process, { path: '/dev/one', baud: 9600 }, () => {
      readings += 1;
      return openTerminal(link);
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    const heard: string[] = [];
    const closed: (Failure | null)[] = [];
    opened.value.onClosed((reason) => closed.push(reason));
    opened.value.start((chunk) => heard.push(Buffer.from(chunk).toString()));
    return { port, launcher, heard, closed, readings: () => readings };
  }

  it('is lost when it is hung up, and let go by the driver process', async () => {
    const { pty, link, device } = await plug();
    const { port, closed } = await open(link, () => false);
    await pty.close();
    await until(() => expect(closed).toMatchObject([{ code: 'DEVICE_LOST' }]));
    await until(() => expect([port.closings, descriptors(device)]).toEqual([1, 0]));
  });

  it('is read anew when it ended and the driver process finds it alive', async () => {
    const { pty, link } = await plug();
    let alive = true;
    const { closed, readings, heard } = await open(link, () => alive);
    await pty.close();
    const again = await openPty(link);
    cleanUps.push(() => again.close());
    await until(() => expect(readings()).toBe(2));
    await until(() => {
      again.write(Buffer.from('x'));
      expect(heard).not.toEqual([]);
    });
    expect(closed).toEqual([]);
    alive = false;
    await again.close();
    await until(() => expect(closed).toMatchObject([{ code: 'DEVICE_LOST' }]));
  });

  it('is let go when its driver process dies', async () => {
    const { link, device } = await plug();
    const { launcher, closed } = await open(link, () => true);
    expect(descriptors(device)).toBeGreaterThan(0);
    launcher.latest.die();
    await until(() => expect(descriptors(device)).toBe(0));
    expect(closed).toMatchObject([{ code: 'DEVICE_DRIVER_CRASHED' }]);
  });
});
