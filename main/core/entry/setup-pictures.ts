import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SetupPictures } from '../device';

/** Beside the configuration: `1eab-1.png`, `1eab-2.jpg`, `other-1.png`: USB vendor id or `other`, and the order of scanning. */
const FOLDER = 'scanner-setup';
const NAME = /^([0-9a-f]{4}|other)-[1-9]\.(?:png|jpe?g)$/;
const MOST_BYTES = 512 * 1024;
const MOST_PER_MAKER = 4;

/**
 * The set-up codes that the hall's IT took over from a maker's manual. No maker publishes how its codes are made up, so the
 * drawings of the manual itself are shown. What is no picture of a fitting size is left out.
 */
export function readSetupPictures(profileDir: string): SetupPictures {
  const dir = join(profileDir, FOLDER);
  const pictures = new Map<string, string[]>();
  for (const name of namesIn(dir)) {
    const key = NAME.exec(name)?.[1];
    if (key === undefined) continue;
    const kept = pictures.get(key) ?? [];
    const picture = kept.length < MOST_PER_MAKER ? pictureAt(join(dir, name)) : null;
    if (picture !== null) pictures.set(key, [...kept, picture]);
  }
  return pictures;
}

function namesIn(dir: string): string[] {
  try {
    const files = readdirSync(dir, { withFileTypes: true }).filter((entry: Dirent) => entry.isFile());
    return files.map(({ name }) => name).sort();
  } catch {
    return [];
  }
}

function pictureAt(path: string): string | null {
  try {
    if (statSync(path).size > MOST_BYTES) return null;
    const bytes = readFileSync(path);
    const kind = kindOf(bytes);
    return kind === null ? null : `data:image/${kind};base64,${bytes.toString('base64')}`;
  } catch {
    return null;
  }
}

/** By what the file begins with, whatever it is called. */
function kindOf(bytes: Buffer): 'png' | 'jpeg' | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'jpeg' : null;
}
