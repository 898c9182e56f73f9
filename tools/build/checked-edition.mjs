// Checks the shipped editions of the catalogue with the core's own check, once, when the product is built.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolFailure } from '../base/failure.mjs';
import { rootDir } from '../base/paths.mjs';

/** @typedef {{ ok: true, value: unknown } | { ok: false, failure: { code: string, details: object } }} Parsed */

/**
 * Writes each edition as the check gave it back, with what the short form leaves out, and its SHA-256 beside it: a core
 * that finds the two in step need not check a megabyte again at every start.
 * @param {string} fromDir
 * @param {string} toDir
 */
export async function writeCheckedEditions(fromDir, toDir) {
  const parseEdition = await loadCheck();
  mkdirSync(toDir, { recursive: true });
  for (const file of readdirSync(fromDir).filter((name) => name.endsWith('.json'))) {
    const parsed = parseEdition(JSON.parse(readFileSync(path.join(fromDir, file), 'utf8')));
    if (!parsed.ok)
      throw new ToolFailure(parsed.failure.code, `${file}: ${JSON.stringify(parsed.failure.details)}`);
    const text = JSON.stringify(parsed.value);
    writeFileSync(path.join(toDir, file), text);
    writeFileSync(path.join(toDir, `${file}.sha256`), createHash('sha256').update(text).digest('hex'));
  }
}

/** @returns {Promise<(json: unknown) => Parsed>} the core's sources as they are; they name no file extension */
async function loadCheck() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const isOwn = context.parentURL?.endsWith('.ts') && /^\.\.?\/(?!.*\.\w+$)/.test(specifier);
      if (!isOwn) return next(specifier, context);
      try {
        return next(`${specifier}.ts`, context);
      } catch {
        return next(`${specifier}/index.ts`, context);
      }
    },
  });
  try {
    const door = pathToFileURL(path.join(rootDir, 'main', 'core', 'catalogue', 'index.ts'));
    return (await import(door.href)).parseEdition;
  } finally {
    hooks.deregister();
  }
}
