import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CALL_NAMES, CALLS } from '../../main/contract/calls';
import { FAILURE_CODES } from '../../main/contract/failures/codes';
import { FAILURE_WORDS } from '../../main/contract/failures/words.zh-CN';
import { importsOf, ROOT, sourceFiles } from './imports-of';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const SHIPPED = ['main', 'preload', 'renderer', 'native', 'fixtures'].flatMap((folder) =>
  sourceFiles(folder),
);

describe('house rules', () => {
  it('keep the preload script small enough to read in one look', () => {
    expect(read('preload/index.ts').split('\n').length).toBeLessThanOrEqual(61);
  });

  it('give the raw ipcMain to one file only', () => {
    const users = SHIPPED.filter((path) => /\bipcMain\b/.test(read(path)));
    expect(users).toEqual(['main/shell/checked-ipc.ts']);
  });

  it('let one file of the renderer touch window.hall', () => {
    const users = sourceFiles('renderer').filter((path) => /window\.hall\b/.test(read(path)));
    expect(users.every((path) => path.startsWith('renderer/bridge/'))).toBe(true);
    expect(users).toHaveLength(1);
  });

  it('know no branch for tests in shipped code', () => {
    expect(
      SHIPPED.filter((path) => /process\.env\b.{0,6}(CI|VITEST|PLAYWRIGHT|NODE_ENV)\b/.test(read(path))),
    ).toEqual([]);
  });

  it('open every core module with a banner', () => {
    const doors = SHIPPED.filter((path) =>
      /^(main\/core\/(?!entry)[^/]+|native\/.+|fixtures\/[^/]+)\/index\.ts$/.test(path),
    );
    expect(doors.length).toBeGreaterThan(10);
    expect(doors.filter((path) => !read(path).startsWith('/**'))).toEqual([]);
  });

  it('have no dumping ground', () => {
    expect(SHIPPED.filter((path) => /\/(utils?|helpers?|common|shared)(\/|\.)/.test(path))).toEqual([]);
  });

  it('hold words and a remedy for every failure, in Chinese and without exclamation marks', () => {
    for (const code of FAILURE_CODES) {
      const { what, remedy } = FAILURE_WORDS[code];
      expect(what, code).toMatch(/[\u4e00-\u9fff]/);
      expect(remedy, code).toMatch(/[\u4e00-\u9fff]/);
      expect(what + remedy, code).not.toMatch(/[!！]/);
    }
  });

  it('name every failure after the stage it happens in', () => {
    expect(FAILURE_CODES.filter((code) => !/^[A-Z]+(_[A-Z]+)+$/.test(code))).toEqual([]);
  });

  it('declare no call that hands out a power instead of an errand', () => {
    expect(
      CALL_NAMES.filter((name) =>
        /\.(get|set|query|exec|fetch|open(Path|External)?|eval|invoke)$/.test(name),
      ),
    ).toEqual([]);
    expect(Object.keys(CALLS)).toContain('case');
  });

  it('keep every source file of a size one can read', () => {
    const long = SHIPPED.filter((path) => read(path).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('use SM2, SM3 and SM4 of Node nowhere: Electron’s library has none of them', () => {
    expect(SHIPPED.filter((path) => /create(Hash|Hmac|Cipheriv|ECDH)\(\s*['"]sm/i.test(read(path)))).toEqual(
      [],
    );
  });

  it('import no package that package.json does not name', () => {
    const manifest = JSON.parse(read('package.json')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const known = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]);
    const foreign = SHIPPED.flatMap((path) =>
      importsOf(path).flatMap(({ target }) => {
        if (!('specifier' in target) || /^(node:|electron$)/.test(target.specifier)) return [];
        const name = target.specifier
          .split('/')
          .slice(0, target.specifier.startsWith('@') ? 2 : 1)
          .join('/');
        return known.has(name) ? [] : [`${path}: ${name}`];
      }),
    );
    expect(foreign).toEqual([]);
  });
});
