import type { SqlReader } from '../../contract/ports/database';
import { AUDIT_COLUMNS, type AuditRow, lineOfRow } from './chain';
import { checkpoints, isGenuine } from './checkpoint';
import { CHAIN_START, lineHash } from './line';

/**
 * `gap`: a line is missing. `link`: it does not follow the line before. `content`: it was changed. `unreadable`: its
 * facts are no facts. `head-missing`: a head known from elsewhere (a sealed receipt, the province) is not in the chain:
 * lines were cut off, or the chain was written anew. `checkpoint`: the line is not the one that the seal signed for, or the
 * signature is not the seal's.
 */
export type AuditBreak = 'gap' | 'link' | 'content' | 'unreadable' | 'head-missing' | 'checkpoint';

export interface AuditVerdict {
  /** Lines found good, up to the break if there is one. */
  readonly lines: number;
  /** Hash of the last good line. */
  readonly head: string;
  /** Number (seq) of the first line that is not as it was written; `null`: the chain is whole. */
  readonly brokenAt: number | null;
  readonly why: AuditBreak | null;
  /** How many places of the chain the seal has signed for. */
  readonly checkpoints: number;
}

const BATCH = 1_000;

function breakOf(row: AuditRow, seq: number, head: string): AuditBreak | null {
  if (row.seq !== seq) return 'gap';
  const line = lineOfRow(row);
  if (line === null) return 'unreadable';
  if (line.prev !== head) return 'link';
  return lineHash(line) === line.hash ? null : 'content';
}

export interface AuditKnowledge {
  /** Heads that must be somewhere in the chain. */
  readonly knownHeads?: readonly string[];
  /** Heads that must be at their place in the chain. */
  readonly knownPlaces?: readonly { readonly seq: number; readonly head: string }[];
  /** DER roots under which checkpoints are believed. */
  readonly roots?: readonly Uint8Array[];
}

/**
 * Recomputes the chain from its first line. By itself a chain cannot tell that its tail is gone, nor that somebody
 * with the key wrote it anew; `knownHeads` (sealed into receipts) and `knownPlaces` (kept by the province) can, and so can
 * the checkpoints that the seal signed under one of the `roots`.
 */
export function verifyAudit(reader: SqlReader, knowledge: AuditKnowledge = {}): AuditVerdict {
  const steps = verifySteps(reader, knowledge);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for a process that has other work too: every thousand lines the others have their turn. */
export async function verifyAuditInTurns(
  reader: SqlReader,
  knowledge: AuditKnowledge = {},
): Promise<AuditVerdict> {
  const steps = verifySteps(reader, knowledge);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function* verifySteps(
  reader: SqlReader,
  { knownHeads = [], knownPlaces = [], roots = [] }: AuditKnowledge,
): Generator<undefined, AuditVerdict> {
  const missing = new Set(knownHeads);
  missing.delete(CHAIN_START);
  const places = Map.groupBy(knownPlaces, ({ seq }) => seq);
  const signed = new Map(checkpoints(reader).map((row) => [row.seq, row]));
  const all = signed.size;
  let lines = 0;
  let head = CHAIN_START;
  const verdict = (why: AuditBreak | null): AuditVerdict => ({
    lines,
    head,
    brokenAt: why === null ? null : lines + 1,
    why,
    checkpoints: all,
  });
  for (;;) {
    const rows = reader.all<AuditRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit_line WHERE seq > ? ORDER BY seq LIMIT ${BATCH}`,
      lines,
    );
    for (const row of rows) {
      const why = breakOf(row, lines + 1, head);
      if (why !== null) return verdict(why);
      const checkpoint = signed.get(row.seq);
      if (checkpoint && (checkpoint.head !== row.hash || !isGenuine(checkpoint, roots)))
        return verdict('checkpoint');
      signed.delete(row.seq);
      if (places.get(row.seq)?.some((place) => place.head !== row.hash)) return verdict('head-missing');
      places.delete(row.seq);
      lines += 1;
      head = row.hash;
      missing.delete(head);
    }
    if (rows.length < BATCH) break;
    yield;
  }
  if (missing.size > 0 || places.size > 0) return verdict('head-missing');
  // A line that was signed for and is not there any more.
  return verdict(signed.size > 0 ? 'checkpoint' : null);
}
