import type { SqlReader } from '../../contract/ports/database';
import { firstOffTheWay } from './blocks';
import { AUDIT_COLUMNS, type AuditRow, lineOfRow } from './chain';
import { checkpoints, isGenuine } from './checkpoint';
import { type AuditLine, CHAIN_START, lineHash } from './line';

/**
 * `gap`: a line is missing. `link`: it does not follow the line before. `content`: it was changed. `unreadable`: its
 * facts are no facts. `head-missing`: a head known from elsewhere (a sealed receipt, the province) is not in the chain:
 * lines were cut off, or the chain was written anew. `checkpoint`: the line is not the one that the seal signed for, or the
 * signature is not the seal's. `hidden`: the line is there, but lists by case, actor or time would leave it out.
 */
export type AuditBreak = 'gap' | 'link' | 'content' | 'unreadable' | 'head-missing' | 'checkpoint' | 'hidden';

/** A place of the chain that somebody else knows. */
export interface KnownPlace {
  readonly seq: number;
  readonly head: string;
}

/** A store was put in the place of another: what came between the backup and this line is not in the chain. */
export interface Restoring {
  readonly line: AuditLine;
  /** The seal has signed for the line, or for one after it. */
  readonly signed: boolean;
}

export interface AuditVerdict<P extends KnownPlace = KnownPlace> {
  /** Lines found good, up to the break if there is one. */
  readonly lines: number;
  /** Hash of the last good line. */
  readonly head: string;
  /** Number (seq) of the first line that is not as it was written; `null`: what is there is whole. */
  readonly brokenAt: number | null;
  readonly why: AuditBreak | null;
  /** How many places of the chain the seal has signed for. */
  readonly checkpoints: number;
  /** Oldest first. With one of them a whole chain is whole up to it and from it on, no more. */
  readonly restorings: readonly Restoring[];
  /** Known places that a restoring accounts for. */
  readonly lost: readonly P[];
}

export interface AuditKnowledge<P extends KnownPlace = KnownPlace> {
  /** Heads that must be somewhere in the chain. */
  readonly knownHeads?: readonly string[];
  /** Heads that must be at their place in the chain. */
  readonly knownPlaces?: readonly P[];
  /** DER roots under which checkpoints are believed. */
  readonly roots?: readonly Uint8Array[];
  /** Whether a place that the chain does not hold may have been lost with what `restored`, a line before it, put away. */
  readonly mayBeLost?: (place: P, restored: AuditLine) => boolean;
}

const BATCH = 1_000;
/** What lay in a lost log is not in the chain either. */
const RESTORINGS: readonly string[] = ['store-restored', 'store-log-lost'];

function breakOf(row: AuditRow, seq: number, head: string): { line: AuditLine } | { why: AuditBreak } {
  if (row.seq !== seq) return { why: 'gap' };
  const line = lineOfRow(row);
  if (line === null) return { why: 'unreadable' };
  if (line.prev !== head) return { why: 'link' };
  return lineHash(line) === line.hash ? { line } : { why: 'content' };
}

/**
 * Recomputes the chain from its first line. By itself a chain cannot tell that its tail is gone, nor that somebody
 * with the key wrote it anew; `knownHeads` (sealed into receipts) and `knownPlaces` (kept by the province) can, and so can
 * the checkpoints that the seal signed under one of the `roots`.
 *
 * A known place that is not there is a cut, unless a line `store-restored` stands before it that the seal has signed for and
 * that accounts for it by `mayBeLost`. Whoever has the data key can write such a line, and whoever may restore backups can
 * restore an old one: that is a cut as well. So the line excuses nothing in silence: what was lost is named, the province
 * has its receipts and finds that the next one goes back, and without the seal's signature the line counts for nothing.
 */
export function verifyAudit<P extends KnownPlace>(
  reader: SqlReader,
  knowledge: AuditKnowledge<P> = {},
): AuditVerdict<P> {
  const steps = verifySteps(reader, knowledge);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for a process that has other work too: every thousand lines the others have their turn. */
export async function verifyAuditInTurns<P extends KnownPlace>(
  reader: SqlReader,
  knowledge: AuditKnowledge<P> = {},
): Promise<AuditVerdict<P>> {
  const steps = verifySteps(reader, knowledge);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function* verifySteps<P extends KnownPlace>(
  reader: SqlReader,
  { knownHeads = [], knownPlaces = [], roots = [], mayBeLost = () => false }: AuditKnowledge<P>,
): Generator<undefined, AuditVerdict<P>> {
  const missing = new Set(knownHeads);
  missing.delete(CHAIN_START);
  const places = Map.groupBy(knownPlaces, ({ seq }) => seq);
  const unsigned = new Map(checkpoints(reader).map((row) => [row.seq, row]));
  const all = unsigned.size;
  /** Known places that are not in the chain, with how far it was good before them. */
  const absent: { place: P; lines: number; head: string }[] = [];
  const restored: AuditLine[] = [];
  let signedUpTo = 0;
  let lines = 0;
  let head = CHAIN_START;

  function verdict(why: AuditBreak | null): AuditVerdict<P> {
    const restorings = restored.map((line) => ({ line, signed: line.seq <= signedUpTo }));
    const isLost = (place: P) =>
      restorings.some(({ line, signed }) => signed && line.seq <= place.seq && mayBeLost(place, line));
    const cut = absent.find(({ place }) => !isLost(place));
    const lost = absent.map(({ place }) => place).filter(isLost);
    const found = cut ? { ...cut, why: 'head-missing' as const } : { lines, head, why };
    return {
      lines: found.lines,
      head: found.head,
      brokenAt: found.why === null ? null : found.lines + 1,
      why: found.why,
      checkpoints: all,
      restorings,
      lost,
    };
  }

  for (;;) {
    const rows = reader.all<AuditRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit_line WHERE seq > ? ORDER BY seq LIMIT ${BATCH}`,
      lines,
    );
    const hidden = firstOffTheWay(reader, lines + 1, lines + rows.length);
    for (const row of rows) {
      const found = breakOf(row, lines + 1, head);
      if ('why' in found) return verdict(found.why);
      if (row.seq === hidden) return verdict('hidden');
      const checkpoint = unsigned.get(row.seq);
      if (checkpoint) {
        if (checkpoint.head !== row.hash || !isGenuine(checkpoint, roots)) return verdict('checkpoint');
        signedUpTo = row.seq;
        unsigned.delete(row.seq);
      }
      for (const place of places.get(row.seq) ?? [])
        if (place.head !== row.hash) absent.push({ place, lines, head });
      places.delete(row.seq);
      lines += 1;
      head = row.hash;
      missing.delete(head);
      if (RESTORINGS.includes(row.action)) restored.push(found.line);
    }
    if (rows.length < BATCH) break;
    yield;
  }
  for (const place of [...places.values()].flat()) absent.push({ place, lines, head });
  if (missing.size > 0) return verdict('head-missing');
  // A line that was signed for and is not there any more.
  return verdict(unsigned.size > 0 ? 'checkpoint' : null);
}
