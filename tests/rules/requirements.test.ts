import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './imports-of';

const STATES = ['works', 'partly', 'planned', "not a workstation's duty"];

interface Row {
  id: string;
  state: string;
  proof: { file: string; name: string } | null;
}

function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => /^\| R\d{2,3} /.test(line))
    .map((line) => {
      const [, id = '', , state = '', , proven = ''] = line.split('|').map((cell) => cell.trim());
      const named = /^`([^`]+)`: (.+)$/.exec(proven);
      return { id, state, proof: named ? { file: named[1] ?? '', name: named[2] ?? '' } : null };
    });
}

/** Rows whose proof is not to be found: no such file, or no test in it that is called so. */
function unproven(rows: Row[]): string[] {
  return rows
    .filter(({ state, proof }) => state === 'works' || proof !== null)
    .filter(({ proof }) => {
      if (!proof || !existsSync(join(ROOT, proof.file))) return true;
      return !readFileSync(join(ROOT, proof.file), 'utf8').includes(proof.name);
    })
    .map(({ id }) => id);
}

const rows = rowsOf(readFileSync(join(ROOT, 'docs', 'requirements.md'), 'utf8'));

describe('docs/requirements.md', () => {
  it('has each of the 135 duties once, in order, in a known state', () => {
    expect(rows.map(({ id }) => id)).toEqual(
      Array.from({ length: 135 }, (_, at) => `R${String(at + 1).padStart(2, '0')}`),
    );
    expect(rows.filter(({ state }) => !STATES.includes(state))).toEqual([]);
  });

  it('names a test that exists for everything it calls works', () => {
    expect(unproven(rows)).toEqual([]);
  });

  it('is caught when it names a test that does not exist', () => {
    const line =
      '| R01 | a duty | works | `core/form` | `tests/flow/main-job.test.ts`: proves the impossible | |';
    expect(unproven(rowsOf(line))).toEqual(['R01']);
    expect(unproven(rowsOf('| R02 | a duty | works | `core/form` |  | |'))).toEqual(['R02']);
  });

  it('counts what it says it counts', () => {
    const text = readFileSync(join(ROOT, 'docs', 'requirements.md'), 'utf8');
    for (const state of STATES) {
      expect(text).toContain(`${rows.filter((row) => row.state === state).length} ${state}`);
    }
  });
});
