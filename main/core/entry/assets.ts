import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `dist/assets`, beside the built core. The build puts fonts and the catalogue there. */
const assetsDir = join(dirname(fileURLToPath(import.meta.url)), '..', 'assets');

export const EDITION = '2026-11';

export function readCatalogue(): unknown {
  return JSON.parse(readFileSync(join(assetsDir, 'catalogue', 'editions', `${EDITION}.json`), 'utf8'));
}

/** The receipt's face, read when the first receipt is made: 10 MB nobody needs before. */
export function receiptFont(): () => Uint8Array {
  let face: Uint8Array | null = null;
  return () => {
    face ??= new Uint8Array(readFileSync(join(assetsDir, 'fonts', 'NotoSansSC_400Regular.ttf')));
    return face;
  };
}
