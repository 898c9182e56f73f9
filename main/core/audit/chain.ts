import { z } from 'zod';
import type { Clock } from '../../contract/ports/clock';
import type { SqlReader, SqlTx } from '../../contract/ports/database';
import type { AuditAction } from './actions';
import { type AuditFacts, type AuditLine, CHAIN_START, canonicalFacts, hashOver } from './line';

export interface AuditEntry {
  readonly actor: string;
  readonly action: AuditAction;
  readonly caseId: string | null;
  readonly facts: AuditFacts;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly case_id: string | null;
  readonly facts: string;
  readonly prev: string;
  readonly hash: string;
}

export const AUDIT_COLUMNS = 'seq, at, actor, action, case_id, facts, prev, hash';

const StoredFacts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** `null` where the facts are not what `appendAudit` writes. */
export function lineOfRow(row: AuditRow): AuditLine | null {
  let content: unknown;
  try {
    content = JSON.parse(row.facts);
  } catch {
    return null;
  }
  const facts = StoredFacts.safeParse(content);
  if (!facts.success) return null;
  const { seq, at, actor, action, case_id: caseId, prev, hash } = row;
  return { seq, at, actor, action, caseId, facts: facts.data, prev, hash };
}

/** An identity number, a mobile telephone, or either (or a credit code) with stars in it; not inside a document number. */
const NUMBERS =
  /(?<![0-9A-Za-z〕])(\d{17}[\dXx]|[0-9A-Z]{3}\*{4,}[0-9A-Za-z]{2}|1[3-9]\d{9})(?![0-9A-Za-z])/g;

/** In each of these, and in few other texts: most lines are spared the search. */
const MAY_BE_NUMBER = /\d{11}|\*{4}/;

/** Accounts of those who work here. A service may number them as it likes, and the record is there to name them. */
const ACCOUNTS: readonly string[] = ['account', 'second', 'onBehalfOf'];

/** The last net under the rule that no personal value is recorded: a number that slipped in is taken out. */
function withoutNumbers(facts: AuditFacts): AuditFacts {
  let cleaned: Record<string, string | number | boolean> | null = null;
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value !== 'string' || !MAY_BE_NUMBER.test(value) || ACCOUNTS.includes(name)) continue;
    cleaned ??= { ...facts };
    cleaned[name] = value.replace(NUMBERS, '…');
  }
  return cleaned ?? facts;
}

const isFact = (value: unknown) =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** Adds a line to the chain, in the transaction of what it tells of. */
export function appendAudit(
  tx: SqlTx,
  entry: AuditEntry,
  { clock }: { clock: Clock },
): { seq: number; hash: string } {
  const last = tx.get<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1',
  );
  const unsigned = {
    seq: (last?.seq ?? 0) + 1,
    at: clock.now(),
    // As the database will give it back: half a surrogate pair does not survive UTF-8, and the hash must.
    actor: entry.actor.toWellFormed(),
    action: entry.action,
    caseId: entry.caseId,
    prev: last?.hash ?? CHAIN_START,
  };
  if (!Object.values(entry.facts).every(isFact))
    throw new TypeError('facts are texts, numbers, truth values');
  const facts = canonicalFacts(withoutNumbers(entry.facts));
  const hash = hashOver(unsigned, facts);
  tx.run(
    `INSERT INTO audit_line (${AUDIT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    unsigned.seq,
    unsigned.at,
    unsigned.actor,
    unsigned.action,
    unsigned.caseId,
    facts,
    unsigned.prev,
    hash,
  );
  return { seq: unsigned.seq, hash };
}

/** Hash of the newest line; 64 zeros for an empty chain. Goes into each receipt, where nobody can change it later. */
export function auditHead(reader: SqlReader): string {
  return auditPlace(reader).head;
}

/** The newest line's number and hash; 0 and 64 zeros for an empty chain. */
export function auditPlace(reader: SqlReader): { seq: number; head: string } {
  return (
    reader.get<{ seq: number; head: string }>(
      'SELECT seq, hash AS head FROM audit_line ORDER BY seq DESC LIMIT 1',
    ) ?? { seq: 0, head: CHAIN_START }
  );
}
