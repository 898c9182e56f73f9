import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examineDisk, judgeDisk, lostInPowerCut, rehearsePowerCut } from '../../../../main/core/store';
import { temporaryDir } from './profile';

const GOOD = { fileSystem: 'ext4', freeBytes: 50 * 1024 ** 3, flushMs: { median: 1.2, worst: 9 } };

describe('judging a disk', () => {
  it('has nothing against an ordinary one', () => {
    expect(judgeDisk(GOOD, 'disk')).toEqual({ verdict: 'fine', findings: [], facts: GOOD });
  });

  it.each([
    ['memory', GOOD, 'memory', 'unfit', ['memory']],
    ['a network drive', GOOD, 'network', 'unfit', ['network']],
    ['what nobody knows', GOOD, 'unknown', 'suspect', ['unknown-file-system']],
    ['no right to write', { ...GOOD, flushMs: null }, 'disk', 'unfit', ['not-writable']],
    [
      'flushes faster than any drive',
      { ...GOOD, flushMs: { median: 0.002, worst: 0.01 } },
      'disk',
      'suspect',
      ['flush-too-fast'],
    ],
    [
      'flushes a clerk would feel',
      { ...GOOD, flushMs: { median: 250, worst: 900 } },
      'disk',
      'suspect',
      ['flush-slow'],
    ],
    ['hardly any room', { ...GOOD, freeBytes: 1_000 }, 'disk', 'suspect', ['space-short']],
  ] as const)('says so of %s', (_what, facts, kind, verdict, findings) => {
    expect(judgeDisk(facts, kind)).toMatchObject({ verdict, findings });
  });
});

describe('examining a disk', () => {
  it('measures real flushes by the watch it is given and leaves nothing behind', () => {
    const dir = temporaryDir();
    let at = 0;
    const report = examineDisk(dir, () => {
      at += 3;
      return at;
    });
    expect(report.facts.flushMs).toEqual({ median: 3, worst: 3 });
    expect(report.facts.freeBytes).toBeGreaterThan(0);
  });

  it('knows memory for what it is', () => {
    expect(examineDisk('/dev/shm', () => 0)).toMatchObject({
      verdict: 'unfit',
      facts: { fileSystem: 'tmpfs' },
    });
  });

  it('says of a place where no folder can be that it is not writable', () => {
    const file = join(temporaryDir(), 'a-file');
    writeFileSync(file, '');
    expect(examineDisk(join(file, 'below'), () => 0)).toMatchObject({
      verdict: 'unfit',
      facts: { flushMs: null },
    });
  });
});

describe('the power-cut rehearsal', () => {
  async function rehearsed(numbers: number) {
    const dir = temporaryDir();
    let last = 0;
    await rehearsePowerCut(
      dir,
      (number) => {
        last = number;
      },
      () => last >= numbers,
    );
    return { dir, last, path: join(dir, 'power-cut-rehearsal.log') };
  }

  it('finds everything of an honest disk', async () => {
    const { dir, last } = await rehearsed(20);
    expect(lostInPowerCut(dir, last)).toEqual({ kept: 20, lost: 0 });
  });

  it('counts what a lying one has lost, torn lines and leftovers included', async () => {
    const { dir, last, path } = await rehearsed(20);
    truncateSync(path, readFileSync(path).length - 3 * 13 - 5);
    appendFileSync(path, '\0\0\0\0');
    expect(lostInPowerCut(dir, last)).toEqual({ kept: 16, lost: 4 });
  });

  it('cannot say anything where none took place', () => {
    expect(lostInPowerCut(temporaryDir(), 5)).toBeNull();
  });
});
