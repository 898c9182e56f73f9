// Builds one part into a staging folder. The only file that knows Vite's options; it runs on Node 24.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { ToolFailure } from '../base/failure.mjs';
import { rootDir } from '../base/paths.mjs';
import { writeCheckedEditions } from './checked-edition.mjs';
import { fontFiles, keptOutside, rareFontFiles } from './parts.mjs';

/**
 * @typedef {import('vite').InlineConfig} InlineConfig
 * @typedef {import('./parts.mjs').Part} Part
 * @typedef {'production' | 'development'} Mode
 */

/**
 * @param {Part} part
 * @param {string} outDir absolute; empty or missing
 * @param {Mode} mode
 */
export async function bundlePart(part, outDir, mode) {
  if (part.kind === 'copy') await copyAssets(outDir);
  else if (part.kind === 'node') await build(nodeConfig(part, outDir, mode));
  else if (part.kind === 'preload') await build(preloadConfig(part, outDir, mode));
  else {
    await build(pageConfig(part, outDir, mode));
    refuseInline(path.join(outDir, 'index.html'));
  }
}

/**
 * @param {Part} part
 * @param {string} outDir
 * @param {Mode} mode
 * @returns {InlineConfig}
 */
function common(part, outDir, mode) {
  return {
    configFile: false,
    envDir: false,
    mode,
    logLevel: 'warn',
    clearScreen: false,
    cacheDir: path.join(rootDir, '.cache', 'vite'),
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      reportCompressedSize: false,
      sourcemap: mode === 'development',
      ...(part.target ? { target: part.target } : {}),
    },
  };
}

/**
 * Programs that run on Node or in Electron's main process.
 * @param {Part} part
 * @param {string} outDir
 * @param {Mode} mode
 * @returns {InlineConfig}
 */
function nodeConfig(part, outDir, mode) {
  const base = common(part, outDir, mode);
  const extension = part.format === 'cjs' ? 'cjs' : 'mjs';
  return {
    ...base,
    root: rootDir,
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['electron', ...keptOutside] },
    build: {
      ...base.build,
      ssr: true,
      minify: false,
      rolldownOptions: {
        input: absoluteEntries(part),
        external: ['electron', ...keptOutside.map((name) => new RegExp(`^${name}(/|$)`))],
        output: {
          format: part.format === 'cjs' ? 'cjs' : 'es',
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunk-[name]-[hash].${extension}`,
          ...(part.format === 'cjs' ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

/**
 * A sandboxed preload script has one `require`, for 'electron', and cannot load a second file of its own.
 * @param {Part} part
 * @param {string} outDir
 * @param {Mode} mode
 * @returns {InlineConfig}
 */
function preloadConfig(part, outDir, mode) {
  const base = common(part, outDir, mode);
  return {
    ...base,
    root: rootDir,
    publicDir: false,
    plugins: [refuseNodeModules()],
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      ...base.build,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: absoluteEntries(part),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

/**
 * @param {Part} part
 * @param {string} outDir
 * @param {Mode} mode
 * @returns {InlineConfig}
 */
function pageConfig(part, outDir, mode) {
  const base = common(part, outDir, mode);
  return {
    ...base,
    root: path.join(rootDir, 'renderer'),
    base: './',
    plugins: [react()],
    worker: {
      format: 'es',
      rolldownOptions: {
        output: {
          entryFileNames: 'code/[name]-[hash].js',
          chunkFileNames: 'code/[name]-[hash].js',
          assetFileNames: 'files/[name]-[hash][extname]',
        },
      },
    },
    build: {
      ...base.build,
      copyPublicDir: true,
      minify: mode === 'production',
      // The page's security policy allows files of its own origin only: no data: URL, no inline helper script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        output: {
          entryFileNames: 'code/[name]-[hash].js',
          chunkFileNames: 'code/[name]-[hash].js',
          assetFileNames: 'files/[name]-[hash][extname]',
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
              // What the first screen needs of the component library, apart from what later screens add to it.
              { name: 'parts-first', test: /node_modules/, tags: ['$initial'], priority: 2 },
              {
                name: 'parts-later',
                test: /node_modules/,
                minShareCount: 2,
                minSize: 20_000,
                priority: 1,
              },
            ],
          },
        },
      },
    },
  };
}

/** @param {Part} part */
function absoluteEntries(part) {
  return Object.fromEntries(
    Object.entries(part.entries).map(([name, file]) => [name, path.join(rootDir, file)]),
  );
}

/** @returns {import('vite').Plugin} */
function refuseNodeModules() {
  const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  return {
    name: 'refuse-node-modules',
    enforce: 'pre',
    resolveId(id, importer) {
      if (builtins.has(id))
        throw new Error(`${importer ?? 'the preload script'} imports ${id}; a sandboxed preload cannot`);
      return null;
    },
  };
}

/** @param {string} htmlPath */
function refuseInline(htmlPath) {
  const html = readFileSync(htmlPath, 'utf8');
  const found = /<script(?![^>]*\bsrc=)[^>]*>|<style[\s>]|\sstyle=|\son[a-z]+=/i.exec(html);
  if (!found) return;
  throw new ToolFailure(
    'RENDERER_INLINE',
    `renderer/index.html has inline script or style (${found[0].trim()}); the page's security policy forbids it`,
    'move it to a file',
  );
}

/** @param {string} outDir */
async function copyAssets(outDir) {
  mkdirSync(path.join(outDir, 'fonts'), { recursive: true });
  for (const file of fontFiles) {
    cpSync(path.join(rootDir, file), path.join(outDir, 'fonts', path.basename(file)));
  }
  for (const { from, name } of rareFontFiles) {
    if (existsSync(from)) cpSync(from, path.join(outDir, 'fonts', name));
  }
  copyData('catalogue', outDir, /\.(json|csv)$/);
  copyData('people', outDir, /\.json$/);
  await writeCheckedEditions(
    path.join(rootDir, 'fixtures', 'catalogue', 'editions'),
    path.join(outDir, 'catalogue', 'checked'),
  );
}

/**
 * @param {string} name
 * @param {string} outDir
 * @param {RegExp} wanted
 */
function copyData(name, outDir, wanted) {
  const fromDir = path.join(rootDir, 'fixtures', name);
  if (!existsSync(fromDir)) return;
  for (const entry of readdirSync(fromDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !wanted.test(entry.name) || entry.name === 'tsconfig.json') continue;
    const file = path.join(entry.parentPath, entry.name);
    cpSync(file, path.join(outDir, name, path.relative(fromDir, file)));
  }
}
