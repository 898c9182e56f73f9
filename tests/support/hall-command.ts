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
  /** Resolves with the first line on stdout. */
  firstLine: Promise<string>;
  ended: Promise<CommandResult>;
}

export function startHall(args: string[], env: Record<string, string> = {}): RunningCommand {
  const child = spawn(process.execPath, [cliPath, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const { promise: firstLine, resolve: hasLine } = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const end = stdout.indexOf('\n');
    if (end >= 0) hasLine(stdout.slice(0, end));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<CommandResult>((resolve) => {
    child.on('close', (code) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ code, stdout, stderr, lines: lines.map((line) => JSON.parse(line) as unknown) });
    });
  });
  return { child, firstLine, ended };
}

export const hall = (args: string[], env: Record<string, string> = {}) => startHall(args, env).ended;
