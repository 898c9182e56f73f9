import { readSync } from 'node:fs';

/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC_LITTLE = 0x377f0682;
const MAGIC_BIG = 0x377f0683;
const LEAST_PAGE = 512;
const MOST_PAGE = 65_536;

/** What is shorter holds no page of anything. */
export const SHORTEST_LOG = HEADER + FRAME_HEADER + LEAST_PAGE;

export type Sum = readonly [number, number];

export interface LogHeader {
  readonly isBig: boolean;
  readonly pageSize: number;
  /** Of this generation of the log; frames of an earlier one, which may lie behind, carry others. */
  readonly salts: Buffer;
  readonly sum: Sum;
}

export interface LogFrame {
  /** Of the page. */
  readonly number: number;
  readonly page: Buffer;
  /** The last one of its transaction. */
  readonly commits: boolean;
  readonly hasSalts: boolean;
  /** As it is written in the frame. */
  readonly sum: Sum;
  /** What the sum has to be behind a frame with this one. */
  sumAfter(before: Sum): Sum;
}

export const sameSum = (one: Sum, other: Sum) => one[0] === other[0] && one[1] === other[1];

/** The log's own running sum over 8-byte steps. */
export function summed([first, second]: Sum, bytes: Buffer, isBig: boolean): Sum {
  let a = first;
  let b = second;
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

/** Null where the file ends before. */
export function readAt(descriptor: number, at: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(descriptor, bytes, 0, length, at) === length ? bytes : null;
}

/** Null where SQLite would not take the log for one. */
export function readHeader(descriptor: number): LogHeader | null {
  const bytes = readAt(descriptor, 0, HEADER);
  const magic = bytes?.readUInt32BE(0);
  if (!bytes || (magic !== MAGIC_LITTLE && magic !== MAGIC_BIG)) return null;
  const isBig = magic === MAGIC_BIG;
  const sum = summed([0, 0], bytes.subarray(0, 24), isBig);
  if (!sameSum(sum, [bytes.readUInt32BE(24), bytes.readUInt32BE(28)])) return null;
  const pageSize = bytes.readUInt32BE(8);
  if (pageSize < LEAST_PAGE || pageSize > MOST_PAGE || (pageSize & (pageSize - 1)) !== 0) return null;
  return { isBig, pageSize, salts: bytes.subarray(16, 24), sum };
}

/** `index` counts from 0. Null where the file ends before the frame does. */
export function readFrame(
  descriptor: number,
  { isBig, pageSize, salts }: LogHeader,
  index: number,
): LogFrame | null {
  const length = FRAME_HEADER + pageSize;
  const bytes = readAt(descriptor, HEADER + index * length, length);
  if (!bytes) return null;
  const page = bytes.subarray(FRAME_HEADER);
  return {
    number: bytes.readUInt32BE(0),
    page,
    commits: bytes.readUInt32BE(4) !== 0,
    hasSalts: bytes.subarray(8, 16).equals(salts),
    sum: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
    sumAfter: (before) => summed(summed(before, bytes.subarray(0, 8), isBig), page, isBig),
  };
}
