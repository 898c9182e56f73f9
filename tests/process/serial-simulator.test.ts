import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serialDriver } from '../../native/readers/serial';
import { anna } from '../unit/core/device/people';

let dir = '';
let program = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mianzheng-simulator-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('fixtures/devices/main.ts'),
      outDir: dir,
      rolldownOptions: { output: { entryFileNames: 'device.mjs' } },
    },
  });
  program = join(dir, 'device.mjs');
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args]);
  children.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += String(text);
  });
  const order = (value: object) => child.stdin.write(`${JSON.stringify(value)}\n`);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, lines, order, exit, complaint: () => complaint };
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
const exists = async (path: string) => (await lstat(path).catch(() => null)) !== null;

/** The processes that this one started. */
async function childrenOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter((child) => child !== '');
}

describe('the simulated device as a program', () => {
  it('says when it is ready, obeys orders, and ends with its stdin, leaving nothing behind', async () => {
    const link = join(dir, 'tty-a');
    const device = start('--driver', 'qr-serial', '--link', link);
    await until(() => expect(device.lines).toEqual([JSON.stringify({ ready: true, link })]));
    const [socat] = await childrenOf(device.child.pid ?? 0);

    const opened = await serialDriver.open({ path: link, baud: 9600 });
    if (!opened.ok) throw new Error(opened.failure.code);
    let heard = '';
    opened.value.onChunk((chunk) => {
      heard += Buffer.from(chunk).toString();
    });
    device.order({ do: 'show', text: 'LT1.abc', suffix: '\r\n' });
    await until(() => expect(heard).toBe('LT1.abc\r\n'));
    await opened.value.close();

    device.child.stdin.end();
    expect(await device.exit).toBe(0);
    expect(await exists(link)).toBe(false);
    expect(await exists(`/proc/${socat}`)).toBe(false);
  });

  it('lays and lifts a card', async () => {
    const link = join(dir, 'tty-b');
    const device = start('--driver', 'id-card', '--link', link);
    await until(() => expect(device.lines).toHaveLength(1));
    const opened = await serialDriver.open({ path: link, baud: 115_200 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const { value: line } = opened;
    let heard = '';
    line.onChunk((chunk) => {
      heard += Buffer.from(chunk).toString('hex');
    });
    const find = Uint8Array.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x22]);
    const found = async (end: string) => {
      heard = '';
      await line.write(find);
      await vi.waitFor(() => expect(heard.endsWith(end)).toBe(true), { timeout: 500, interval: 5 });
    };
    device.order({ do: 'lay', card: anna });
    await until(() => found('9f0000000097'));
    device.order({ do: 'lift' });
    await until(() => found('8084'));
    await line.close();
  });

  it('ends on SIGTERM, and its terminal line with it even when it is killed', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const link = join(dir, `tty-${signal}`);
      const device = start('--driver', 'id-card', '--link', link);
      await until(() => expect(device.lines).toHaveLength(1));
      device.child.kill(signal);
      await device.exit;
      await until(async () => expect(await exists(link)).toBe(false));
    }
  });

  it('refuses a wrong order without repeating what it held, and goes on', async () => {
    const link = join(dir, 'tty-c');
    const device = start('--driver', 'id-card', '--link', link);
    await until(() => expect(device.lines).toHaveLength(1));
    device.order({ do: 'lay', card: { ...anna, sex: '女性' } });
    device.child.stdin.write('no JSON\n');
    await until(() => expect(device.lines).toHaveLength(3));
    expect(device.lines.join()).not.toContain(anna.name);
    expect(device.lines[1]).toContain('refused');
    device.order({ do: 'faults', faults: { silent: true } });
    device.child.stdin.end();
    expect(await device.exit).toBe(0);
  });

  it('names wrong arguments and a place where no line can be made', async () => {
    const without = start('--driver', 'camera');
    expect(await without.exit).toBe(64);
    expect(without.complaint()).toContain('--link PATH');
    const nowhere = start('--driver', 'id-card', '--link', join(dir, 'none', 'tty'));
    expect(await nowhere.exit).toBe(1);
    expect(nowhere.complaint()).not.toContain('    at ');
  });
});
