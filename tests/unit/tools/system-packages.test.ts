import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSystemPackages, systemPackages } from '../../../tools/setup/system-packages.mjs';

const all = systemPackages.map(({ name }) => name);
let workDir: string;

beforeEach(() => {
  workDir = mkdtempSync(path.join(tmpdir(), 'system-packages-'));
});

afterEach(() => {
  rmSync(workDir, { recursive: true, force: true });
});

/** A machine with these packages; apt knows the names in `apt` once its lists are fresh. */
function machine(present: string[], apt: string[], freshLists = true) {
  const calls: string[][] = [];
  const said: string[] = [];
  let fresh = freshLists;
  const answer = (code: number, stdout = '', stderr = '') => ({ code, stdout, stderr, stopped: false });
  const run = async (command: string, args: string[]) => {
    if (command === 'dpkg-query') return answer(1, present.map((name) => `${name} ii \n`).join(''));
    if (command === 'apt-cache') {
      const known = fresh ? args.slice(1).filter((name) => apt.includes(name)) : [];
      return answer(0, known.map((name) => `${name}:\n  Installed: (none)\n  Candidate: 1.0\n`).join(''));
    }
    calls.push(args.slice(4));
    if (args.includes('update')) {
      fresh = true;
      return answer(0);
    }
    return fresh && args.slice(6).every((name) => apt.includes(name))
      ? answer(0)
      : answer(100, '', 'E: Unable to locate');
  };
  const options = {
    run,
    say: (line: string) => void said.push(line),
    logPath: path.join(workDir, 'apt.log'),
  };
  return { calls, said, options };
}

describe('ensureSystemPackages', () => {
  it('does nothing where everything is there', async () => {
    const { calls, options } = machine(all, []);
    expect(await ensureSystemPackages({ ...options, isRoot: true })).toEqual({
      state: 'complete',
      missing: [],
    });
    expect(calls).toEqual([]);
  });

  it('knows the newer names of some libraries', async () => {
    const present = all.map((name) => (name === 'libasound2' ? 'libasound2t64' : name));
    const { options } = machine(present, []);
    expect(await ensureSystemPackages({ ...options, isRoot: false })).toMatchObject({ state: 'complete' });
  });

  it('installs what is missing as root, by the name this system has for it', async () => {
    const { calls, options } = machine(
      all.slice(0, -3).filter((name) => name !== 'libasound2'),
      ['libasound2t64', ...all.slice(-3)],
    );
    await ensureSystemPackages({ ...options, isRoot: true });
    expect(calls).toEqual([['install', '--no-install-recommends', 'libasound2t64', ...all.slice(-3)]]);
  });

  it('asks for fresh lists once when apt does not know a name', async () => {
    const { calls, options } = machine(all.slice(1), all, false);
    await ensureSystemPackages({ ...options, isRoot: true });
    expect(calls.map(([verb]) => verb)).toEqual(['install', 'update', 'install']);
  });

  it("shows apt's last words when it fails", async () => {
    const { options } = machine(all.slice(1), []);
    await expect(ensureSystemPackages({ ...options, isRoot: true })).rejects.toMatchObject({
      code: 'PACKAGES_INSTALL_FAILED',
      message: expect.stringContaining('Unable to locate'),
    });
  });

  it('gives an ordinary user one command, and stops when the window cannot open without it', async () => {
    const { options } = machine(all.slice(1), all);
    await expect(ensureSystemPackages({ ...options, isRoot: false })).rejects.toMatchObject({
      remedy: `sudo apt-get install --no-install-recommends ${all[0]}`,
    });
  });

  it('goes on without the others, having said what they are', async () => {
    const { said, options } = machine(
      all.filter((name) => name !== 'socat'),
      all,
    );
    const result = await ensureSystemPackages({ ...options, isRoot: false });
    expect(result).toEqual({ state: 'incomplete', missing: ['socat'] });
    expect(said.join()).toContain('sudo apt-get install --no-install-recommends socat');
  });

  it('leaves systems without dpkg alone', async () => {
    const run = async () => ({ code: 127, stdout: '', stderr: 'not found', stopped: false });
    expect(await ensureSystemPackages({ run, say: () => {}, isRoot: true })).toMatchObject({
      state: 'not-debian',
    });
  });
});
