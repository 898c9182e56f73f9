import type { PretendCard } from '../../../../../fixtures/devices';
import { DeviceFaults } from '../../../../../fixtures/devices/faults';
import { createIdCardReader } from '../../../../../fixtures/devices/id-card-reader';
import { failure, ok } from '../../../../../main/contract/failures/failure';
import type { SerialDeviceDriver } from '../../../../../main/contract/flow/device';
import type { SerialDriver } from '../../../../../main/contract/ports/serial';
import { createRecorder, type Recording, type ReplayEnd } from '../../../../../main/core/device';
import { encodeSamCommand } from '../../../../../main/core/device/framing/sam';
import { manualClock } from '../manual-clock';

/** The answer of the simulated reader to "read base" (or with `0x10` with fingerprints) for a card that was just laid. */
export function readBaseAnswer(card: PretendCard, parameter = 0x01): Uint8Array {
  const reader = createIdCardReader(() => DeviceFaults.parse({}));
  reader.lay(card);
  for (const body of [
    [0x20, 0x01],
    [0x20, 0x02],
  ])
    reader.receive(encodeSamCommand(body));
  return reader.receive(encodeSamCommand([0x30, parameter]))[0]?.frame ?? new Uint8Array(0);
}

export function addressAnswer(card: PretendCard): Uint8Array {
  const reader = createIdCardReader(() => DeviceFaults.parse({}));
  reader.lay(card);
  for (const body of [
    [0x20, 0x01],
    [0x20, 0x02],
  ])
    reader.receive(encodeSamCommand(body));
  return reader.receive(encodeSamCommand([0x30, 0x03]))[0]?.frame ?? new Uint8Array(0);
}

/** Records the chunks as they would come off a line, `gapMs` apart. */
export async function recordChunks(
  driver: SerialDeviceDriver,
  chunks: readonly Uint8Array[],
  gapMs = 1,
): Promise<Recording> {
  const clock = manualClock();
  const line = pretendLine();
  const recorder = createRecorder({ serial: line.serial, clock, driver });
  const opened = await recorder.serial.open({ path: 'line', baud: 9_600 });
  if (!opened.ok) throw new Error(opened.failure.code);
  opened.value.onChunk((chunk) => chunk.fill(0));
  for (const chunk of chunks) {
    await clock.pass(gapMs);
    line.end.write(new Uint8Array(chunk));
  }
  return recorder.finish();
}

/** A line in memory: what is written at its end arrives as a chunk, and the other way round. */
export function pretendLine(): { serial: SerialDriver; end: ReplayEnd } {
  let take: (chunk: Uint8Array) => void = () => {};
  let hear: (bytes: Uint8Array) => void = () => {};
  return {
    end: {
      write: (bytes) => take(Buffer.from(bytes)),
      onBytes: (listener) => {
        hear = listener;
      },
    },
    serial: {
      list: async () => ok([]),
      open: async ({ path }) => {
        if (path !== 'line') return { ok: false, failure: failure('DEVICE_PORT_MISSING') };
        return ok({
          write: async (bytes: Uint8Array) => {
            queueMicrotask(() => hear(bytes));
            return ok(undefined);
          },
          onChunk: (listener: (chunk: Uint8Array) => void) => {
            take = listener;
          },
          onClosed: () => undefined,
          alive: async () => true,
          close: async () => undefined,
        });
      },
    },
  };
}

export function heardOf(recording: Recording): Buffer {
  return Buffer.concat(recording.chunks.filter(({ from }) => from === 'device').map(({ bytes }) => bytes));
}

/** The card's values that occur anywhere in the bytes, as the card writes them or as plain text. */
export function valuesIn(bytes: Uint8Array, card: PretendCard): string[] {
  const values = [card.name, card.number, card.number.slice(6, 14), card.birthDay.replaceAll('-', '')];
  if ('address' in card) values.push(card.address, card.issuer, card.address.slice(0, 4));
  if ('englishName' in card) values.push(card.englishName);
  if (card.newestAddress !== undefined) values.push(card.newestAddress);
  const haystack = Buffer.from(bytes);
  return values.filter(
    (value) =>
      value !== '' &&
      (haystack.includes(Buffer.from(value, 'utf16le')) || haystack.includes(Buffer.from(value))),
  );
}
