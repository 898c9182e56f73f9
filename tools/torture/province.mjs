// The built reference province as a process of its own, with its training-only doors open; it can be killed and comes back
// at the same address with what it had written.
import { spawn } from 'node:child_process';

/** @typedef {{ receiptId: string, sha256: string, attempts: number }} Received */

/** How long one question to the province's back door may wait for it to come back, in tries of a twentieth of a second. */
const TRIES = 400;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {{ provincePath: string, dataDir: string, nodePath: string }} options */
export async function startProvince({ provincePath, dataDir, nodePath }) {
  let port = 0;
  let url = '';
  /** @type {import('node:child_process').ChildProcess} */
  let child;
  /** @type {Promise<unknown>} */
  let gone = Promise.resolve();

  async function start() {
    const args = [provincePath, '--admin', '--exit-with-stdin', '--data', dataDir, '--port', String(port)];
    const fresh = spawn(nodePath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child = fresh;
    gone = new Promise((resolve) => fresh.once('exit', resolve));
    url = await new Promise((resolve, reject) => {
      let text = '';
      fresh.stdout.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))).url);
      });
      fresh.once('exit', () => reject(new Error('the province did not start')));
    });
    port = Number(new URL(url).port);
  }

  /**
   * @param {string} path
   * @param {{ method?: string, body?: unknown }} [options]
   * @returns {Promise<any>}
   */
  async function admin(path, { method = 'GET', body } = {}) {
    for (let left = TRIES; ; left -= 1) {
      try {
        const response = await fetch(`${url}/admin/${path}`, {
          method,
          ...(body === undefined
            ? {}
            : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        });
        if (!response.ok) throw new Error(`the province refused ${path}: ${response.status}`);
        return response.status === 204 ? null : await response.json();
      } catch (error) {
        // Away for the moment; a refusal is something else.
        if (left === 0 || !(error instanceof TypeError)) throw error;
        await pause(50);
      }
    }
  }

  await start();
  return {
    url: () => url,
    account: (/** @type {'clerk' | 'supervisor'} */ role) => admin(`training-account?role=${role}`),
    issueCode: async (/** @type {string} */ personId) =>
      (await admin('codes', { method: 'POST', body: { personId, ttlMs: 60_000 } })).code,
    addFault: (/** @type {Record<string, unknown>} */ plan) =>
      admin('faults', { method: 'POST', body: plan }),
    clearFaults: () => admin('faults', { method: 'DELETE' }),
    /** @type {() => Promise<Received[]>} */
    received: () => admin('receipts'),
    /** SIGKILL, and after a while the same again on the same data. */
    async kill(/** @type {number} */ awayMs) {
      child.kill('SIGKILL');
      await gone;
      await pause(awayMs);
      await start();
    },
    async stop() {
      child.stdin?.end();
      await gone;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startProvince>>} Province */

const MODES = /** @type {const} */ (['refuse-503', 'drop-before', 'drop-after', 'slow', 'truncate']);
/** Deliveries take most of it; signing in is done rarely and would only stop the run. */
const PATHS = [
  '/v1/receipts',
  '/v1/receipts',
  '/v1/receipts',
  '/v1/codes',
  '/v1/grants',
  '/v1/licences',
  '/v1/seals',
];

/** @param {import('./random.mjs').Random} random */
export function randomFault(random) {
  return {
    mode: random.pick(MODES),
    count: random.between(1, 2),
    path: random.pick(PATHS),
    ms: random.between(20, 600),
    retryAfterSeconds: random.between(0, 2),
  };
}
