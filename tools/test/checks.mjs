// The three static checks. Each counts as one test.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { modulesDir, rootDir } from '../base/paths.mjs';
import { runAttached } from '../base/run.mjs';
import { listFiles } from '../build/inputs.mjs';

/** One program per folder that may see different things; see docs/architecture.md. */
const typeProjects = [
  'main/contract',
  'main/core',
  'main/shell',
  'preload',
  'renderer',
  'native',
  'fixtures',
  'tests',
  // With tests/process, tests/support and tests/unit/renderer, which see the same.
  'tests/screens',
  'tools',
];

/**
 * @typedef {{ name: string, heading: string, run: (node: string) => Promise<boolean> }} Check
 * @type {Check[]}
 */
export const checks = [
  {
    name: 'lint',
    heading: 'format and lint (biome)',
    run: async (node) => {
      const biome = path.join(modulesDir, '@biomejs', 'biome', 'bin', 'biome');
      return (await runAttached(node, [biome, 'ci', '--error-on-warnings'], { cwd: rootDir })) === 0;
    },
  },
  {
    name: 'types',
    heading: 'types (tsc)',
    run: async (node) => {
      const compiler = path.join(modulesDir, 'typescript', 'bin', 'tsc');
      let good = true;
      for (const dir of typeProjects.filter(hasSources)) {
        const code = await runAttached(node, [compiler, '-p', dir, '--pretty'], { cwd: rootDir });
        console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${dir}`);
        if (code !== 0) good = false;
      }
      return good;
    },
  },
  {
    name: 'unused',
    heading: 'unused code (knip)',
    run: async (node) => {
      const knip = path.join(modulesDir, 'knip', 'bin', 'knip.js');
      return (
        (await runAttached(node, [knip, '--no-progress', '--treat-config-hints-as-errors'], {
          cwd: rootDir,
        })) === 0
      );
    },
  },
];

/** @param {string} dir */
function hasSources(dir) {
  const full = path.join(rootDir, dir);
  return (
    existsSync(path.join(full, 'tsconfig.json')) && listFiles(full).some((file) => /\.(tsx?|mjs)$/.test(file))
  );
}
