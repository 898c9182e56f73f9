import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../main/shell/options';

const read = (...args: string[]) => parseOptions(['electron', ...args], '/home/clerk/.config/hall', '/srv');

describe('command line of the shell', () => {
  it('keeps its data below userData, training apart from real work', () => {
    expect(read('.')).toEqual({
      ok: true,
      value: {
        profileDir: '/home/clerk/.config/hall/profile',
        training: false,
        dev: false,
        provinceUrl: null,
      },
    });
    expect(read('.', '--training')).toMatchObject({
      value: { profileDir: '/home/clerk/.config/hall/training', training: true },
    });
  });

  it('takes a profile and a province, as two words or as one', () => {
    const expected = { profileDir: '/data/w1', provinceUrl: 'http://10.1.2.3:8080/' };
    expect(read('.', '--profile', '/data/w1', '--province', 'http://10.1.2.3:8080/')).toMatchObject({
      value: expected,
    });
    expect(read('.', '--profile=/data/w1', '--province=http://10.1.2.3:8080/')).toMatchObject({
      value: expected,
    });
    expect(read('--profile', 'w1')).toMatchObject({ value: { profileDir: '/srv/w1' } });
    expect(read('--profile=a=b')).toMatchObject({ value: { profileDir: '/srv/a=b' } });
  });

  it('leaves the options of Chromium and Electron alone', () => {
    expect(read('--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '.', '--dev')).toMatchObject({
      ok: true,
      value: { dev: true, training: false },
    });
  });

  it.each([
    [['--profile']],
    [['--profile', '--training']],
    [['--profile=']],
    [['--province', 'file:///etc/passwd']],
    [['--province', 'somewhere']],
  ])('refuses %j', (args) => {
    const parsed = read(...args);
    expect(parsed).toMatchObject({ ok: false, failure: { code: 'USAGE_WRONG' } });
  });
});
