import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './imports-of';
import { refusal } from './layers';

const FOLDERS = ['main', 'preload', 'renderer', 'native', 'fixtures'];

const broken = (importer: string, text?: string) =>
  importsOf(importer, text).flatMap((edge) => {
    const why = refusal(edge.importer, edge.target);
    return why === null ? [] : [`${edge.importer}: ${why}`];
  });

describe('import rules', () => {
  it('hold for every import of every source file', () => {
    const files = FOLDERS.flatMap((folder) => sourceFiles(folder));
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => broken(file))).toEqual([]);
  });

  it.each([
    [
      'a stage that imports another stage',
      'main/core/form/prefill.ts',
      `import { readCredential } from '../credential';`,
    ],
    ['a type import between stages', 'main/core/receipt/index.ts', `import type { Store } from '../store';`],
    [
      'a re-export out of another stage',
      'main/core/licence/index.ts',
      `export { verifyAudit } from '../audit';`,
    ],
    [
      'a core module that loads a native one',
      'main/core/store/open.ts',
      `import Database from 'better-sqlite3';`,
    ],
    [
      'a core module that reaches for native/',
      'main/core/device/manager.ts',
      `import { serialDriver } from '../../../native/readers/serial';`,
    ],
    ['a core module that imports electron', 'main/core/casework/cases.ts', `import { app } from 'electron';`],
    [
      'a dynamic import past the rules',
      'main/core/province/client.ts',
      `const later = () => import('../outbox');`,
    ],
    ['the shell using core code', 'main/shell/index.ts', `import { wire } from '../core/entry/wire';`],
    ['the renderer using Node', 'renderer/app/main.tsx', `import { readFileSync } from 'node:fs';`],
    ['the renderer using Node without its prefix', 'renderer/app/main.tsx', `import fs from 'fs';`],
    ['the renderer using electron', 'renderer/bridge/index.ts', `import { ipcRenderer } from 'electron';`],
    [
      'the renderer showing fixtures',
      'renderer/stations/form/index.tsx',
      `import people from '../../../fixtures/people/people.json';`,
    ],
    [
      'the preload importing more than the calls',
      'preload/index.ts',
      `import { ITEMS } from '../main/contract/catalogue/types';`,
    ],
    [
      'the contract importing anything',
      'main/contract/calls/schema.ts',
      `import { sha256 } from '../../core/base';`,
    ],
    [
      'one native family importing another',
      'native/database/index.ts',
      `import { serialDriver } from '../readers/serial';`,
    ],
    [
      'fixtures leaning on the core',
      'fixtures/province/index.ts',
      `import { createProvinceClient } from '../../main/core/province';`,
    ],
    [
      'a way past a module’s door',
      'main/core/casework/cases.ts',
      `import { resolveGrant } from '../licence/resolve';`,
    ],
    ['base leaning on a stage', 'main/core/base/ids.ts', `import { openStore } from '../store';`],
  ])('catch %s', (_name, importer, text) => {
    expect(broken(importer, text)).toHaveLength(1);
  });

  it.each([
    [
      'casework passing records between stages',
      'main/core/casework/cases.ts',
      `import { resolveGrant } from '../licence';`,
    ],
    [
      'entry choosing a native driver',
      'main/core/entry/wire.ts',
      `import { databaseDriver } from '../../../native/database';`,
    ],
    [
      'a stage reading the contract',
      'main/core/form/edit.ts',
      `import type { Form } from '../../contract/flow/form';`,
    ],
  ])('allow %s', (_name, importer, text) => {
    expect(broken(importer, text)).toEqual([]);
  });
});
