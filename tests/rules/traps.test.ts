import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './imports-of';

const TRAPS = 13;

interface Trap {
  trap: string;
  done: string;
  proofs: { file: string; name: string }[];
}

/** The table under "Known traps". */
function trapsOf(text: string): Trap[] {
  const [, section = ''] = text.split('\n## Known traps\n');
  return (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (-|trap )/.test(line))
    .map((line) => {
      const [, trap = '', done = '', proven = ''] = line.split('|').map((cell) => cell.trim());
      const proofs = proven.split('<br>').map((proof) => {
        const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
        return { file, name };
      });
      return { trap, done, proofs };
    });
}

/** Proofs that are not to be found: no such file, or no test in it that is called so. */
function missing(traps: readonly Trap[]): string[] {
  return traps
    .flatMap(({ proofs }) => proofs)
    .filter(({ file, name }) => {
      const path = join(ROOT, file);
      return file === '' || !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
    })
    .map(({ file, name }) => `${file}: ${name}`);
}

const traps = trapsOf(readFileSync(join(ROOT, 'docs', 'devices.md'), 'utf8'));

describe('the known traps of devices in docs/devices.md', () => {
  it('are all there, each with what is done about it', () => {
    expect(traps).toHaveLength(TRAPS);
    for (const { trap, done } of traps) {
      expect(trap).not.toBe('');
      expect(done).not.toBe('');
    }
  });

  it('name tests that exist', () => {
    expect(missing(traps)).toEqual([]);
  });

  it('are caught when they name a test that does not exist, or none', () => {
    const table = (proof: string) =>
      trapsOf(`\n## Known traps\n\n| trap | a | b |\n| --- |\n| t | d | ${proof} |\n`);
    expect(missing(table('`tests/rules/traps.test.ts`: proves the ' + 'impossible'))).toHaveLength(1);
    expect(missing(table(''))).toHaveLength(1);
    expect(missing(table('`tests/rules/traps.test.ts`: name tests that exist'))).toEqual([]);
  });
});
