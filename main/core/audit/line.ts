import { sha256 } from '../base';

/** Safe values only: field names, counts, licence type numbers, keyed digests; never what a field holds. */
export type AuditFacts = Readonly<Record<string, string | number | boolean>>;

export interface AuditLine {
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  /** The clerk's account, or `station` for what the workstation does by itself. */
  readonly actor: string;
  readonly action: string;
  readonly caseId: string | null;
  readonly facts: AuditFacts;
  /** Hash of the line before; 64 zeros before the first. */
  readonly prev: string;
  readonly hash: string;
}

export const CHAIN_START = '0'.repeat(64);

/** JSON with sorted keys and no blanks (RFC 8785 for the values used here: short text, whole numbers, truth values). */
export function canonicalFacts(facts: AuditFacts): string {
  const names = Object.keys(facts).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(facts[name])}`).join(',')}}`;
}

/** SHA-256 over the canonical JSON of everything in the line but the hash itself. */
export function lineHash({ facts, ...line }: Omit<AuditLine, 'hash'>): string {
  return hashOver(line, canonicalFacts(facts));
}

/** The same where the facts are written down already, as `canonicalFacts` gives them. */
export function hashOver(line: Omit<AuditLine, 'hash' | 'facts'>, facts: string): string {
  const { action, actor, at, caseId, prev, seq } = line;
  const sorted = `{"action":${JSON.stringify(action)},"actor":${JSON.stringify(actor)},"at":${at},"caseId":${JSON.stringify(caseId)},"facts":${facts},"prev":"${prev}","seq":${seq}}`;
  return sha256(sorted);
}
