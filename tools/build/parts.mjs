// What is built, from what, to where. Sources are named as folders on purpose: a part is rebuilt a little too
// often rather than once too seldom.

/** Kept outside the bundles: binary add-ons, and packages that open their own files or start their own threads. */
export const keptOutside = [
  'better-sqlite3',
  'node-hid',
  'serialport',
  'pino',
  'fastify',
  '@fastify/swagger',
  'fastify-type-provider-zod',
  'pg',
];

/**
 * @typedef {'shell' | 'preload' | 'core' | 'world' | 'renderer' | 'assets'} PartName
 *
 * @typedef {object} Part
 * @property {PartName} name
 * @property {'node' | 'preload' | 'page' | 'copy'} kind
 * @property {string} outDir below dist/
 * @property {Record<string, string>} entries output name -> source file
 * @property {string[]} sources what it is built from
 * @property {'esm' | 'cjs'} [format]
 * @property {string} [target]
 */

/** @type {Part[]} */
export const parts = [
  {
    name: 'shell',
    kind: 'node',
    outDir: 'shell',
    entries: { index: 'main/shell/index.ts' },
    sources: ['main/shell', 'main/contract', 'package.json'],
    format: 'cjs',
    target: 'node18',
  },
  {
    name: 'preload',
    kind: 'preload',
    outDir: 'preload',
    entries: { index: 'preload/index.ts' },
    sources: ['preload', 'main/contract'],
    format: 'cjs',
    target: 'chrome114',
  },
  {
    name: 'core',
    kind: 'node',
    outDir: 'core',
    entries: {
      utility: 'main/core/entry/utility.ts',
      node: 'main/core/entry/node.ts',
      cli: 'main/core/entry/cli.ts',
      driver: 'main/core/entry/driver.ts',
      backup: 'main/core/entry/backup.ts',
    },
    sources: ['main/core', 'main/contract', 'native', 'fixtures', 'package.json'],
    format: 'esm',
    target: 'node22',
  },
  {
    name: 'world',
    kind: 'node',
    outDir: 'world',
    entries: {
      main: 'fixtures/world/main.ts',
      device: 'fixtures/devices/main.ts',
      province: 'fixtures/province/main.ts',
    },
    sources: ['fixtures', 'main/core', 'main/contract', 'native', 'package.json'],
    format: 'esm',
    target: 'node22',
  },
  {
    name: 'renderer',
    kind: 'page',
    outDir: 'renderer',
    entries: { index: 'renderer/index.html' },
    sources: ['renderer', 'main/contract', 'package.json'],
    target: 'chrome114',
  },
  {
    name: 'assets',
    kind: 'copy',
    outDir: 'assets',
    entries: {},
    // With the check of the catalogue, which the editions pass when they are laid into the product.
    sources: ['fixtures/catalogue', 'fixtures/people', 'main/core/catalogue', 'main/contract'],
  },
];

export const fontFiles = [
  'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT',
];

/**
 * The face for rare characters, from Debian's fonts-hanazono: no npm package carries one. A build without it makes a
 * product that prints such a character as its code point.
 */
export const rareFontFiles = [
  { from: '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf', name: 'HanaMinB.ttf' },
  { from: '/usr/share/doc/fonts-hanazono/copyright', name: 'LICENSE_HanaMinB' },
];
