import type { SerialDeviceDriver } from '../../../contract/flow/device';
import { hallTime } from '../../base';
import { QR_SERIAL_PROFILE } from '../profiles/qr-serial';
import { maskCodeStream } from './mask-codes';
import { maskSamStream } from './mask-sam';
import type { RecordedChunk } from './recording';

/**
 * What came from the device, with personal data replaced; lengths, chunk boundaries and gaps stay. Masks the bytes as one
 * stream, so that it does not matter how they were cut. What the host sent is commands and stays as it is.
 */
export function maskChunks(
  driver: SerialDeviceDriver,
  chunks: readonly RecordedChunk[],
  recordedAt: number,
): RecordedChunk[] {
  const heard = chunks.filter(({ from }) => from === 'device');
  const joined = Buffer.concat(heard.map(({ bytes }) => bytes));
  // The maskers cut copies off it, which `slice` of a Buffer does not make.
  const stream = new Uint8Array(joined);
  joined.fill(0);
  const masked =
    driver === 'id-card'
      ? maskSamStream(stream, hallTime(recordedAt).day.replaceAll('-', ''))
      : maskCodeStream(stream, silences(chunks));
  stream.fill(0);
  let at = 0;
  return chunks.map((chunk) => {
    if (chunk.from === 'host') return { ...chunk, bytes: chunk.bytes.slice() };
    const bytes = masked.slice(at, at + chunk.bytes.length);
    at += bytes.length;
    return { ...chunk, bytes };
  });
}

/** Where in the device's stream a silence ends a code that has no ending of its own. */
function silences(chunks: readonly RecordedChunk[]): ReadonlySet<number> {
  const found = new Set<number>();
  let at = 0;
  let gapMs = 0;
  for (const chunk of chunks) {
    gapMs += chunk.gapMs;
    if (chunk.from === 'host') continue;
    if (gapMs >= QR_SERIAL_PROFILE.quietMs) found.add(at);
    at += chunk.bytes.length;
    gapMs = 0;
  }
  return found;
}
