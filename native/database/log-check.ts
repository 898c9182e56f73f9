import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** SQLCipher 4: the page ends in its IV (16) and the HMAC-SHA512 (64) over the page, the IV and the page's number. */
const SALT_BYTES = 16;
const MAC_BYTES = 64;
const MAC_SALT_MASK = 0x3a;
const MAC_KEY_ROUNDS = 2;
/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC_LITTLE = 0x377f0682;
const MAGIC_BIG = 0x377f0683;

type Sum = [number, number];

/** The log's own running sum over 8-byte steps. */
function summed([first, second]: Sum, bytes: Buffer, isBig: boolean): Sum {
  let a = first;
  let b = second;
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

function readAt(descriptor: number, at: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(descriptor, bytes, 0, length, at) === length ? bytes : null;
}

const says = (bytes: Buffer, at: number, [a, b]: Sum) =>
  bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;

/** Pages the log would put into the file: those SQLite itself would take, which ends at the first frame that is torn or old. */
function* pagesIn(descriptor: number): Generator<{ number: number; page: Buffer }> {
  const header = readAt(descriptor, 0, LOG_HEADER);
  const magic = header?.readUInt32BE(0);
  if (!header || (magic !== MAGIC_LITTLE && magic !== MAGIC_BIG)) return;
  const isBig = magic === MAGIC_BIG;
  let sum = summed([0, 0], header.subarray(0, 24), isBig);
  if (!says(header, 24, sum)) return;
  const pageSize = header.readUInt32BE(8);
  for (let at = LOG_HEADER; ; at += FRAME_HEADER + pageSize) {
    const frame = readAt(descriptor, at, FRAME_HEADER + pageSize);
    if (!frame?.subarray(8, 16).equals(header.subarray(16, 24))) return;
    const page = frame.subarray(FRAME_HEADER);
    sum = summed(summed(sum, frame.subarray(0, 8), isBig), page, isBig);
    if (!says(frame, 16, sum)) return;
    yield { number: frame.readUInt32BE(0), page };
  }
}

function isOurs(page: Buffer, number: number, macKey: Buffer): boolean {
  const pageNumber = Buffer.alloc(4);
  pageNumber.writeUInt32LE(number);
  const end = page.length - MAC_BYTES;
  const mac = createHmac('sha512', macKey)
    .update(page.subarray(number === 1 ? SALT_BYTES : 0, end))
    .update(pageNumber)
    .digest();
  return timingSafeEqual(mac, page.subarray(end));
}

/**
 * Whether every page in the database's write-ahead log was written under its key and salt. SQLite believes a log that agrees
 * with itself, so the log of another database would be written over this one's pages before anybody notices.
 * `fits` also where there is no log; `wrong-key` where the database's own first page is not under the key either.
 */
export function examineLog(path: string, key: Uint8Array): 'fits' | 'foreign' | 'wrong-key' {
  const logPath = `${path}-wal`;
  if (!existsSync(logPath)) return 'fits';
  const file = openSync(path, 'r');
  const log = openSync(logPath, 'r');
  try {
    const salt = readAt(file, 0, SALT_BYTES);
    if (salt === null || fstatSync(log).size === 0) return 'fits';
    const masked = salt.map((byte) => byte ^ MAC_SALT_MASK);
    const macKey = pbkdf2Sync(key, masked, MAC_KEY_ROUNDS, 32, 'sha512');
    for (const { number, page } of pagesIn(log)) {
      if (isOurs(page, number, macKey)) continue;
      const first = readAt(file, 0, page.length);
      return first && isOurs(first, 1, macKey) ? 'foreign' : 'wrong-key';
    }
    return 'fits';
  } finally {
    closeSync(file);
    closeSync(log);
  }
}
