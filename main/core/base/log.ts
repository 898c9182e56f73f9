import { openSync, writeSync } from 'node:fs';
import pino from 'pino';
import type { Log } from '../../contract/ports/log';

/** JSON lines: time, level, category, event, facts. The caller decides where they go. */
export function createLog(destination: { write(line: string): unknown }): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => void destination.write(line) },
  );
  return {
    info: (category, event, facts) => logger.info({ category, ...facts }, event),
    warn: (category, event, facts) => logger.warn({ category, ...facts }, event),
  };
}

/** Appends to a file, each line written before the call returns: the last line before a crash is the one that matters. */
export function fileLog(path: string): Log {
  const file = openSync(path, 'a', 0o600);
  return createLog({
    write: (line) => {
      try {
        writeSync(file, line);
      } catch {
        // A full disk costs the line, never the work it tells of.
      }
    },
  });
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
