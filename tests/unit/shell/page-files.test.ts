import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  contentType,
  isHallUrl,
  NONCE_MARKER,
  pageHeaders,
  placeNonce,
  resolvePageFile,
} from '../../../main/shell/page-files';
import { mayHave, mayNavigateTo, mayRequest } from '../../../main/shell/policy';

const rendererDir = path.resolve('/opt/hall/dist/renderer');
const resolve = (url: string) => resolvePageFile(url, rendererDir);

describe('which file an address names', () => {
  it('serves the page and what lies beside it', () => {
    expect(resolve('app://hall/')).toBe(path.join(rendererDir, 'index.html'));
    expect(resolve('app://hall/?theme=dark#form')).toBe(path.join(rendererDir, 'index.html'));
    expect(resolve('app://hall/code/main-1.js')).toBe(path.join(rendererDir, 'code/main-1.js'));
    expect(resolve('app://hall/%E5%8D%B0.svg')).toBe(path.join(rendererDir, '印.svg'));
  });

  it.each(['app://hall/../package.json', 'app://hall/%2e%2e/%2e%2e/package.json'])(
    'keeps %s below the renderer folder',
    (url) => {
      expect(resolve(url)).toBe(path.join(rendererDir, 'package.json'));
    },
  );

  it.each([
    'app://hall/..%2f..%2fpackage.json',
    'app://hall/%2e%2e%2f%2e%2e%2fshell/index.cjs',
    'app://hall/a/..%2f..%2f..%2fetc/passwd',
    'app://hall/..%5c..%5cpackage.json',
    'app://hall/..%2frenderer-old/index.html',
    'app://hall/%00index.html',
    'app://hall/%',
    'app://hall/.reload',
    'app://other/index.html',
    'app://hall.evil/index.html',
    'app://user@hall/index.html',
    'file:///etc/passwd',
    'no address',
  ])('serves nothing for %s', (url) => {
    expect(resolve(url)).toBeNull();
  });
});

describe('what goes with a file', () => {
  it('names the type by extension and never lets it be guessed', () => {
    expect(contentType('/x/a.JS')).toBe('text/javascript; charset=utf-8');
    expect(contentType('/x/unknown.bin')).toBe('application/octet-stream');
    expect(pageHeaders('/x/index.html', 'n')).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  it('allows no inline script, no inline style without the nonce, and no eval but WebAssembly', () => {
    const policy = contentSecurityPolicy('abc=');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("worker-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self' 'nonce-abc='");
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*|https?:/);
  });

  it('gives the page its nonce in the place kept for it', () => {
    expect(placeNonce(`<head>${NONCE_MARKER}</head>`, 'a+/$&=')).toBe(
      '<head><meta name="csp-nonce" content="a+/$&="></head>',
    );
  });
});

describe('where a page may go and what it may ask for', () => {
  it('knows its own origin exactly', () => {
    expect(isHallUrl('app://hall/x')).toBe(true);
    expect(isHallUrl('app://hall.evil/x')).toBe(false);
    expect(isHallUrl('https://hall/x')).toBe(false);
    expect(isHallUrl('app://hall:80/x')).toBe(false);
  });

  it('may be loaded again, and go nowhere else', () => {
    expect(['app://hall/', 'app://hall/index.html', 'app://hall/#form'].map(mayNavigateTo)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ['app://hall/code/a.js', 'app://hall.evil/', 'https://example.com/', 'file:///', 'about:blank'].map(
        mayNavigateTo,
      ),
    ).toEqual([false, false, false, false, false]);
  });

  it('reaches its own files only, and developer tools in development only', () => {
    expect(mayRequest('app://hall/a.js', false)).toBe(true);
    expect(mayRequest('data:image/png;base64,AA', false)).toBe(true);
    expect(mayRequest('blob:app://hall/1-2', false)).toBe(true);
    expect(mayRequest('blob:https://example.com/1-2', false)).toBe(false);
    expect(mayRequest('http://127.0.0.1:9/', true)).toBe(false);
    expect(mayRequest('devtools://devtools/x', false)).toBe(false);
    expect(mayRequest('devtools://devtools/x', true)).toBe(true);
  });

  it('may have the picture of a camera, its sound never, and nothing else', () => {
    expect(mayHave('media', 'app://hall/', ['video'])).toBe(true);
    expect(mayHave('media', 'app://hall/', ['audio'])).toBe(false);
    expect(mayHave('media', 'app://hall/', ['video', 'audio'])).toBe(false);
    expect(mayHave('media', 'app://hall/', [])).toBe(false);
    expect(mayHave('media', 'app://hall/', ['unknown'])).toBe(false);
    expect(mayHave('media', 'app://hall.evil/', ['video'])).toBe(false);
    expect(mayHave('media', 'https://example.com/', ['video'])).toBe(false);
    for (const other of [
      'geolocation',
      'notifications',
      'midi',
      'hid',
      'serial',
      'usb',
      'display-capture',
      'openExternal',
    ])
      expect(mayHave(other, 'app://hall/', ['video']), other).toBe(false);
  });
});
