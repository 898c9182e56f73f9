/** The built command line as a process of its own, with a secret of its own instead of this account's. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const cliPath = path.resolve(import.meta.dirname, '..', '..', 'dist', 'core', 'cli.mjs');

export interface CommandResult {
  code: number | null;
  /** Each line of stdout, parsed: a line that is no JSON fails the test. */
  lines: unknown[];
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  child: ChildProcess;
  /** Resolves when this text has been said on stderr. */
  says(text: string): Promise<void>;
  ended: Promise<CommandResult>;
}

/** Killed where the running test ends before it, unless the caller says how long it may go on. */
export function startHall(
  args: string[],
  env: Record<string, string> = {},
  atEnd: (end: () => void) => void = onTestFinished,
): RunningCommand {
  const child = spawn(process.execPath, [cliPath, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atEnd(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!stderr.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  const ended = new Promise<CommandResult>((resolve) => {
    child.on('close', (code) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ code, stdout, stderr, lines: lines.map((line) => JSON.parse(line) as unknown) });
    });
  });
  return { child, says, ended };
}

export const hall = (args: string[], env: Record<string, string> = {}) => startHall(args, env).ended;
