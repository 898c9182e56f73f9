import { SAM_STATUS } from '../profiles/id-card';
import { inventUtf16 } from './invent';
import { maskCardText } from './mask-card-text';
import { frameEnd, frameSum, HEAD_LENGTH, PREAMBLE, preambleAt } from './sam-frames';

/** What stands for a byte that belongs to no sound frame. */
const UNKNOWN = 0x3f;
/** From this many bytes on, the beginning of a preamble is kept: half preambles are what resynchronising stumbles over. */
const HALF_PREAMBLE = 3;

const TEXT_LENGTH = 256;
const ADDRESS_LENGTH = 70;
const SAM_ID_LENGTH = 16;

/**
 * The stream of a reader without what it read. A sound frame keeps its length and status; its data are replaced and its
 * check byte is made to fit. A frame that is damaged keeps preamble and length and stays damaged, and like everything
 * outside frames the rest of it becomes 0x3F, since nobody can tell what it holds. `today`: `YYYYMMDD`.
 */
export function maskSamStream(stream: Uint8Array, today: string): Uint8Array {
  const masked = new Uint8Array(stream.length).fill(UNKNOWN);
  const damaged: { at: number; end: number }[] = [];
  const texts: string[] = [];
  const keep = (from: number, to: number) => masked.set(stream.subarray(from, to), from);

  for (let at = 0; at < stream.length; ) {
    const matched = preambleAt(stream, at);
    if (matched < PREAMBLE.length) {
      if (matched >= HALF_PREAMBLE) keep(at, at + matched);
      at += 1;
      continue;
    }
    const end = frameEnd(stream, at);
    if (end !== null && frameSum(stream, at, end) === 0) {
      masked.set(maskFrame(stream.slice(at, end), today, texts), at);
      at = end;
      continue;
    }
    keep(at, Math.min(at + HEAD_LENGTH, stream.length));
    if (end !== null) damaged.push({ at, end });
    at += PREAMBLE.length;
  }
  stayDamaged(masked, damaged);
  return masked;
}

/** Replacing bytes must not make a wrong check byte right. */
function stayDamaged(masked: Uint8Array, damaged: readonly { at: number; end: number }[]): void {
  for (const { at, end } of damaged) {
    if (frameSum(masked, at, end) !== 0) continue;
    const free = masked.indexOf(UNKNOWN, at + HEAD_LENGTH);
    if (free >= 0 && free < end) masked[free] = UNKNOWN + 1;
  }
}

/** Takes the bytes of a whole frame over. */
function maskFrame(frame: Uint8Array, today: string, texts: string[]): Uint8Array {
  const data = frame.subarray(HEAD_LENGTH + 3, frame.length - 1);
  const status = frame[HEAD_LENGTH + 2];
  if (frame.length > HEAD_LENGTH + 3) maskData(data, status, today, texts);
  frame[frame.length - 1] = 0;
  frame[frame.length - 1] = frameSum(frame, 0, frame.length);
  return frame;
}

function maskData(data: Uint8Array, status: number | undefined, today: string, texts: string[]): void {
  // The reader's own number, not a person's.
  if (data.length === SAM_ID_LENGTH && status === SAM_STATUS.done) return;
  if (data.length === ADDRESS_LENGTH) {
    data.set(inventUtf16(data, 0));
    return;
  }
  const inner = innerLengths(data);
  if (!inner || inner.text !== TEXT_LENGTH) {
    data.fill(0);
    return;
  }
  const text = data.subarray(inner.head, inner.head + TEXT_LENGTH);
  const known = Buffer.from(text).toString('hex');
  if (!texts.includes(known)) texts.push(known);
  text.set(maskCardText(text, texts.indexOf(known), today));
  // Photo and fingerprints.
  data.fill(0, inner.head + TEXT_LENGTH);
}

/** Lengths of text and photo, and with some answers of the fingerprints, where together they fit the data. */
function innerLengths(data: Uint8Array): { head: number; text: number } | null {
  const word = (at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
  const text = word(0);
  if (4 + text + word(2) === data.length) return { head: 4, text };
  if (6 + text + word(2) + word(4) === data.length) return { head: 6, text };
  return null;
}
