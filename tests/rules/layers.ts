import { builtinModules } from 'node:module';

/**
 * Who may import whom, as data. Paths are relative to the root, with forward slashes. The first row whose `from`
 * is a prefix of the importing file decides; there is no exemption list.
 * `may`: prefixes of files in the tree. `packages`: names of packages, `node:` for Node's own modules, `*` for any
 * package but Electron and the native ones.
 */
interface Layer {
  from: string;
  may: string[];
  packages: string[];
}

/** Modules that load a native library; each has its one importer below. */
const NATIVE_PACKAGES = ['better-sqlite3', 'node-hid', 'serialport', 'usb'];

const CORE = 'main/core';
const CONTRACT = 'main/contract/';
const BASE = `${CORE}/base/`;

/** Stages, and what stands beside them: they know the contract and base, never each other. */
const STAGES = [
  'device',
  'credential',
  'catalogue',
  'licence',
  'form',
  'receipt',
  'outbox',
  'province',
  'store',
  'audit',
  'clerk',
  'figures',
];

export const LAYERS: readonly Layer[] = [
  { from: CONTRACT, may: [CONTRACT], packages: ['zod'] },
  {
    from: 'native/readers/serial/',
    may: ['native/readers/serial/', 'native/deadline/', CONTRACT],
    packages: ['serialport', 'node:'],
  },
  {
    from: 'native/readers/hid/',
    may: ['native/readers/hid/', 'native/deadline/', CONTRACT],
    packages: ['node-hid', 'node:'],
  },
  { from: 'native/deadline/', may: ['native/deadline/'], packages: [] },
  {
    from: 'native/driver-process/',
    may: ['native/driver-process/', CONTRACT],
    packages: ['node:', 'zod'],
  },
  { from: 'native/database/', may: ['native/database/', CONTRACT], packages: ['better-sqlite3', 'node:'] },
  { from: 'native/host/', may: ['native/host/', CONTRACT], packages: ['node:'] },
  { from: BASE, may: [BASE, CONTRACT], packages: ['node:', 'pino'] },
  ...STAGES.map((stage) => ({
    from: `${CORE}/${stage}/`,
    may: [`${CORE}/${stage}/`, CONTRACT, BASE],
    packages: ['node:', '*'],
  })),
  {
    from: `${CORE}/casework/`,
    may: [`${CORE}/casework/`, CONTRACT, BASE, ...STAGES.map((stage) => `${CORE}/${stage}/`)],
    packages: ['node:', 'zod'],
  },
  {
    from: `${CORE}/api/`,
    may: [`${CORE}/api/`, CONTRACT, BASE, `${CORE}/casework/`],
    packages: ['node:', 'zod'],
  },
  {
    from: `${CORE}/entry/`,
    may: [`${CORE}/`, CONTRACT, 'native/', 'fixtures/', 'package.json'],
    packages: ['node:', 'zod'],
  },
  { from: 'main/shell/', may: ['main/shell/', CONTRACT], packages: ['electron', 'node:', 'zod'] },
  { from: 'preload/', may: ['preload/', 'main/contract/calls/'], packages: ['electron', 'zod'] },
  { from: 'renderer/', may: ['renderer/', CONTRACT], packages: ['*'] },
  { from: 'fixtures/', may: ['fixtures/', CONTRACT, BASE], packages: ['node:', '*'] },
];

/** Folders whose `index.ts` is their only door for everybody outside. */
const MODULES = [
  new RegExp(`^${CORE}/(?!entry/)[^/]+/`),
  /^native\/readers\/[^/]+\//,
  /^native\/(?!readers\/)[^/]+\//,
  /^fixtures\/[^/]+\//,
];

const moduleOf = (path: string): string | undefined =>
  MODULES.map((pattern) => pattern.exec(path)?.[0]).find((match) => match !== undefined);

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function packageAllowed(layer: Layer, specifier: string): boolean {
  const isNode = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (isNode) return layer.packages.includes('node:');
  const name = packageName(specifier);
  if (layer.packages.includes(name)) return true;
  return layer.packages.includes('*') && name !== 'electron' && !NATIVE_PACKAGES.includes(name);
}

/**
 * Why `importer` may not import this, or null. `target` is a path in the tree for relative imports,
 * otherwise the specifier of a package.
 */
export function refusal(importer: string, target: { path: string } | { specifier: string }): string | null {
  const layer = LAYERS.find(({ from }) => importer.startsWith(from));
  if (!layer) return 'the importing file stands in no known layer';
  if ('specifier' in target)
    return packageAllowed(layer, target.specifier)
      ? null
      : `${layer.from} may not use package ${target.specifier}`;
  if (!layer.may.some((prefix) => target.path.startsWith(prefix)))
    return `${layer.from} may not import ${target.path}`;
  const module = moduleOf(target.path);
  const outside = module !== undefined && !importer.startsWith(module);
  const door = /\/index\.(ts|tsx)$|\.json$/.test(target.path);
  return outside && !door ? `${target.path} is not the door of ${module}` : null;
}
