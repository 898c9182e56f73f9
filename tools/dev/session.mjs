import { mkdirSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { distDir, rootDir } from '../base/paths.mjs';
import { parts } from '../build/parts.mjs';
import { ensureBuilt } from '../build.mjs';

const settleMs = 120;
const watchedDirs = ['main', 'preload', 'renderer', 'native', 'fixtures'];

/** One app, the watchers, and a queue of changed files that is worked off one build at a time. */
export class Session {
  /** @type {Set<string>} */
  #changed = new Set();
  #building = false;
  #restarting = false;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {(code: number) => void} */
  #finish = () => {};

  /** @param {Awaited<ReturnType<typeof import('../start/window.mjs').prepareWindow>>} window */
  constructor(window) {
    this.window = window;
  }

  /** @returns {Promise<number>} */
  async run() {
    const watchers = watchedDirs.map((dir) =>
      watch(path.join(rootDir, dir), { recursive: true }, (_event, name) => {
        if (name) this.#note(path.posix.join(dir, name.split(path.sep).join('/')));
      }),
    );
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => this.#child?.kill('SIGTERM'));
    }
    try {
      return await new Promise((resolve) => {
        this.#finish = resolve;
        this.#launch();
      });
    } finally {
      clearTimeout(this.#timer);
      for (const watcher of watchers) watcher.close();
    }
  }

  #launch() {
    this.#restarting = false;
    const child = this.window.start();
    this.#child = child;
    child.on('error', (error) => {
      say(`dev: Electron does not start: ${error.message}`);
      this.#finish(1);
    });
    child.on('close', (code) => (this.#restarting ? this.#launch() : this.#finish(code ?? 1)));
  }

  /** @param {string} file */
  #note(file) {
    this.#changed.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#rebuild(), settleMs);
  }

  async #rebuild() {
    if (this.#building) return;
    const files = [...this.#changed];
    this.#changed.clear();
    const touched = parts.filter((part) =>
      part.sources.some((source) => files.some((file) => file === source || file.startsWith(`${source}/`))),
    );
    if (touched.length === 0) return;
    this.#building = true;
    try {
      const built = await ensureBuilt({ only: touched.map((part) => part.name), dev: true, say });
      if (built.some((name) => name !== 'renderer')) this.#restart();
      else if (built.length > 0) reloadPage();
    } catch (error) {
      // A half-written file is the normal case while somebody types: say so and wait for the next save.
      say(error instanceof Error ? error.message : String(error));
    }
    this.#building = false;
    if (this.#changed.size > 0) void this.#rebuild();
  }

  #restart() {
    say('dev: restarting the app');
    this.#restarting = true;
    this.#child?.kill('SIGTERM');
  }
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The shell watches this file when it was started with --dev. */
function reloadPage() {
  say('dev: reloading the page');
  mkdirSync(distDir, { recursive: true });
  writeFileSync(path.join(distDir, '.reload'), String(Date.now()));
}
