import { describe, expect, it } from 'vitest';
import { completeLock } from '../../../tools/complete-lock.mjs';

const tool = {
  version: '1.0.0',
  dev: true,
  optionalDependencies: { '@t/cli-linux-x64': '1.0.0', '@t/cli-win32-x64': '1.0.0' },
};
const present = { version: '1.0.0', os: ['linux'], cpu: ['x64'], optional: true };

describe('completeLock', () => {
  it('puts back platform packages the registry did not carry', () => {
    const lock = { packages: { '': {}, 'node_modules/@t/cli-linux-x64': present, 'node_modules/t': tool } };
    const { lock: complete, added } = completeLock(lock);
    expect(added).toEqual(['node_modules/@t/cli-win32-x64']);
    expect(complete.packages['node_modules/@t/cli-win32-x64']).toEqual({
      version: '1.0.0',
      os: ['win32'],
      cpu: ['x64'],
      dev: true,
      optional: true,
    });
    expect(completeLock(complete).added).toEqual([]);
  });

  it('keeps two versions of one package apart', () => {
    const nested = { version: '2.0.0', optionalDependencies: { '@t/cli-linux-x64-musl': '2.0.0' } };
    const lock = {
      packages: {
        '': {},
        'node_modules/@t/cli-linux-x64-musl': { version: '1.0.0' },
        'node_modules/k/node_modules/t': nested,
      },
    };
    const { lock: complete, added } = completeLock(lock);
    expect(added).toEqual(['node_modules/k/node_modules/@t/cli-linux-x64-musl']);
    expect(complete.packages[added[0] ?? '']).toMatchObject({ version: '2.0.0', libc: ['musl'] });
  });

  it('leaves optional packages alone that are not for one platform', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/t': { version: '1.0.0', optionalDependencies: { fsevents: '2.3.3' } },
      },
    };
    expect(completeLock(lock).added).toEqual([]);
  });
});
