/** What the driver makes of a write-ahead log: what was committed is never left out without a word. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlConnection } from '../../../../main/contract/ports/database';
import { databaseDriver } from '../../../../native/database';
import { startWriter } from '../../core/store/child/spawn';
import { KEY, temporaryDir, value } from '../../core/store/profile';

const HEADER = 32;
const FRAME = 24 + 4_096;
const OTHER_KEY = new Uint8Array(32).fill(9);

type Files = { db: Buffer; wal: Buffer; shm: Buffer | null };

function take(path: string): Files {
  return { db: readFileSync(path), wal: readFileSync(`${path}-wal`), shm: readFileSync(`${path}-shm`) };
}

/** Lays the files down afresh and opens them: what the driver says of the log, and the notes that are there. */
function opened({ db, wal, shm }: Files, key = KEY): string {
  const path = join(temporaryDir(), 'b.db');
  writeFileSync(path, db);
  writeFileSync(`${path}-wal`, wal);
  if (shm) writeFileSync(`${path}-shm`, shm);
  const found = databaseDriver.open({ path, key, create: false });
  if (!found.ok) return `${found.failure.code} ${String(found.failure.details.cause)}`;
  const notes = found.value.all<{ body: string }>('SELECT body FROM note ORDER BY seq');
  const said = `${found.value.log}: ${notes.map(({ body }) => body.slice(0, 2)).join(' ')}`;
  found.value.close();
  return said;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x10;
  return changed;
}

function noted(dir = temporaryDir()): {
  path: string;
  connection: SqlConnection;
  note: (body: string) => void;
} {
  const path = join(dir, `${readdirSync(dir).length}.db`);
  const connection = value(databaseDriver.open({ path, key: KEY, create: true }));
  connection.exec('CREATE TABLE note (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  connection.pragma('wal_checkpoint(TRUNCATE)');
  const note = (body: string) => void connection.run('INSERT INTO note (body) VALUES (?)', body);
  return { path, connection, note };
}

/** Five commits of one frame each, a sixth of four, as a process that was killed leaves them. */
let six: Files;
/** Six frames of an old generation, the first of them written over by a new one of one commit. */
let old: Files;
/** As `old`, with a second commit of four frames, which lie over stale ones. */
let fresh: Files;
beforeAll(() => {
  const dir = mkdtempSync(join(tmpdir(), 'hall-log-'));
  const one = noted(dir);
  for (let at = 1; at <= 5; at += 1) one.note(`n${at}`);
  one.note(`n6${'x'.repeat(8_500)}`);
  six = take(one.path);
  one.connection.close();

  const two = noted(dir);
  two.note(`n1${'x'.repeat(17_000)}`);
  two.connection.pragma('wal_checkpoint(FULL)');
  two.note('n2');
  old = take(two.path);
  two.note(`n3${'x'.repeat(8_500)}`);
  fresh = take(two.path);
  two.connection.close();
  rmSync(dir, { recursive: true });
});
const ALL = 'n1 n2 n3 n4 n5 n6';
const bare = (files: Files): Files => ({ ...files, shm: null });

describe('a log as a process leaves it that is killed', () => {
  it('is whole, with its index and without', () => {
    expect((six.wal.length - HEADER) / FRAME).toBe(9);
    expect(opened(six)).toBe(`whole: ${ALL}`);
    expect(opened(bare(six))).toBe(`whole: ${ALL}`);
  });

  it('is none where it has not been written, and blank where a file was only made longer', () => {
    expect(opened({ ...six, wal: Buffer.alloc(0), shm: null })).toBe('none: ');
    expect(opened({ ...six, wal: six.wal.subarray(0, HEADER + 100), shm: null })).toBe('none: ');
    expect(opened({ ...six, wal: Buffer.alloc(20_000), shm: null })).toBe('none: ');
  });

  it('ends without a word wherever the writing of a transaction stopped, stale frames behind it or not', () => {
    // Frames of the old generation lie behind the first commit of the new one.
    expect(old.wal.length).toBe(HEADER + 6 * FRAME);
    expect(opened(old)).toBe('whole: n1 n2');
    expect(opened(bare(old))).toBe('whole: n1 n2');
    expect(opened(fresh)).toBe('whole: n1 n2 n3');
    const starts = [...fresh.wal.keys()].filter((at) => fresh.wal[at] !== old.wal[at]);
    const from = starts[0] ?? 0;
    const end = (starts.at(-1) ?? 0) + 1;
    for (let at = from + 1; at < end; at += 97) {
      const wal = Buffer.concat([fresh.wal.subarray(0, at), old.wal.subarray(at)]);
      // The kill comes before SQLite has told anybody, the index included.
      expect([at, opened({ db: old.db, wal, shm: old.shm })]).toEqual([at, 'whole: n1 n2']);
      // A file that was not longer before ends where the writing stopped.
      expect([at, opened(bare({ ...old, wal: fresh.wal.subarray(0, at) }))]).toEqual([at, 'whole: n1 n2']);
    }
  });

  it('is never called damaged after a power cut within the flush, whichever blocks of the last transaction came to the disk', () => {
    const blocks = Math.ceil(fresh.wal.length / 4_096);
    const seen = new Set<string>();
    for (let came = 0; came < 2 ** (blocks - 1); came += 1) {
      const wal = Buffer.from(old.wal);
      for (let block = 0; block < blocks; block += 1)
        if (block === 0 || came & (1 << (block - 1)))
          fresh.wal.copy(wal, block * 4_096, block * 4_096, (block + 1) * 4_096);
      seen.add(opened(bare({ ...old, wal })));
    }
    expect([...seen].sort()).toEqual(['doubtful: n1 n2', 'whole: n1 n2', 'whole: n1 n2 n3']);
  });

  it('is whole behind a large transaction that was undone', () => {
    const { path, connection, note } = noted();
    note('n1');
    connection.pragma('cache_size = 10');
    connection.run('BEGIN');
    for (let at = 0; at < 100; at += 1) note(`un${'x'.repeat(3_000)}`);
    connection.run('ROLLBACK');
    note('n2');
    const files = take(path);
    connection.close();
    expect(files.wal.length).toBeGreaterThan(HEADER + 50 * FRAME);
    expect(opened(files)).toBe('whole: n1 n2');
    expect(opened(bare(files))).toBe('whole: n1 n2');
  });
});

describe('a log in which something that was committed is hurt', () => {
  it('is damaged with any byte of its header flipped', () => {
    for (let at = 0; at < HEADER; at += 1) {
      const wal = flipped(six.wal, at);
      expect([at, opened({ ...six, wal })]).toEqual([at, 'STORE_DAMAGED log']);
      expect([at, opened(bare({ ...six, wal }))]).toEqual([at, 'STORE_DAMAGED log']);
    }
  });

  it.each([
    ['the number of its page', 0],
    ['its first salt', 8],
    ['its second salt', 15],
    ['its page, at the beginning', 24],
    ['its page, in the middle', 2_000],
    ['its page, at the end', FRAME - 1],
  ])('is damaged where a frame is hurt in %s and others were committed behind it', (_what, at) => {
    for (const frame of [0, 2, 4]) {
      const wal = flipped(six.wal, HEADER + frame * FRAME + at);
      expect(opened({ ...six, wal })).toBe('STORE_DAMAGED log');
      expect(opened(bare({ ...six, wal }))).toBe('STORE_DAMAGED log');
    }
  });

  it('is damaged, by its index, or doubtful without one, where a frame has its page and not its sum', () => {
    for (const at of [4, 16, 23]) {
      const wal = flipped(six.wal, HEADER + 2 * FRAME + at);
      expect(opened({ ...six, wal })).toBe('STORE_DAMAGED log');
      expect(opened(bare({ ...six, wal }))).toBe('doubtful: n1 n2');
    }
  });

  it('is damaged, by its index, or doubtful without one, where it is the last transaction that is hurt', () => {
    for (const frame of [5, 6, 8]) {
      const wal = flipped(six.wal, HEADER + frame * FRAME + 1_000);
      expect(opened({ ...six, wal })).toBe('STORE_DAMAGED log');
      expect(opened(bare({ ...six, wal }))).toBe('doubtful: n1 n2 n3 n4 n5');
    }
  });

  it('is damaged, by its index, where its end is cut off', () => {
    for (const left of [1, 4, 7.5])
      expect(opened({ ...six, wal: six.wal.subarray(0, HEADER + left * FRAME) })).toBe('STORE_DAMAGED log');
  });

  it('is damaged where a block of it was lost', () => {
    const wal = Buffer.from(six.wal);
    wal.fill(0, 4_096, 8_192);
    expect(opened(bare({ ...six, wal }))).toBe('STORE_DAMAGED log');
  });

  it('of noise is damaged, and with the wrong key it is a matter of the key', () => {
    const wal = Buffer.alloc(20_000, 9);
    expect(opened(bare({ ...six, wal }))).toBe('STORE_DAMAGED log');
    expect(opened(bare({ ...six, wal }), OTHER_KEY)).toBe('STORE_WRONG_KEY log');
    expect(opened(six, OTHER_KEY)).toBe('STORE_WRONG_KEY log');
  });

  it('is not touched, nor is its database', () => {
    const path = join(temporaryDir(), 'b.db');
    const wal = flipped(six.wal, HEADER + 1_000);
    writeFileSync(path, six.db);
    writeFileSync(`${path}-wal`, wal);
    expect(databaseDriver.open({ path, key: KEY, create: false }).ok).toBe(false);
    expect(readFileSync(path).equals(six.db)).toBe(true);
    expect(readFileSync(`${path}-wal`).equals(wal)).toBe(true);
  });
});

it('the index of another log says nothing about this one', () => {
  const wal = flipped(six.wal, HEADER + 7 * FRAME + 1_000);
  expect(opened({ ...six, wal, shm: old.shm })).toBe('doubtful: n1 n2 n3 n4 n5');
  expect(opened({ ...six, wal, shm: Buffer.alloc(50) })).toBe('doubtful: n1 n2 n3 n4 n5');
});

it('a writer that is killed leaves a log that is whole, again and again', async () => {
  const dir = temporaryDir();
  const path = join(dir, 'hall.db');
  for (let round = 0; round < 4; round += 1) {
    const { child, lines, ended } = startWriter(dir);
    for (let seen = 0; seen < 15 + 7 * round; seen += 1) await lines.next();
    child.kill('SIGKILL');
    await ended;
    const kept = join(dir, 'kept.db');
    for (const end of ['', '-wal', '-shm']) copyFileSync(path + end, kept + end);
    for (const withIndex of [true, false]) {
      if (!withIndex) for (const end of ['', '-wal']) copyFileSync(path + end, kept + end);
      if (!withIndex && existsSync(`${kept}-shm`)) truncateSync(`${kept}-shm`);
      const found = value(databaseDriver.open({ path: kept, key: KEY, create: false }));
      expect(found.log).toBe('whole');
      found.close();
    }
    rmSync(kept);
  }
});
