import { type PdfValue, readDictionary } from './pdf-dictionary';

/** More than this many is no receipt, and none of them is looked at. */
const MOST_SIGNATURES = 16;
const MARK = '/ByteRange';
const PDF_TIME = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'(\d{2})'?)$/;

/** One signature dictionary of the file. */
export interface SignatureDictionary {
  /** The four numbers of /ByteRange; null where it is anything else. */
  byteRange: readonly [number, number, number, number] | null;
  /** Where the /Contents string stands, brackets included; null where it is not a hexadecimal string. */
  contents: { start: number; end: number } | null;
  subFilter: string;
  /** /M, epoch ms; null where there is none or it cannot be read. */
  signedAt: number | null;
}

/**
 * The signature dictionaries of a file, found by their bytes and not by the file's own tables: what a table could
 * hide or swap is found as well, and what a signature covers is decided by its /ByteRange alone.
 * `count` counts every mention, also those that are in no readable dictionary.
 */
export function findSignatures(file: Buffer): { count: number; readable: SignatureDictionary[] } {
  const readable: SignatureDictionary[] = [];
  let count = 0;
  for (let at = file.indexOf(MARK); at >= 0 && count <= MOST_SIGNATURES; at = file.indexOf(MARK, at + 1)) {
    count++;
    const object = file.lastIndexOf(' obj', at);
    const start = object < 0 ? -1 : file.indexOf('<<', object);
    if (start < 0 || start > at) continue;
    const found = holder(readDictionary(file, start), at);
    if (found) readable.push(found);
  }
  return { count, readable };
}

/** The innermost dictionary that has a /ByteRange, in or under `value`, whose value stands right behind `at`. */
function holder(value: PdfValue | null | undefined, at: number): SignatureDictionary | null {
  if (value?.kind === 'array')
    return value.items.map((item) => holder(item, at)).find((each) => each) ?? null;
  if (value?.kind !== 'dictionary') return null;
  const range = value.entries.get('ByteRange');
  if (range && range.start - at < 64 && range.start > at) return describe(value.entries, range);
  return [...value.entries.values()].map((entry) => holder(entry, at)).find((each) => each) ?? null;
}

function describe(entries: Map<string, PdfValue>, range: PdfValue): SignatureDictionary {
  const numbers =
    range.kind === 'array'
      ? range.items.map((item) => (item.kind === 'number' ? item.value : Number.NaN))
      : [];
  const [a, b, c, d] = numbers;
  const whole = numbers.length === 4 && numbers.every(Number.isSafeInteger);
  const contents = entries.get('Contents');
  const subFilter = entries.get('SubFilter');
  const time = entries.get('M');
  return {
    byteRange: whole ? [a ?? 0, b ?? 0, c ?? 0, d ?? 0] : null,
    contents: contents?.kind === 'hex' ? { start: contents.start, end: contents.end } : null,
    subFilter: subFilter?.kind === 'name' ? subFilter.text : '',
    signedAt: time?.kind === 'text' ? pdfTime(time.text) : null,
  };
}

/** ISO 32000-1 7.9.4, with seconds and zone, as sealing writes it. */
function pdfTime(text: string): number | null {
  const parts = PDF_TIME.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  const offset = (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0)) * 60_000;
  const instant = parts[7] === '-' ? local + offset : local - offset;
  return instant >= 0 ? instant : null;
}
