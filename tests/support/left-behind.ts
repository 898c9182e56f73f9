/** What lies in the files of a folder: searched for values that must not be there, however they may be spelt. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How a value may stand in a file: as text, as JavaScript and Windows keep it, as an address carries it, and in base64 at
 * each of its three offsets.
 */
export function spellings(value: string): Buffer[] {
  const utf8 = Buffer.from(value, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    // Letters that also depend on what stands before or after are no part of it.
    return text.slice(shift === 0 ? 0 : shift + 1, utf8.length % 3 === 0 && shift === 0 ? undefined : -1);
  });
  const inAddress = encodeURIComponent(value);
  return [
    utf8,
    Buffer.from(value, 'utf16le'),
    ...base64.map((text) => Buffer.from(text, 'latin1')),
    ...(inAddress === value ? [] : [Buffer.from(inAddress, 'latin1')]),
  ];
}

export function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Those of the files in which one of the needles stands. */
export function filesWith(files: readonly string[], needles: readonly Buffer[]): string[] {
  return files.filter((file) => {
    const content = readFileSync(file);
    return needles.some((needle) => content.includes(needle));
  });
}
