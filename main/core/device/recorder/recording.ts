import { z } from 'zod';
import { fail, ok, type Result } from '../../../contract/failures/failure';
import { DeviceDriver } from '../../../contract/flow/device';

/** The longest recording: some six minutes of a reader at full speed. */
export const LONGEST_RECORDING = 4 * 1024 * 1024;

const Word = z.number().int().min(0).max(0xffff);
const ReportLength = z.number().int().min(0).max(4096);

/** What a recorded HID device said of itself; without its serial number. */
const RecordedHid = z.object({
  vendorId: Word,
  productId: Word,
  usagePage: Word.nullable(),
  usage: Word.nullable(),
  /** Id of the profile that it was recorded, and masked, with. */
  profile: z.string().min(1).max(40),
  reportLengths: z.object({ input: ReportLength, output: ReportLength, numbered: z.boolean() }).nullable(),
});
export type RecordedHid = z.infer<typeof RecordedHid>;

const Header = z
  .object({
    format: z.literal('mianzheng-recording'),
    version: z.literal(1),
    driver: DeviceDriver,
    /** Epoch milliseconds. */
    recordedAt: z.number().int().nonnegative(),
    /** Nothing is ever written down unmasked. */
    masked: z.literal(true),
    /** Of HID devices, and of no others. */
    hid: RecordedHid.nullable().default(null),
  })
  .refine(({ driver, hid }) => isHidDriver(driver) === (hid !== null));

const Chunk = z.object({
  /** Since the chunk before it, whichever way that went. */
  gapMs: z.number().int().min(0).max(86_400_000),
  from: z.enum(['device', 'host']),
  hex: z.string().regex(/^([0-9a-f]{2})+$/),
});

/** The last line: without it the file was cut off. */
const End = z.object({ end: z.object({ chunks: z.number().int(), bytes: z.number().int() }) });

/** One run of bytes as the driver delivered or took it; of an HID device one whole report, of feature reports those sent. */
export interface RecordedChunk {
  readonly gapMs: number;
  readonly from: 'device' | 'host';
  readonly bytes: Uint8Array;
}

export interface Recording {
  readonly driver: DeviceDriver;
  readonly recordedAt: number;
  /** Null with serial lines. */
  readonly hid: RecordedHid | null;
  readonly chunks: readonly RecordedChunk[];
}

/** JSON lines: a header with format and version, one line per chunk, an end line with the totals. */
export function encodeRecording({ driver, recordedAt, hid, chunks }: Recording): string {
  const about = { driver, recordedAt, masked: true, ...(hid ? { hid } : {}) };
  const header = { format: 'mianzheng-recording', version: 1, ...about };
  const lines = chunks.map(({ gapMs, from, bytes }) => ({
    gapMs,
    from,
    hex: Buffer.from(bytes).toString('hex'),
  }));
  const end = { end: { chunks: chunks.length, bytes: sizeOf(chunks) } };
  return [header, ...lines, end].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Fails with DEVICE_RECORDING_INVALID: `why` is `size`, `header`, `version`, `line` (with its number), `truncated`. */
export function decodeRecording(text: string): Result<Recording> {
  if (text.length > LONGEST_RECORDING * 4) return invalid('size');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const first = parsedJson(lines[0] ?? '');
  const header = Header.safeParse(first);
  if (!header.success) {
    const ours = z.object({ format: z.literal('mianzheng-recording'), version: z.number() }).safeParse(first);
    return ours.success && ours.data.version !== 1
      ? invalid('version', { version: ours.data.version })
      : invalid('header');
  }
  const chunks: RecordedChunk[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const value = parsedJson(line);
    const end = End.safeParse(value);
    if (end.success) {
      const whole = end.data.end.chunks === chunks.length && end.data.end.bytes === sizeOf(chunks);
      if (!whole || at !== lines.length - 1) return invalid('line', { line: at + 1 });
      const { driver, recordedAt, hid } = header.data;
      return ok({ driver, recordedAt, hid, chunks });
    }
    const chunk = Chunk.safeParse(value);
    // A last line that is torn is what a cut-off file ends with.
    if (!chunk.success)
      return at === lines.length - 1 ? invalid('truncated') : invalid('line', { line: at + 1 });
    const { gapMs, from, hex } = chunk.data;
    chunks.push({ gapMs, from, bytes: new Uint8Array(Buffer.from(hex, 'hex')) });
  }
  return invalid('truncated');
}

export function isHidDriver(driver: DeviceDriver): driver is 'id-card-hid' | 'qr-hid' {
  return driver === 'id-card-hid' || driver === 'qr-hid';
}

export function sizeOf(chunks: readonly RecordedChunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function invalid(why: string, more: Record<string, number> = {}): Result<never> {
  return fail('DEVICE_RECORDING_INVALID', { why, ...more });
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
