import { join } from 'node:path';
import { startInThread } from '../../main/core/store';

/** Backups as the product writes them, by the sources instead of what is built of them. */
export const startBackup = startInThread(join(import.meta.dirname, 'thread-of-sources.mjs'));
