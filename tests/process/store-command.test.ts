import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hall, startHall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const cliPath = resolve(import.meta.dirname, '..', '..', 'dist', 'core', 'cli.mjs');

function place() {
  const dir = tempDir();
  const secret = (name: string, text: string) => {
    const path = join(dir, name);
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
    return path;
  };
  const profile = join(dir, 'profile');
  const first = secret('first', '泉城路一号窗口');
  const store = (command: string, passphrase: string, ...more: string[]) =>
    hall(['store', command, '--profile', profile, '--passphrase-file', passphrase, ...more]);
  const opens = async (passphrase: string) =>
    (await hall(['outbox', 'status', '--profile', profile, '--passphrase-file', passphrase])).code === 0;
  return { dir, profile, secret, first, store, opens };
}

const nameOf = (line: unknown) => (line as { name: string }).name;

describe('hall store', () => {
  it('backs up, lists, and restores; what was there is set aside', async () => {
    const { profile, first, store, opens } = place();
    const made = await store('backup', first);
    expect(made.code).toBe(0);
    const listed = await hall(['store', 'backups', '--profile', profile]);
    expect(listed.lines).toEqual([(made.lines[0] as { backup: unknown }).backup]);

    const damaged = join(profile, 'hall.db');
    writeFileSync(damaged, 'not a store any more');
    expect(await opens(first)).toBe(false);
    const restored = await store('restore', first, '--from', nameOf(listed.lines[0]));
    expect(restored.code).toBe(0);
    const { setAside } = restored.lines[0] as { setAside: string };
    expect(readFileSync(join(setAside, 'hall.db'), 'utf8')).toBe('not a store any more');
    expect(await opens(first)).toBe(true);
  });

  it('makes nothing new where the store is gone, and restores it', async () => {
    const { profile, first, store, opens } = place();
    const { lines } = await store('backup', first);
    rmSync(join(profile, 'hall.db'));
    const refused = await hall(['outbox', 'status', '--profile', profile, '--passphrase-file', first]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('STORE_DAMAGED');
    expect(readdirSync(profile)).not.toContain('hall.db');
    const { name } = (lines[0] as { backup: { name: string } }).backup;
    expect((await store('restore', first, '--from', name)).code).toBe(0);
    expect(await opens(first)).toBe(true);
  });

  it('refuses a backup that is not there, and a wrong passphrase', async () => {
    const { first, secret, store } = place();
    const { lines } = await store('backup', first);
    const unknown = await store('restore', first, '--from', 'hall-20200101T000000Z');
    expect([unknown.code, unknown.stderr.includes('STORE_BACKUP_UNKNOWN')]).toEqual([1, true]);
    const { name } = (lines[0] as { backup: { name: string } }).backup;
    const wrong = await store('restore', secret('wrong', 'something else'), '--from', name);
    expect([wrong.code, wrong.stderr.includes('STORE_WRONG_KEY')]).toEqual([1, true]);
  });

  it('gives the recovery key once, on a sheet to print, and takes it for a forgotten passphrase', async () => {
    const { profile, first, secret, store, opens } = place();
    await store('backup', first);
    const { lines } = await store('recovery-key', first);
    const { recoveryKey: former } = lines[0] as { recoveryKey: string };
    const args = ['store', 'recovery-key', '--sheet', '--profile', profile, '--passphrase-file', first];
    const sheet = spawnSync(process.execPath, [cliPath, ...args], { encoding: 'utf8' }).stdout;
    const key = /^ {4}([0-9A-Z]{4}(-[0-9A-Z]{4}){7})$/m.exec(sheet)?.[1] ?? '';
    expect(sheet).toContain('免证窗工作站恢复密钥');
    expect(key).not.toBe(former);
    for (const name of readdirSync(profile, { recursive: true, encoding: 'utf8' }))
      if (statSync(join(profile, name)).isFile())
        expect(readFileSync(join(profile, name)).includes(key), name).toBe(false);
    const second = secret('second', '忘记以后另设的口令');
    const changed = await store(
      'passphrase',
      first,
      '--new-passphrase-file',
      second,
      '--recovery-file',
      secret('recovery', key.toLowerCase()),
    );
    expect(changed.code).toBe(0);
    expect([await opens(first), await opens(second)]).toEqual([false, true]);
  });

  it('changes the data key; backups from before it still restore with the passphrase of their day', async () => {
    const { profile, first, secret, store, opens } = place();
    const { lines } = await store('backup', first);
    const before = readFileSync(join(profile, 'hall.db')).subarray(0, 16);
    expect((await store('rotate-key', first)).code).toBe(0);
    expect(readFileSync(join(profile, 'hall.db')).subarray(0, 16).equals(before)).toBe(false);
    const second = secret('second', '换过的口令，也很长');
    expect((await store('passphrase', first, '--new-passphrase-file', second)).code).toBe(0);
    expect(await opens(second)).toBe(true);

    const { name } = (lines[0] as { backup: { name: string } }).backup;
    expect((await store('restore', second, '--from', name)).stderr).toContain('STORE_WRONG_KEY');
    expect((await store('restore', first, '--from', name)).code).toBe(0);
    expect([await opens(first), await opens(second)]).toEqual([true, false]);
  });
});

describe('hall doctor disk', () => {
  it('judges the profile’s disk and leaves nothing on it', async () => {
    const { profile } = place();
    const { code, lines } = await hall(['doctor', 'disk', '--profile', profile]);
    const { verdict } = lines[0] as { verdict: 'fine' | 'unfit' | 'suspect' };
    expect(code).toBe({ fine: 0, unfit: 1, suspect: 2 }[verdict]);
    expect(readdirSync(profile)).toEqual([]);
  });

  it('counts after a rehearsal what the disk kept of what it had confirmed', async () => {
    const { profile } = place();
    const disk = (...more: string[]) => startHall(['doctor', 'disk', '--profile', profile, ...more]).ended;
    expect((await disk('--after', '5')).code).toBe(2);
    const told = await disk('--rehearse', '--seconds', '1');
    const last = Number(told.lines.at(-1));
    expect(last).toBeGreaterThan(0);
    const honest = await disk('--after', String(last));
    expect([honest.code, honest.lines[0]]).toEqual([0, { kept: last, lost: 0 }]);

    const log = join(profile, 'power-cut-rehearsal.log');
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(log, lines.slice(0, last - 1).join('\n'));
    const liar = await disk('--after', String(last));
    expect(liar.code).toBe(1);
    expect((liar.lines[0] as { lost: number }).lost).toBeGreaterThan(0);
  });
});
