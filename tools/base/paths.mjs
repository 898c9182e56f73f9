// Where things are in this checkout. Everything else asks here, so no other tool counts directories upwards.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export const cacheDir = path.join(rootDir, '.cache');
export const distDir = path.join(rootDir, 'dist');
export const lockPath = path.join(rootDir, 'package-lock.json');
export const modulesDir = path.join(rootDir, 'node_modules');
