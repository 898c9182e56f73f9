import { createWriteStream, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../contract/ports/clock';

/** Facts are safe values only; the shell never sees a personal value it would have to mask. */
export type ShellLog = (event: string, facts?: Record<string, string | number | boolean>) => void;

/** Takes one line of a hosted process's stdout or stderr. */
export type LineSink = (line: string) => void;

const FULL_BYTES = 5 * 1024 * 1024;
const LONGEST_LINE = 4000;

/** JSON lines in `<logsDir>/shell.log`. Few lines, each written before the next thing happens: the last one counts most. */
export function openShellLog(logsDir: string, clock: Clock): ShellLog {
  const file = openedFor(logsDir, 'shell.log');
  return (event, facts) => {
    if (file === null) return;
    const line = JSON.stringify({ at: new Date(clock.now()).toISOString(), event, ...facts });
    try {
      writeSync(file, `${line}\n`);
    } catch {
      // A full disk must not take the window down with it.
    }
  };
}

/** Null where nothing can be written: that costs the log, never the window that has to say so. */
function openedFor(logsDir: string, name: string): number | null {
  try {
    return openSync(prepare(logsDir, name), 'a', 0o600);
  } catch {
    return null;
  }
}

/** Plain lines, cut at 4000 characters. */
export function openLines(logsDir: string, name: string): LineSink {
  const file = openedFor(logsDir, name);
  if (file === null) return () => undefined;
  const stream = createWriteStream('', { fd: file });
  stream.on('error', () => undefined);
  return (line) => void stream.write(`${line.slice(0, LONGEST_LINE)}\n`);
}

/** A file beyond 5 MiB is set aside once, at opening. */
function prepare(logsDir: string, name: string): string {
  mkdirSync(logsDir, { recursive: true, mode: 0o700 });
  const logPath = path.join(logsDir, name);
  const size = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
  if (size > FULL_BYTES) renameSync(logPath, `${logPath}.1`);
  return logPath;
}
