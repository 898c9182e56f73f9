import { createWriteStream } from 'node:fs';
import pino from 'pino';
import type { Log } from '../../contract/ports/log';

/** JSON lines: time, level, category, event, facts. The caller decides where they go. */
export function createLog(destination: { write(line: string): unknown }): Log {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: (line) => void destination.write(line) });
  return {
    info: (category, event, facts) => logger.info({ category, ...facts }, event),
    warn: (category, event, facts) => logger.warn({ category, ...facts }, event),
  };
}

export function fileLog(path: string): Log {
  return createLog(createWriteStream(path, { flags: 'a', mode: 0o600 }));
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
