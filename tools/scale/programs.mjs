// What the measurements run: the product's own modules and the reference province, bundled as the build does it, in a
// folder of their own, so that a build beside a long run changes nothing under it.
import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';

const modules = {
  base: 'main/core/base/index.ts',
  store: 'main/core/store/index.ts',
  outbox: 'main/core/outbox/index.ts',
  receipt: 'main/core/receipt/index.ts',
  audit: 'main/core/audit/index.ts',
  province: 'main/core/province/index.ts',
  delivery: 'main/core/casework/keepers/delivery.ts',
  database: 'native/database/index.ts',
};
/** Started as a process of its own. */
const programs = { 'province-program': 'fixtures/province/main.ts' };

/** Bundles everything; `dir` is to be removed by the caller. */
export async function bundlePrograms() {
  mkdirSync(path.join(cacheDir, 'scale'), { recursive: true });
  const dir = mkdtempSync(path.join(cacheDir, 'scale', 'programs-'));
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: { ...modules, ...programs },
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    dir,
    'production',
  );
  return { dir, provincePath: path.join(dir, 'province-program.mjs') };
}

/**
 * @param {string} dir
 * @returns {Promise<Record<keyof typeof modules, any>>}
 */
export async function loadModules(dir) {
  /** @type {Record<string, any>} */
  const loaded = {};
  for (const name of Object.keys(modules))
    loaded[name] = await import(pathToFileURL(path.join(dir, `${name}.mjs`)).href);
  return /** @type {Record<keyof typeof modules, any>} */ (loaded);
}

/** @param {any} result */
export function must(result) {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.details)}`);
  return result.value;
}
