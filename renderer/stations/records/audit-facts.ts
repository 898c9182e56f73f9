/** What an audit line says beside its action. Only facts that mean something to a person; ids and field keys stay in the record. */
import type { AuditLineView } from '../../../main/contract/calls';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import {
  ACTING,
  AUDIT_FACT,
  CARD_DOCUMENT,
  CODE_FORMAT,
  CONFIRM_ANSWER,
  CONFIRM_SCENE,
  DUTY,
  EVIDENCE,
  GATE_REASON,
  LOCK,
  SECOND_ACT,
  VERDICT,
} from '../../words';

type Fact = AuditLineView['facts'][string];

function word(words: Readonly<Record<string, string>>, value: Fact): string {
  return typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? '') : '';
}

const WRITERS: Readonly<Record<string, (value: Fact) => string>> = {
  number: (value) => String(value),
  item: (value) => (typeof value === 'number' ? AUDIT_FACT.item(value) : ''),
  evidence: (value) => word(EVIDENCE, value),
  holder: (value) => AUDIT_FACT.holder(String(value)),
  actor: (value) => `${ACTING.actor} ${AUDIT_FACT.digest(String(value))}`,
  reason: (value) => word(GATE_REASON, value),
  verdict: (value) => word(VERDICT, value),
  kind: (value) => word(CARD_DOCUMENT, value) || word(CODE_FORMAT, value),
  code: (value) =>
    word(Object.fromEntries(Object.entries(FAILURE_WORDS).map(([code, { what }]) => [code, what])), value),
  scene: (value) =>
    word(Object.fromEntries(Object.entries(CONFIRM_SCENE).map(([scene, { name }]) => [scene, name])), value),
  answer: (value) => word(CONFIRM_ANSWER, value),
  agreed: (value) => (value === true ? AUDIT_FACT.agreed : AUDIT_FACT.withdrawn),
  offline: (value) => (value === true ? AUDIT_FACT.offline : ''),
  duplicate: (value) => (value === true ? AUDIT_FACT.duplicate : ''),
  intact: (value) => (value === true ? AUDIT_FACT.intact : AUDIT_FACT.broken),
  lines: (value) => (typeof value === 'number' ? AUDIT_FACT.lines(value) : ''),
  act: (value) => word(SECOND_ACT, value),
  second: (value) => AUDIT_FACT.second(String(value)),
  why: (value) => word(LOCK.why, value),
  licences: (value) => (typeof value === 'number' ? AUDIT_FACT.copies(value) : ''),
  printed: (value) => (value === true ? AUDIT_FACT.printed : ''),
  issuing: (value) => `${DUTY.issuing} ${String(value)}`,
  sharing: (value) => `${DUTY.sharing} ${String(value)}`,
  using: (value) => `${DUTY.using} ${String(value)}`,
  keeping: (value) => `${DUTY.keeping} ${String(value)}`,
  pledges: (value) => (typeof value === 'number' && value > 0 ? AUDIT_FACT.pledges(value) : ''),
  edition: (value) => AUDIT_FACT.edition(String(value)),
  rules: (value) => AUDIT_FACT.rules(String(value)),
  checks: (value) => (typeof value === 'number' ? AUDIT_FACT.checks(value) : ''),
  decided: (value) => (typeof value === 'number' && value > 0 ? AUDIT_FACT.decided(value) : ''),
  backup: (value) => AUDIT_FACT.backup(String(value)),
  firstNumber: (value) => AUDIT_FACT.firstNumber(String(value)),
  until: (value) => AUDIT_FACT.until(String(value)),
  lost: (value) => (typeof value === 'number' && value > 0 ? AUDIT_FACT.lost(value) : ''),
  corrected: (value) => (typeof value === 'number' && value > 0 ? AUDIT_FACT.corrected(value) : ''),
};

/** `typeName`: what a licence type is called, by its number. */
export function writeFacts(
  facts: AuditLineView['facts'],
  typeName: (seq: number) => string = () => '',
): string {
  const type = typeof facts.type === 'number' ? typeName(facts.type) : '';
  // In the order of the writers: facts lie in the record by name.
  const said = Object.entries(WRITERS).map(([name, write]) =>
    facts[name] === undefined ? '' : write(facts[name]),
  );
  return AUDIT_FACT.all([type, ...said].filter((text) => text !== ''));
}
