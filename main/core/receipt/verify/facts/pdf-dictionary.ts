/** A value of a PDF dictionary, as far as signatures need it. `start`, `end`: where it stands in the file. */
export type PdfValue = { start: number; end: number } & (
  | { kind: 'name'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'hex' }
  | { kind: 'text'; text: string }
  | { kind: 'array'; items: PdfValue[] }
  | { kind: 'dictionary'; entries: Map<string, PdfValue> }
  | { kind: 'other' }
);

const MOST_VALUES = 4_096;
const DEEPEST = 16;
/** Longest run of white space, token or literal string, in bytes: far more than any signature dictionary holds. */
const LONGEST = 65_536;
const SPACE = new Set(Buffer.from('\0\t\n\f\r ', 'latin1'));
const DELIMITER = new Set(Buffer.from('\0\t\n\f\r ()<>[]{}/%', 'latin1'));

/**
 * Reads the dictionary that begins at `start` (`<<`). Null for anything that is not plainly one: this reader serves
 * a verifier and never repairs. Work is bounded by the number of values, the depth and one pass over the bytes.
 */
export function readDictionary(file: Buffer, start: number): PdfValue | null {
  const reader = { file, at: start, left: MOST_VALUES };
  const value = readValue(reader, 0);
  return value?.kind === 'dictionary' ? value : null;
}

interface Reader {
  file: Buffer;
  at: number;
  left: number;
}

function readValue(reader: Reader, depth: number): PdfValue | null {
  skipSpace(reader);
  if (depth > DEEPEST || --reader.left < 0) return null;
  const { file, at: start } = reader;
  const two = file.toString('latin1', start, start + 2);
  if (two === '<<') return readEntries(reader, depth);
  switch (two[0]) {
    case '[':
      return readArray(reader, depth);
    case '<':
      return readHex(reader);
    case '(':
      return readText(reader);
    case '/': {
      reader.at++;
      return { kind: 'name', text: readToken(reader), start, end: reader.at };
    }
    case undefined:
      return null;
    default:
      return readPlain(reader);
  }
}

function readEntries(reader: Reader, depth: number): PdfValue | null {
  const start = reader.at;
  reader.at += 2;
  const values = readUntil(reader, '>>', depth);
  if (!values || values.length % 2 !== 0) return null;
  const entries = new Map<string, PdfValue>();
  for (let index = 0; index < values.length; index += 2) {
    const [key, value] = [values[index], values[index + 1]];
    // A key given twice means different things to different readers.
    if (key?.kind !== 'name' || !value || entries.has(key.text)) return null;
    entries.set(key.text, value);
  }
  return { kind: 'dictionary', entries, start, end: reader.at };
}

function readArray(reader: Reader, depth: number): PdfValue | null {
  const start = reader.at;
  reader.at += 1;
  const items = readUntil(reader, ']', depth);
  return items ? { kind: 'array', items, start, end: reader.at } : null;
}

function readUntil(reader: Reader, end: string, depth: number): PdfValue[] | null {
  const values: PdfValue[] = [];
  for (;;) {
    skipSpace(reader);
    if (reader.file.toString('latin1', reader.at, reader.at + end.length) === end) {
      reader.at += end.length;
      return values;
    }
    const value = readValue(reader, depth + 1);
    if (!value) return null;
    const isReference =
      value.kind === 'other' && reader.file.toString('latin1', value.start, value.end) === 'R';
    if (isReference) {
      if (values.length < 2) return null;
      values.splice(-2, 2, value);
    } else {
      values.push(value);
    }
  }
}

function readHex(reader: Reader): PdfValue | null {
  const start = reader.at;
  const end = reader.file.indexOf('>', start, 'latin1');
  if (end < 0) return null;
  reader.at = end + 1;
  return { kind: 'hex', start, end: reader.at };
}

function readText(reader: Reader): PdfValue | null {
  const start = reader.at;
  let open = 0;
  for (let at = start; at < Math.min(reader.file.length, start + LONGEST); at++) {
    const character = reader.file[at];
    if (character === 0x5c) at++;
    else if (character === 0x28) open++;
    else if (character === 0x29 && --open === 0) {
      reader.at = at + 1;
      return { kind: 'text', text: reader.file.toString('latin1', start + 1, at), start, end: reader.at };
    }
  }
  return null;
}

function readPlain(reader: Reader): PdfValue | null {
  const start = reader.at;
  const token = readToken(reader);
  if (token === '') return null;
  const end = reader.at;
  return /^\d{1,15}$/.test(token)
    ? { kind: 'number', value: Number(token), start, end }
    : { kind: 'other', start, end };
}

function readToken(reader: Reader): string {
  const start = reader.at;
  advance(reader, (byte) => !DELIMITER.has(byte));
  return reader.file.toString('latin1', start, reader.at);
}

function skipSpace(reader: Reader): void {
  advance(reader, (byte) => SPACE.has(byte));
}

function advance(reader: Reader, belongs: (byte: number) => boolean): void {
  const end = Math.min(reader.file.length, reader.at + LONGEST);
  while (reader.at < end && belongs(reader.file[reader.at] ?? 0)) reader.at++;
}
