/** What an audit line says beside its action. Only facts that mean something to a person; ids and field keys stay in the record. */
import type { AuditLineView } from '../../../main/contract/calls';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import { AUDIT_FACT, CARD_DOCUMENT, CODE_FORMAT, EVIDENCE, VERDICT } from '../../words';

type Fact = AuditLineView['facts'][string];

function word(words: Readonly<Record<string, string>>, value: Fact): string {
  return typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? '') : '';
}

const WRITERS: Readonly<Record<string, (value: Fact) => string>> = {
  number: (value) => String(value),
  item: (value) => (typeof value === 'number' ? AUDIT_FACT.item(value) : ''),
  evidence: (value) => word(EVIDENCE, value),
  verdict: (value) => word(VERDICT, value),
  kind: (value) => word(CARD_DOCUMENT, value) || word(CODE_FORMAT, value),
  code: (value) =>
    word(Object.fromEntries(Object.entries(FAILURE_WORDS).map(([code, { what }]) => [code, what])), value),
  agreed: (value) => (value === true ? AUDIT_FACT.agreed : AUDIT_FACT.withdrawn),
  offline: (value) => (value === true ? AUDIT_FACT.offline : ''),
  duplicate: (value) => (value === true ? AUDIT_FACT.duplicate : ''),
  intact: (value) => (value === true ? AUDIT_FACT.intact : AUDIT_FACT.broken),
  lines: (value) => (typeof value === 'number' ? AUDIT_FACT.lines(value) : ''),
  pledges: (value) => (typeof value === 'number' && value > 0 ? AUDIT_FACT.pledges(value) : ''),
};

export function writeFacts(facts: AuditLineView['facts']): string {
  return Object.entries(facts)
    .map(([name, value]) => WRITERS[name]?.(value) ?? '')
    .filter(Boolean)
    .join('，');
}
