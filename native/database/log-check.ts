import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import {
  type LogFrame,
  type LogHeader,
  readAt,
  readFrame,
  readHeader,
  SHORTEST_LOG,
  type Sum,
  sameSum,
} from './log-file';
import { committedFrames } from './log-index';

/** SQLCipher 4: the page ends in its IV (16) and the HMAC-SHA512 (64) over the page, the IV and the page's number. */
const PAGE_SIZE = 4_096;
const SALT_BYTES = 16;
const MAC_BYTES = 64;
const MAC_SALT_MASK = 0x3a;
const MAC_KEY_ROUNDS = 2;
const READ_PART = 1 << 16;

/**
 * `none`: no log, or one that never held a page. `whole`: everything committed is there; what a kill or a power cut left of an
 * unfinished transaction may lie behind. `doubtful`: its last transaction is hurt, and nobody can say whether it had been flushed.
 * `damaged`: something that was committed cannot be read. `foreign`: the log of another database.
 */
export type LogVerdict = 'none' | 'whole' | 'doubtful' | 'damaged' | 'foreign' | 'wrong-key';

function isUnder(macKey: Buffer, page: Buffer, number: number): boolean {
  const pageNumber = Buffer.alloc(4);
  pageNumber.writeUInt32LE(number);
  const end = page.length - MAC_BYTES;
  const mac = createHmac('sha512', macKey)
    .update(page.subarray(number === 1 ? SALT_BYTES : 0, end))
    .update(pageNumber)
    .digest();
  return timingSafeEqual(mac, page.subarray(end));
}

/** What a power cut may leave of a file that had been made longer and not yet written. */
function isBlank(descriptor: number, size: number): boolean {
  for (let at = 0; at < size; at += READ_PART)
    if (readAt(descriptor, at, Math.min(READ_PART, size - at))?.some((byte) => byte !== 0)) return false;
  return true;
}

/**
 * What lies behind the last frame that SQLite would take, where no index tells. A frame of this generation there was written
 * by a transaction that ended, by one that did not, or by one that failed and was begun anew. Every transaction is flushed
 * before the next one begins, so a second one behind the hurt page proves that the first had been flushed. Where there is no
 * second one, a power cut within the flush looks the same: disks do not write in order.
 */
function judgeRest(
  log: number,
  header: LogHeader,
  macKey: Buffer,
  from: { index: number; sum: Sum },
): 'whole' | 'doubtful' | 'damaged' {
  const hurt = readFrame(log, header, from.index);
  if (!hurt) return 'whole';
  const isOfThisLog = hurt.hasSalts || sameSum(hurt.sumAfter(from.sum), hurt.sum);
  let ended = isOfThisLog && hurt.commits;
  let another = false;
  let before: LogFrame = hurt;
  for (let index = from.index + 1; ; index += 1) {
    const frame = readFrame(log, header, index);
    if (!frame) break;
    if (frame.hasSalts && sameSum(frame.sumAfter(before.sum), frame.sum)) {
      another ||= ended;
      ended ||= frame.commits;
    }
    before = frame;
  }
  if (!ended) return 'whole';
  // A page that is sound under the right salts was left by a transaction that failed, or only its sum was hurt.
  const isSound = hurt.hasSalts && isUnder(macKey, hurt.page, hurt.number);
  return another && !isSound ? 'damaged' : 'doubtful';
}

function judge(path: string, log: number, macKey: Buffer): LogVerdict {
  const { size } = fstatSync(log);
  if (size < SHORTEST_LOG || isBlank(log, size)) return 'none';
  const header = readHeader(log);
  // It is flushed before the first frame is written, and overwritten in one piece.
  if (!header) return 'damaged';
  let sum = header.sum;
  let index = 0;
  let committed = 0;
  for (; ; index += 1) {
    const frame = readFrame(log, header, index);
    if (!frame?.hasSalts || !sameSum(frame.sumAfter(sum), frame.sum)) break;
    if (!isUnder(macKey, frame.page, frame.number)) return 'foreign';
    sum = frame.sum;
    if (frame.commits) committed = index + 1;
  }
  const known = committedFrames(`${path}-shm`, header.salts);
  if (known !== null) return known > committed ? 'damaged' : 'whole';
  return judgeRest(log, header, macKey, { index, sum });
}

/**
 * What the database's write-ahead log is worth, looked at before SQLite does: SQLite takes the first frame that does not fit for
 * the end of the log, and forgets whatever was committed behind it; and it believes a log that agrees with itself, so the log of
 * another database would be written over this one's pages before anybody notices.
 * `wrong-key` where the log is no good and the database's own first page is not under the key either.
 */
export function examineLog(path: string, key: Uint8Array): LogVerdict {
  const logPath = `${path}-wal`;
  if (!existsSync(logPath)) return 'none';
  const file = openSync(path, 'r');
  const log = openSync(logPath, 'r');
  try {
    const first = readAt(file, 0, PAGE_SIZE);
    const salt = (first ?? readAt(file, 0, SALT_BYTES))?.subarray(0, SALT_BYTES);
    if (!salt) return 'none';
    const masked = salt.map((byte) => byte ^ MAC_SALT_MASK);
    const macKey = pbkdf2Sync(key, masked, MAC_KEY_ROUNDS, 32, 'sha512');
    const verdict = judge(path, log, macKey);
    if (verdict !== 'damaged' && verdict !== 'foreign') return verdict;
    return first && isUnder(macKey, first, 1) ? verdict : 'wrong-key';
  } finally {
    closeSync(file);
    closeSync(log);
  }
}
