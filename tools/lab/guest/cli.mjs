// The product's command line as a child: what it prints as JSON lines, what it says beside them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { distDir } from '../../base/paths.mjs';
import { until } from './limits.mjs';

const cliPath = path.join(distDir, 'core', 'cli.mjs');

/** @typedef {{ uid: number, gid: number }} Account */

/**
 * @param {string[]} args
 * @param {Account} [account] otherwise root
 */
export function startCli(args, account) {
  const child = spawn(process.execPath, [cliPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(account ?? {}),
  });
  /** @type {string[]} */
  const printed = [];
  /** @type {string[]} */
  const said = [];
  createInterface({ input: child.stdout }).on('line', (line) => printed.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const ended = once(child, 'close').then(([code]) => code);
  /** @type {number | null | undefined} */
  let code;
  void ended.then((is) => {
    code = is;
  });
  const lastWords = () => `${said.slice(-3).join(' | ')}${code === undefined ? '' : ` (ended with ${code})`}`;

  return {
    printed,
    said,
    ended,
    /** Waits for something said after the first `from` lines; gives the number of lines up to it. */
    async sayingAfter(/** @type {number} */ from, /** @type {string} */ words) {
      const found = await until(`"${words}"; last: ${lastWords()}`, () => {
        const at = said.findIndex((line, index) => index >= from && line.includes(words));
        if (at < 0 && code !== undefined) throw new Error(`no "${words}": ${lastWords()}`);
        return at + 1;
      }).catch((error) => {
        throw new Error(`${error.message}; at the end: ${lastWords()}`);
      });
      return found;
    },
    /** The `index`th line printed, as an object. */
    async line(/** @type {number} */ index) {
      const text = await until(`line ${index + 1}`, () => {
        if (printed[index] === undefined && code !== undefined)
          throw new Error(`printed nothing: ${lastWords()}`);
        return printed[index];
      }).catch((error) => {
        throw new Error(`${error.message}; last words: ${lastWords()}`);
      });
      return JSON.parse(text);
    },
    async stop() {
      if (code === undefined) child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Runs a command that ends by itself.
 * @param {string[]} args
 */
export async function runCli(args) {
  const cli = startCli(args);
  const code = await cli.ended;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${cli.said.slice(-3).join(' | ')}`);
  return cli.printed;
}
