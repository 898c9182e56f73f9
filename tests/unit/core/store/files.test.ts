import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { replaceFile } from '../../../../main/core/store/files';
import { temporaryDir } from './profile';

const RESOLVE = import.meta.resolve('./child/resolve-ts.mjs');
const PUBLISHER = fileURLToPath(import.meta.resolve('./child/publisher.ts'));

it.skipIf(process.platform === 'win32')(
  'a text that the disk takes only a part of is put in place whole or not at all',
  () => {
    const dir = temporaryDir();
    const path = join(dir, 'keyring.json');
    const publish = (length: number) => {
      // The system takes what fits under the limit, and says so by the number of bytes only.
      const command = 'ulimit -f 8 && exec "$@"';
      const words = [process.execPath, '--import', RESOLVE, PUBLISHER, path, String(length)];
      return spawnSync('bash', ['-c', command, 'bash', ...words], { encoding: 'utf8' }).stdout;
    };
    expect(publish(30_000)).toBe('STORE_UNWRITABLE');
    expect(readdirSync(dir)).toEqual([]);
    expect(publish(3_000)).toBe('true');
    expect(readFileSync(path, 'utf8')).toHaveLength(3_000);
  },
);

it('a text of any length and script is put in the place of another, byte for byte', () => {
  const path = join(temporaryDir(), 'a.json');
  for (const text of ['', '泉城路一号窗口'.repeat(20_000), 'x']) {
    replaceFile(path, text, 'new');
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
