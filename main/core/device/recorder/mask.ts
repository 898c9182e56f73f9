import { hallTime } from '../../base';
import { QR_SERIAL_PROFILE } from '../profiles/qr-serial';
import { maskCodeStream } from './mask-codes';
import { maskReports } from './mask-reports';
import { maskSamStream } from './mask-sam';
import type { RecordedChunk, Recording } from './recording';

/**
 * What came from the device, with personal data replaced; lengths, chunk boundaries and gaps stay. Masks the bytes as one
 * stream, so that it does not matter how they were cut. What the host sent is commands and stays as it is.
 */
export function maskChunks({ driver, recordedAt, hid, chunks }: Recording): RecordedChunk[] {
  const heard = chunks.filter(({ from }) => from === 'device').map(({ bytes }) => bytes);
  const today = hallTime(recordedAt).day.replaceAll('-', '');
  const gapsMs = gapsBefore(chunks);
  const masked = hid
    ? maskReports(heard, gapsMs, hid, today)
    : maskLine(heard, (stream) =>
        driver === 'id-card' ? maskSamStream(stream, today) : maskCodeStream(stream, silences(heard, gapsMs)),
      );
  let at = 0;
  return chunks.map((chunk) => {
    if (chunk.from === 'host') return { ...chunk, bytes: chunk.bytes.slice() };
    const bytes = masked[at] ?? new Uint8Array(chunk.bytes.length);
    at += 1;
    return { ...chunk, bytes };
  });
}

function maskLine(
  heard: readonly Uint8Array[],
  maskStream: (stream: Uint8Array) => Uint8Array,
): Uint8Array[] {
  const joined = Buffer.concat(heard);
  // The maskers cut copies off it, which `slice` of a Buffer does not make.
  const stream = new Uint8Array(joined);
  joined.fill(0);
  const masked = maskStream(stream);
  stream.fill(0);
  let at = 0;
  return heard.map(({ length }) => {
    at += length;
    return masked.slice(at - length, at);
  });
}

/** For each chunk of the device how long it had been silent before. */
function gapsBefore(chunks: readonly RecordedChunk[]): number[] {
  const gaps: number[] = [];
  let gapMs = 0;
  for (const chunk of chunks) {
    gapMs += chunk.gapMs;
    if (chunk.from === 'host') continue;
    gaps.push(gapMs);
    gapMs = 0;
  }
  return gaps;
}

/** Where in the device's stream a silence ends a code that has no ending of its own. */
function silences(heard: readonly Uint8Array[], gapsMs: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  let at = 0;
  for (const [index, bytes] of heard.entries()) {
    if ((gapsMs[index] ?? 0) >= QR_SERIAL_PROFILE.quietMs) found.add(at);
    at += bytes.length;
  }
  return found;
}
