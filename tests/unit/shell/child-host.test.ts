import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  chooseHost,
  type HostedProcess,
  hostInNode,
  passedEnvironment,
} from '../../../main/shell/child-host';
import { findNode, isNewEnough, nodeCandidates } from '../../../main/shell/node-runtime';

const dir = mkdtempSync(path.join(tmpdir(), 'hall-host-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const echoPath = path.join(dir, 'echo.mjs');
writeFileSync(
  echoPath,
  `process.on('message', (message) => process.send({ message, args: process.argv.slice(2), env: Object.keys(process.env) }));
   process.on('disconnect', () => process.exit(0));
   console.log('line one\\nline two');
   console.error('a complaint');
   process.send('up');`,
);

function start(nodePath = process.execPath): { child: HostedProcess; lines: string[] } {
  const lines: string[] = [];
  const child = hostInNode(nodePath, {
    name: 'echo',
    entryPath: { utility: echoPath, fork: echoPath },
    args: ['--profile', '/data/工作站 1'],
    output: (line) => lines.push(line),
  });
  return { child, lines };
}

const exitOf = (child: HostedProcess) => new Promise<number | null>((resolve) => child.onExit(resolve));

describe('where the core is hosted', () => {
  it('goes by N-API, never by a version of Electron', () => {
    expect([
      chooseHost('8'),
      chooseHost('9'),
      chooseHost('10'),
      chooseHost('11'),
      chooseHost(undefined),
    ]).toEqual(['fork', 'fork', 'utility', 'utility', 'fork']);
  });

  it('passes on the variables it lists and no others', () => {
    const passed = passedEnvironment({
      PATH: '/bin',
      Path: 'C:\\Windows',
      HOME: '/home/clerk',
      XDG_CONFIG_HOME: '/home/clerk/.config',
      NODE_OPTIONS: '--require /tmp/evil.cjs',
      LD_PRELOAD: '/tmp/evil.so',
      ELECTRON_RUN_AS_NODE: '1',
      DB_PASSWORD: 'x',
    });
    expect(Object.keys(passed).sort()).toEqual(['HOME', 'PATH', 'Path', 'XDG_CONFIG_HOME']);
  });
});

describe('a process forked on Node', () => {
  it('exchanges messages, gets its arguments whole, and sees only the listed variables', async () => {
    process.env.HALL_TEST_SECRET = 'x';
    const { child, lines } = start();
    delete process.env.HALL_TEST_SECRET;
    const answer = await new Promise<{ message: unknown; args: string[]; env: string[] }>((resolve) => {
      child.onMessage((message) => {
        if (message === 'up') child.post({ kind: 'call', id: 1, name: 'a.b', input: { text: '张三' } });
        else resolve(message as { message: unknown; args: string[]; env: string[] });
      });
    });
    expect(answer.message).toEqual({ kind: 'call', id: 1, name: 'a.b', input: { text: '张三' } });
    expect(answer.args).toEqual(['--profile', '/data/工作站 1']);
    expect(answer.env).not.toContain('HALL_TEST_SECRET');
    const exited = exitOf(child);
    child.kill();
    await exited;
    expect(lines).toEqual(expect.arrayContaining(['line one', 'line two', 'a complaint']));
    // After its end both are harmless.
    child.kill();
    child.post({ kind: 'drain' });
  });

  it('reports a program that cannot be started as one that ended', async () => {
    const { child, lines } = start(path.join(dir, 'no-such-node'));
    expect(await exitOf(child)).toBeNull();
    expect(child.pid).toBeUndefined();
    expect(lines[0]).toContain('ENOENT');
  });
});

describe('looking for a Node', () => {
  const fake = (name: string, body: string): string => {
    const filePath = path.join(dir, name);
    writeFileSync(filePath, `#!/bin/sh\n${body}\n`);
    chmodSync(filePath, 0o755);
    return filePath;
  };

  it('asks HALL_NODE first, then the one beside the app, then PATH', () => {
    const env = { HALL_NODE: '/opt/node/bin/node', PATH: ['/usr/bin', '.', '/bin'].join(path.delimiter) };
    expect(nodeCandidates('/opt/hall', env, 'linux')).toEqual([
      '/opt/node/bin/node',
      '/opt/hall/node_modules/node/bin/node',
      '/usr/bin/node',
      '/bin/node',
    ]);
  });

  it('takes the first that runs and is new enough', async () => {
    const old = fake('old', 'echo v20.20.2');
    const broken = fake('broken', 'exit 1');
    const odd = fake('odd', 'echo hello');
    const good = fake('good', 'echo v22.14.0');
    const missing = path.join(dir, 'missing');
    expect(await findNode([missing, old, broken, odd, good, process.execPath])).toBe(good);
    expect(await findNode([missing, old])).toBeNull();
  });

  it('knows the first Node with N-API 10', () => {
    expect(['v22.13.1', 'v22.14.0', 'v23.0.0', 'v24.21.0', 'v9.99.0', ''].map(isNewEnough)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
