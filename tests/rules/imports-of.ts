import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface ImportEdge {
  importer: string;
  target: { path: string } | { specifier: string };
}

export function sourceFiles(folder: string, pattern = /\.(ts|tsx)$/): string[] {
  const from = join(ROOT, folder);
  if (!existsSync(from)) return [];
  return readdirSync(from, { recursive: true, encoding: 'utf8' })
    .map((name) => join(from, name))
    .filter((path) => pattern.test(path) && statSync(path).isFile())
    .map((path) => relative(ROOT, path).split(sep).join('/'));
}

/** The file a relative specifier means: with extensions left out, as the bundler resolves it. */
function resolveRelative(importer: string, specifier: string): string {
  const bare = posix.join(posix.dirname(importer), specifier);
  const candidates = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`, `${bare}/index.tsx`];
  return (
    candidates.find((path) => existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile()) ?? bare
  );
}

/** Every import, type imports and re-exports included, and dynamic imports of a literal. */
export function importsOf(importer: string, text = readFileSync(join(ROOT, importer), 'utf8')): ImportEdge[] {
  const { module } = parseSync(importer, text);
  const literal = (range: { start: number; end: number }) =>
    /^['"`](.*)['"`]$/.exec(text.slice(range.start, range.end))?.[1];
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap((found) => literal(found.moduleRequest) ?? []),
  ];
  return [...new Set(specifiers)].map((specifier) => ({
    importer,
    target: specifier.startsWith('.')
      ? { path: resolveRelative(importer, specifier.replace(/\?.*$/, '')) }
      : { specifier },
  }));
}
