/** Several HID devices in one process: what happens to one is nothing to the others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPreload, startHidBus } from '../../fixtures/devices/hid';
import type { DeviceConfig } from '../../main/contract/flow/device';
import { cacheDir } from '../../tools/base/paths.mjs';
import { tempDir } from '../support/temp-dir';
import { anna } from '../unit/core/device/people';

const preloadPath = findPreload();
const missing = preloadPath ? '' : ' (skipped: the package umockdev is not installed)';

// In the tree, so that the program finds the native packages.
let dir = '';
beforeAll(async () => {
  mkdirSync(cacheDir, { recursive: true });
  dir = mkdtempSync(join(cacheDir, 'hid-window-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['node-hid', 'serialport', 'pino'] },
    build: {
      ssr: resolve('tests/process/child/hid-window.ts'),
      outDir: dir,
      rolldownOptions: { output: { entryFileNames: 'window.mjs' } },
    },
  });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

interface Line {
  id: string;
  state?: string;
  read?: string;
}

describe.skipIf(!preloadPath)(`HID devices in one process${missing}`, () => {
  it('go on while one storms and is unplugged in the middle of it, with nothing lost, doubled or mixed up', async () => {
    const bus = startHidBus(tempDir(), preloadPath ?? '');
    const noisy = await bus.plug('honeywell');
    const quiet = await bus.plug('newland');
    const reader = await bus.plug('card-reader');
    const devices: DeviceConfig[] = [
      { id: 'noisy', driver: 'qr-hid', port: '0C2E:0B61', label: 'noisy' },
      { id: 'quiet', driver: 'qr-hid', port: '1EAB:8203', label: 'quiet' },
      { id: 'card', driver: 'id-card-hid', port: '0400:C35A', label: 'card' },
    ];
    const child = spawn(process.execPath, [join(dir, 'window.mjs'), JSON.stringify(devices)], {
      env: { ...process.env, ...bus.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const lines: Line[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line));
    const states = (id: string) =>
      lines.flatMap((line) => (line.id === id && line.state ? [line.state] : []));
    const readBy = (id: string) => lines.flatMap((line) => (line.id === id && line.read ? [line.read] : []));

    try {
      await until(() => {
        for (const { id } of devices) expect(states(id)).toContain('ready');
      });
      const storm = Array.from({ length: 500 }, (_, at) => `${at} ${'x'.repeat(120)}`);
      const calm = Array.from({ length: 40 }, (_, at) => `calm ${at}`);
      reader.lay(anna);
      await Promise.all([
        (async () => {
          for (const code of storm) await noisy.show(code);
        })(),
        (async () => {
          for (const code of calm) await quiet.show(code);
        })(),
      ]);
      await until(() => expect(readBy('noisy')).toHaveLength(storm.length));
      await until(() => expect(readBy('card')).toEqual(['card']));
      expect(readBy('noisy')).toEqual(storm);
      expect(readBy('quiet')).toEqual(calm);

      const torn = noisy.show('y'.repeat(2_000));
      noisy.unplug();
      await torn;
      await until(() => expect(states('noisy')).toContain('lost'));
      expect(await quiet.show('after')).toBe(true);
      await until(() => expect(readBy('quiet').at(-1)).toBe('after'));
      expect(readBy('noisy')).toHaveLength(storm.length);
      expect([...states('quiet'), ...states('card')]).not.toContain('lost');
    } finally {
      child.kill('SIGKILL');
      await exit;
      await bus.end();
    }
  });
});
