/** The emulated devices as a program of their own, and the command line with the environment that it says. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPreload } from '../../fixtures/devices/hid';
import { startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';
import { anna } from '../unit/core/device/people';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mianzheng-hid-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('fixtures/devices/hid/main.ts'),
      outDir: dir,
      rolldownOptions: { output: { entryFileNames: 'hid.mjs' } },
    },
  });
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** One order, one answer. */
function talkTo(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>;
  const order = (value: object) => {
    child.stdin.write(`${JSON.stringify(value)}\n`);
    return answer();
  };
  return { answer, order };
}

const missing = findPreload() ? '' : ' (skipped: the package umockdev is not installed)';

describe.skipIf(missing !== '')(`emulated HID devices as a program${missing}`, () => {
  it('are read by the command line, refuse wrong orders without repeating them, and leave nothing behind', async () => {
    const child = spawn(process.execPath, [join(dir, 'hid.mjs'), '--dir', tempDir()]);
    const exit = once(child, 'exit');
    const { answer, order } = talkTo(child);
    const { env } = (await answer()) as { env: Record<string, string> };
    const command = startHall(
      ['devices', 'watch', '--driver', 'qr-hid', '--port', '05E0:1300', '--count', '1', '--timeout', '20'],
      env,
    );
    try {
      expect(await order({ do: 'plug', device: 'scan', model: 'zebra' })).toMatchObject({ done: 'plug' });
      await command.says('ready');
      const refused = await order({ do: 'lay', device: 'scan', card: { ...anna, sex: '女性' } });
      expect(refused).toHaveProperty('refused');
      expect(JSON.stringify(refused)).not.toContain(anna.name);
      expect(await order({ do: 'show', device: 'scan', text: 'LT1.eyJ4IjoxfQabc' })).toMatchObject({
        fetched: true,
      });
      const { code, lines } = await command.ended;
      expect(code).toBe(0);
      expect(lines).toMatchObject([{ credential: { kind: 'code', format: 'resident-code' } }]);
    } finally {
      command.child.kill('SIGKILL');
      await command.ended;
      child.stdin.end();
      const [code] = (await exit) as [number | null];
      expect(code).toBe(0);
    }
  });
});
