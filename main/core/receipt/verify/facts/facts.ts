import { createHash } from 'node:crypto';
import { type ChainFacts, readChain } from './chain';
import { type CmsFacts, readCms } from './cms';
import { findSignatures, type SignatureDictionary } from './signature-dictionary';

/** In characters; a receipt's hole has 32,770. Keeps a hostile /Contents from costing anything. */
const LONGEST_CONTENTS = 131_072;

/** Everything the checks look at, gathered once. */
export interface Facts {
  size: number;
  /** Mentions of a signature's /ByteRange in the file. */
  signatures: number;
  /** Endings of a revision (`%%EOF`). */
  revisions: number;
  /** The signature, where there is exactly one and it can be read. */
  signature: SignatureDictionary | null;
  /** The gap of /ByteRange is exactly that signature's own /Contents string. */
  gapIsContents: boolean;
  /** SHA-256 over the two ranges; null where the ranges are no such pair. */
  digest: Uint8Array | null;
  cms: CmsFacts | null;
  chain: ChainFacts | null;
}

export function gatherFacts(bytes: Uint8Array, trust: readonly Uint8Array[]): Facts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, readable } = findSignatures(file);
  const signature = count === 1 ? (readable[0] ?? null) : null;
  const contents = signature?.contents ?? null;
  const [first, firstLength, second, secondLength] = signature?.byteRange ?? [0, 0, 0, 0];
  const inFile = firstLength < second && second + secondLength <= file.length && first === 0;
  const gapIsContents = inFile && contents?.start === firstLength && contents.end === second;
  const readableContents = contents && contents.end - contents.start <= LONGEST_CONTENTS;
  const cms = readableContents
    ? readCms(file.toString('latin1', contents.start + 1, contents.end - 1))
    : null;
  return {
    size: file.length,
    signatures: count,
    revisions: occurrences(file, '%%EOF'),
    signature,
    gapIsContents,
    digest: gapIsContents
      ? createHash('sha256')
          .update(file.subarray(0, firstLength))
          .update(file.subarray(second, second + secondLength))
          .digest()
      : null,
    cms,
    chain: cms ? readChain(cms.chain, trust) : null,
  };
}

function occurrences(file: Buffer, mark: string): number {
  let count = 0;
  for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + mark.length)) count++;
  return count;
}
