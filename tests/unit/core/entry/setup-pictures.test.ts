import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSetupPictures } from '../../../../main/core/entry/setup-pictures';
import { tempDir } from '../../../support/temp-dir';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20)]);

function profile(files: Record<string, Buffer>): string {
  const dir = tempDir();
  mkdirSync(join(dir, 'scanner-setup'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, 'scanner-setup', name), bytes);
  return dir;
}

describe('pictures of set-up codes that the hall keeps', () => {
  it('are taken by vendor and in their order, as what they are', () => {
    const kept = readSetupPictures(profile({ '1eab-2.png': JPEG, '1eab-1.png': PNG, 'other-1.jpg': JPEG }));
    expect([...kept.keys()].sort()).toEqual(['1eab', 'other']);
    expect(kept.get('1eab')?.map((url) => url.slice(0, 16))).toEqual([
      'data:image/png;b',
      'data:image/jpeg;',
    ]);
  });

  it('are left out where they are no pictures, too large, wrongly named, or there is no folder', () => {
    const kept = readSetupPictures(
      profile({
        '1eab-1.png': Buffer.from('<svg onload="alert(1)"/>'),
        '05e0-1.png': Buffer.concat([PNG, Buffer.alloc(600_000)]),
        'notes.png': PNG,
      }),
    );
    expect([kept.size, readSetupPictures(tempDir()).size]).toEqual([0, 0]);
  });
});
