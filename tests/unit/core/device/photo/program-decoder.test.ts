/** Real programs as decoders, good and hostile. */
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../../main/contract/failures/failure';
import type { PhotoImage } from '../../../../../main/contract/ports/photo';
import { systemClock } from '../../../../../main/core/base';
import { programPhotoDecoder } from '../../../../../main/core/device';
import { tempDir } from '../../../../support/temp-dir';
import { manualClock } from '../manual-clock';
import { aBmp } from './pictures';

const BLOCK = Uint8Array.from({ length: 1024 }, (_, at) => (at * 7) & 0xff);

/** A program in Node; `here` is a folder it may leave traces in. */
function program(body: string): { path: string; here: string } {
  const here = tempDir();
  const path = join(here, 'decoder');
  const picture = Buffer.from(aBmp(2, 2)).toString('base64');
  const start = `#!${process.execPath}\nconst fs = require('node:fs');\nconst here = ${JSON.stringify(here)};\n`;
  writeFileSync(path, `${start}const picture = Buffer.from('${picture}', 'base64');\n${body}\n`);
  chmodSync(path, 0o700);
  return { path, here };
}

const decode = (path: string, clock = systemClock, giveUp = new AbortController().signal) =>
  programPhotoDecoder(path, clock).decode(BLOCK, giveUp);
const why = (result: Result<PhotoImage>) => (result.ok ? 'decoded' : result.failure.details.why);

describe('a program that decodes photos', () => {
  it('gets the block as it is on the card, no arguments, and answers with a picture', async () => {
    const { path } = program(`
      const block = fs.readFileSync(0);
      const whole = block.length === 1024 && block.every((byte, at) => byte === ((at * 7) & 0xff));
      if (whole && process.argv.length === 2) fs.writeSync(1, picture);
    `);
    const decoded = await decode(path);
    expect(decoded).toMatchObject({ ok: true, value: { mediaType: 'image/bmp' } });
    expect(decoded.ok && Buffer.from(decoded.value.bytes)).toEqual(Buffer.from(aBmp(2, 2)));
    expect(BLOCK[1]).toBe(7);
  });

  it('is told nothing of this station', async () => {
    process.env.HALL_TEST_SECRET = 'secret';
    const { path, here } = program(`
      fs.writeFileSync(here + '/env', JSON.stringify(Object.keys(process.env)));
      fs.writeSync(1, picture);
    `);
    await decode(path);
    delete process.env.HALL_TEST_SECRET;
    const names = JSON.parse(readFileSync(join(here, 'env'), 'utf8')) as string[];
    expect(names).not.toContain('HALL_TEST_SECRET');
    expect(names).not.toContain('HOME');
  });

  it.each([
    ['crashes', 'process.abort();', 'crashed'],
    ['gives a picture and then fails', 'fs.writeSync(1, picture); process.exit(3);', 'crashed'],
    ['is ended half-way', "fs.writeSync(1, picture); process.kill(process.pid, 'SIGKILL');", 'crashed'],
    ['says nothing', '', 'no-picture'],
    ['says something else', "fs.writeSync(1, '<html>'.repeat(20));", 'no-picture'],
    [
      'never stops',
      "process.stdout.on('error', () => {}); const on = () => process.stdout.write(Buffer.alloc(65536), on); on();",
      'flooded',
    ],
    [
      'sends a little too much',
      'fs.writeSync(1, picture); process.stdout.write(Buffer.alloc(262144));',
      'flooded',
    ],
    ['does not read what it is given', 'fs.closeSync(0); fs.writeSync(1, picture);', 'decoded'],
  ])('that %s does no harm', async (_what, body, expected) => {
    expect(why(await decode(program(body).path))).toBe(expected);
  });

  it.each([
    ['is not there', '/no/such/decoder'],
    ['may not be run', import.meta.filename],
    ['is a folder', '/'],
  ])('that %s is told as not started', async (_what, path) => {
    expect(why(await decode(path))).toBe('not-started');
  });

  it('that hangs is ended after its time, and what it started with it', async () => {
    const { path, here } = program(`
      const { spawn } = require('node:child_process');
      const child = spawn('sleep', ['600'], { stdio: 'inherit' });
      fs.writeFileSync(here + '/pids.next', process.pid + ' ' + child.pid);
      fs.renameSync(here + '/pids.next', here + '/pids');
      setInterval(() => {}, 1000);
    `);
    const clock = manualClock();
    const decoded = decode(path, clock);
    await expect.poll(() => existsSync(join(here, 'pids')), { timeout: 10_000 }).toBe(true);
    await clock.pass(2_999);
    await clock.pass(1);
    expect(why(await decoded)).toBe('hung');
    for (const pid of readFileSync(join(here, 'pids'), 'utf8').split(' ')) {
      await expect.poll(() => isRunning(Number(pid)), { timeout: 10_000 }).toBe(false);
    }
    expect(clock.pending()).toBe(0);
  });

  it('is ended when its answer is not wanted any more, before or while it runs', async () => {
    const { path, here } = program(`fs.writeFileSync(here + '/started', ''); setInterval(() => {}, 1000);`);
    const giveUp = new AbortController();
    const decoded = decode(path, systemClock, giveUp.signal);
    await expect.poll(() => existsSync(join(here, 'started')), { timeout: 10_000 }).toBe(true);
    giveUp.abort();
    expect(why(await decoded)).toBe('given-up');
    expect(why(await decode(path, systemClock, giveUp.signal))).toBe('given-up');
    expect(readdirSync(here).sort()).toEqual(['decoder', 'started']);
  });
});

/** A process that has ended and that nobody has waited for does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
