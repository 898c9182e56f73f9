import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueEdition } from '../../contract/catalogue/types';
import { ok, type Result } from '../../contract/failures/failure';
import { sha256 } from '../base';
import { parseEdition } from '../catalogue';

/** `dist/assets`, beside the built core. The build puts fonts and the catalogue there. */
const assetsDir = join(dirname(fileURLToPath(import.meta.url)), '..', 'assets');

export const EDITION = '2026-11';

export function readCatalogue(): unknown {
  return JSON.parse(readFileSync(join(assetsDir, 'catalogue', 'editions', `${EDITION}.json`), 'utf8'));
}

/**
 * The shipped edition, whole. The build has checked it and left it with its SHA-256 beside it; where the two are not
 * in step, or not there, the edition is checked here. CATALOGUE_INVALID.
 */
export function shippedEdition(dir = join(assetsDir, 'catalogue')): Result<CatalogueEdition> {
  const path = join(dir, 'checked', `${EDITION}.json`);
  if (existsSync(path) && existsSync(`${path}.sha256`)) {
    const bytes = readFileSync(path);
    if (sha256(bytes) === readFileSync(`${path}.sha256`, 'utf8').trim())
      return ok(JSON.parse(bytes.toString('utf8')));
  }
  return parseEdition(JSON.parse(readFileSync(join(dir, 'editions', `${EDITION}.json`), 'utf8')));
}

/** The receipt's face, read when the first receipt is made: 10 MB nobody needs before. */
export function receiptFont(): () => Uint8Array {
  let face: Uint8Array | null = null;
  return () => {
    face ??= new Uint8Array(readFileSync(join(assetsDir, 'fonts', 'NotoSansSC_400Regular.ttf')));
    return face;
  };
}

/**
 * The face for rare characters (CJK Extensions B to F), where the build had it: 30 MB, read for the few receipts that
 * need it and kept from then on.
 */
export function rareFont(): () => Uint8Array | null {
  const path = join(assetsDir, 'fonts', 'HanaMinB.ttf');
  let face: Uint8Array | null = null;
  return () => {
    if (face === null && existsSync(path)) face = new Uint8Array(readFileSync(path));
    return face;
  };
}
