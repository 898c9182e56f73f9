import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '../../../../main/core/audit';

const MAIN = join(import.meta.dirname, '..', '..', '..', '..', 'main');
/**
 * Whatever in main/ puts a line into the record is called one of these, its own name or the port that it is handed on as; `noted`
 * keeps it beside the keys until the store is open.
 */
const WRITERS = /^(appendAudit|audit|audited|note|noted|record|recordIfPossible)$/;

type Node = Record<string, unknown> & { type?: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nameOf = (callee: unknown): string => {
  const { type, name, property } = isNode(callee) ? callee : {};
  if (type === 'Identifier') return String(name);
  return type === 'MemberExpression' ? nameOf(property) : '';
};

/** Text literals that stand where they can become the action of a line: given to a writer, or as a property `action`. */
function actionsWritten(text: string): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown, isAction: boolean): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each, isAction);
      return;
    }
    if (!isNode(node)) return;
    if (node.type === 'Literal' && isAction && typeof node.value === 'string') found.add(node.value);
    const isWriting = node.type === 'CallExpression' && WRITERS.test(nameOf(node.callee));
    const isNamed = node.type === 'Property' && nameOf(node.key) === 'action';
    const isChosen = node.type === 'VariableDeclarator' && nameOf(node.id) === 'action';
    // A type says what may be written, not that it is; a comparison or a case reads.
    if (/^TS(Type|Union|Literal)|^BinaryExpression$|^SwitchCase$/.test(node.type ?? '')) return;
    for (const [key, value] of Object.entries(node)) {
      const isPlain = isAction && node.type !== 'ObjectExpression' && node.type !== 'CallExpression';
      walk(value, isPlain || (isWriting && key === 'arguments') || ((isNamed || isChosen) && key !== 'key'));
    }
  };
  walk(parseSync('a.ts', text).program, false);
  return found;
}

function writtenInMain(): Set<string> {
  const files = readdirSync(MAIN, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Set(files.flatMap((name) => [...actionsWritten(readFileSync(join(MAIN, name), 'utf8'))]));
}

describe('the list of what is recorded', () => {
  it('holds nothing that nobody ever writes', () => {
    const written = writtenInMain();
    expect(AUDIT_ACTIONS.filter((action) => !written.has(action))).toEqual([]);
  });

  it('is searched for writers, not for readers, types and mentions', () => {
    const found = actionsWritten(`
      appendAudit(tx, { actor, action: 'one', caseId: null, facts: { why: 'not this' } }, deps);
      ports.audited('two', { kind: 'nor this' });
      const action = returning ? 'three' : 'four';
      type Action = 'five'; const ACTIONS = ['six'] as const;
      if (line.action === 'seven') read('eight');
      switch (action) { case 'nine': break; }`);
    expect([...found].sort()).toEqual(['four', 'one', 'three', 'two']);
  });
});
