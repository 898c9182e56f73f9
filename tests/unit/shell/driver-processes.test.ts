import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { MessageChannelMain, utilityProcess } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../../main/contract/failures/failure';
import { answerCoreAsks } from '../../../main/shell/asks';
import type { HostedProcess } from '../../../main/shell/child-host';
import { createDriverProcesses } from '../../../main/shell/driver-processes';
import { ScriptedProcess } from './scripted-process';

const real: ChildProcess[] = [];
afterEach(() => {
  for (const child of real.splice(0)) child.kill('SIGKILL');
});

/** Stands in for Electron: its utility processes are real ones that do nothing, its ports are names. */
function setUp() {
  const forked: { entryPath: string; args: string[]; posted: unknown[][]; ended: Promise<unknown> }[] = [];
  const utility = {
    fork(entryPath: string, args: string[]) {
      const child = spawn('sleep', ['60'], { stdio: 'ignore' });
      real.push(child);
      const posted: unknown[][] = [];
      const hosted = Object.assign(new EventEmitter(), {
        pid: child.pid,
        postMessage: (message: unknown, ports: unknown[]) => void posted.push([message, ports]),
      });
      setImmediate(() => hosted.emit('spawn'));
      const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
      void ended.then(() => hosted.emit('exit', 0));
      forked.push({ entryPath, args, posted, ended });
      return hosted;
    },
  } as unknown as typeof utilityProcess;
  let channels = 0;
  const newChannel = () => {
    channels += 1;
    return { port1: `far ${channels}`, port2: `core ${channels}` } as unknown as MessageChannelMain;
  };
  const told: unknown[][] = [];
  const core: HostedProcess = Object.assign(new ScriptedProcess(), {
    post: (message: unknown, ports: unknown[] = []) => void told.push([message, ports]),
  });
  return { processes: createDriverProcesses('/opt/hall', utility, newChannel), forked, told, core };
}

describe('drivers of a core that cannot start processes', () => {
  it('get a utility process each, with one end of a channel; the core gets the other', async () => {
    const { processes, forked, told, core } = setUp();
    expect(await processes.start('serial', core)).toEqual(ok(String(real[0]?.pid)));
    expect(forked[0]).toMatchObject({ entryPath: '/opt/hall/dist/core/driver.mjs', args: ['serial'] });
    expect(forked[0]?.posted).toEqual([[null, ['far 1']]]);
    expect(told).toEqual([[{ kind: 'driver-port', family: 'serial' }, ['core 1']]]);
  });

  it('are ended one by one, when started anew, and all with their core', async () => {
    const { processes, forked, core } = setUp();
    await processes.start('serial', core);
    await processes.start('hid', core);
    processes.end('serial');
    expect(await forked[0]?.ended).toBe('SIGKILL');
    await processes.start('hid', core);
    expect(await forked[1]?.ended).toBe('SIGKILL');
    processes.endAll();
    expect(await forked[2]?.ended).toBe('SIGKILL');
  });

  it('are started for known families only, and only where the core cannot do so itself', async () => {
    const { processes, forked, core } = setUp();
    expect(await processes.start('../shell/index.cjs', core)).toMatchObject({
      failure: { code: 'CALL_FORBIDDEN' },
    });
    const vault = {
      offered: false,
      wrap: (value: string) => ok(value),
      unwrap: (value: string) => ok(value),
    };
    const ask = { kind: 'ask', id: 1, what: 'driver.start', value: 'serial' } as const;
    expect(await answerCoreAsks(vault, null)(ask, core)).toMatchObject({
      failure: { code: 'CALL_FORBIDDEN' },
    });
    expect(forked).toEqual([]);
    expect(await answerCoreAsks(vault, processes)(ask, core)).toMatchObject({ ok: true });
  });
});
