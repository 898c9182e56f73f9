// Child processes: every one gets its own process group, so that stopping it stops what it started.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { constants } from 'node:os';

const onWindows = process.platform === 'win32';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] stops the process (and its children) after this time
 * @property {() => boolean} [isStuck] asked twice a second; true stops the process
 * @property {string} [logPath] both output streams are appended here as well
 *
 * @typedef {object} RunResult
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} stopped true when a time limit or `isStuck` ended it
 */

/**
 * Runs a program to its end and collects what it says. Never throws for a failing program.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !onWindows,
    });
    const log = options.logPath ? createWriteStream(options.logPath, { flags: 'a' }) : undefined;
    let stdout = '';
    let stderr = '';
    let stopped = false;
    const stop = () => {
      stopped = true;
      killTree(child.pid, 'SIGKILL');
    };
    const release = track(child);
    const limit = options.timeoutMs ? setTimeout(stop, options.timeoutMs) : undefined;
    const { isStuck } = options;
    const watch = isStuck ? setInterval(() => isStuck() && stop(), 500) : undefined;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      log?.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      log?.write(text);
    });
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(limit);
      clearInterval(watch);
      release();
      log?.end();
      resolve({ code, stdout, stderr, stopped });
    };
    child.on('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code));
  });
}

/**
 * Runs a program that talks to the terminal itself; signals reach it, its exit code comes back.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>}
 */
export function runAttached(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.stdio ?? 'inherit',
    });
    // The terminal sends its signals to the child as well; a signal sent to this process alone must be passed on.
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, forward);
    const release = () => {
      for (const signal of signals) process.off(signal, forward);
    };
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('close', (code, signal) => {
      release();
      resolve(code ?? (signal ? 128 + signalNumber(signal) : 1));
    });
  });
}

/** @param {NodeJS.Signals} signal */
function signalNumber(signal) {
  return constants.signals[signal] ?? 1;
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
export function killTree(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(onWindows ? pid : -pid, signal);
  } catch {
    // already gone
  }
}

/** @type {Map<import('node:child_process').ChildProcess, { outlivesSignal: boolean }>} */
const running = new Map();
let guarding = false;

/**
 * A detached group outlives a Ctrl-C on this process unless it is told; this tells it. What `outlivesSignal` ends
 * with this process, but leaves a signal to those who still need it (a screen, while its app closes).
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ outlivesSignal: boolean }} [manner]
 */
export function track(child, manner = { outlivesSignal: false }) {
  running.set(child, manner);
  if (!guarding) {
    guarding = true;
    process.on('exit', () => {
      for (const one of running.keys()) killTree(one.pid, 'SIGKILL');
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        if ([...running.values()].some((one) => !one.outlivesSignal))
          process.exit(128 + signalNumber(signal));
      });
    }
  }
  return () => running.delete(child);
}
