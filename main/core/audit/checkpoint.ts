import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import type { SealToken } from '../../contract/ports/seal-token';
import { fromBase64, toBase64 } from '../base';

export interface Checkpoint {
  /** Of the newest line when it was signed. */
  readonly seq: number;
  readonly head: string;
  readonly at: number;
}

interface CheckpointRow extends Checkpoint {
  readonly signature: Uint8Array;
  readonly chain: string;
}

/** A window that stops signing for longer than this, or for more lines, could lose that much of its record unseen. */
const MOST_LINES = 200;
const LONGEST_MS = 60 * 60 * 1000;

/** What is signed: fixed words first, so that no other signature of the seal can be taken for one of these. */
function signedBytes({ seq, head, at }: Checkpoint): Uint8Array {
  return new TextEncoder().encode(`mianzheng-window audit checkpoint v1\n${seq}\n${head}\n${at}\n`);
}

/** The head to be signed now; null where there is nothing new. `always`: also before it is due, e.g. at the end of the day. */
export function dueCheckpoint(
  reader: SqlReader,
  { clock, always = false }: { clock: Clock; always?: boolean },
): Checkpoint | null {
  const last = reader.get<{ seq: number; hash: string; at: number }>(
    'SELECT seq, hash, at FROM audit_line ORDER BY seq DESC LIMIT 1',
  );
  const signed = reader.get<Checkpoint>(
    'SELECT seq, head, at FROM audit_checkpoint ORDER BY seq DESC LIMIT 1',
  );
  if (!last || last.seq <= (signed?.seq ?? 0)) return null;
  const now = clock.now();
  const due =
    always || signed === undefined || last.seq - signed.seq >= MOST_LINES || now - signed.at >= LONGEST_MS;
  return due ? { seq: last.seq, head: last.hash, at: now } : null;
}

/** Signs outside of any transaction; the result is for `saveCheckpoint`. */
export async function signCheckpoint(checkpoint: Checkpoint, token: SealToken): Promise<CheckpointRow> {
  return {
    ...checkpoint,
    signature: await token.sign(signedBytes(checkpoint)),
    chain: JSON.stringify(token.chain.map(toBase64)),
  };
}

export function saveCheckpoint(tx: SqlTx, row: CheckpointRow): void {
  tx.run(
    'INSERT OR IGNORE INTO audit_checkpoint (seq, head, at, signature, chain) VALUES (?, ?, ?, ?, ?)',
    row.seq,
    row.head,
    row.at,
    row.signature,
    row.chain,
  );
}

export function checkpoints(reader: SqlReader): CheckpointRow[] {
  return reader.all<CheckpointRow>(
    'SELECT seq, head, at, signature, chain FROM audit_checkpoint ORDER BY seq',
  );
}

/** True where the seal of a chain that ends in one of the roots has signed exactly this. Validity in time is no matter here. */
export function isGenuine(row: CheckpointRow, roots: readonly Uint8Array[]): boolean {
  try {
    const chain = z
      .array(z.base64())
      .min(1)
      .parse(JSON.parse(row.chain))
      .map((each) => new X509Certificate(fromBase64(each)));
    const [signer] = chain;
    const anchored = chain.every((certificate, at) => {
      const issuer = chain[at + 1];
      if (issuer) return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
      return roots.some((root) => certificate.raw.equals(root));
    });
    return (
      signer !== undefined && anchored && verify('sha256', signedBytes(row), signer.publicKey, row.signature)
    );
  } catch {
    return false;
  }
}
