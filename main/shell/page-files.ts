/** What `app://hall/` serves, as pure functions: which file, which headers. protocol.ts connects them to Electron. */
import path from 'node:path';

export const HALL_SCHEME = 'app';
export const HALL_HOST = 'hall';
export const HALL_URL = `${HALL_SCHEME}://${HALL_HOST}/`;
/** Stands in index.html where the nonce of this load belongs. */
export const NONCE_MARKER = '<!--csp-nonce-->';

/** True for addresses of our own pages and files. Never compares by prefix alone: `app://hall.evil/` is not ours. */
export function isHallUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== null && url.protocol === `${HALL_SCHEME}:` && url.host === HALL_HOST && url.username === '';
}

/** The file below `rendererDir` that a request names; null where there is none to serve. */
export function resolvePageFile(requestUrl: string, rendererDir: string): string | null {
  const url = parseUrl(requestUrl);
  if (url === null || !isHallUrl(requestUrl)) return null;
  const name = decode(url.pathname);
  if (name === null || /[\0\\]/.test(name)) return null;
  const rootDir = path.resolve(rendererDir);
  const filePath = path.resolve(rootDir, `.${name === '/' ? '/index.html' : name}`);
  if (!filePath.startsWith(rootDir + path.sep)) return null;
  return path.basename(filePath).startsWith('.') ? null : filePath;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
};

export function contentType(filePath: string): string {
  return CONTENT_TYPES[path.extname(filePath).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * No unsafe-inline, no unsafe-eval: antd's run-time style elements carry the nonce. WebAssembly may be compiled (the reader
 * of the camera's codes); it comes from our own files like every script.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function pageHeaders(filePath: string, nonce: string): Record<string, string> {
  return {
    'content-type': contentType(filePath),
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

export function placeNonce(html: string, nonce: string): string {
  return html.replace(NONCE_MARKER, () => `<meta name="csp-nonce" content="${nonce}">`);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
