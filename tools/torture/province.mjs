// The built reference province as a process of its own, with its training-only doors open.
import { spawn } from 'node:child_process';

/** @typedef {{ receiptId: string, sha256: string, attempts: number }} Received */

/** @param {{ provincePath: string, dataDir: string, nodePath: string }} options */
export async function startProvince({ provincePath, dataDir, nodePath }) {
  const args = [provincePath, '--admin', '--exit-with-stdin', '--data', dataDir];
  const child = spawn(nodePath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))).url);
    });
    child.once('exit', () => reject(new Error('the province did not start')));
  });
  /**
   * @param {string} path
   * @param {{ method?: string, body?: unknown }} [options]
   * @returns {Promise<any>}
   */
  async function admin(path, { method = 'GET', body } = {}) {
    const response = await fetch(`${url}/admin/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the province refused ${path}: ${response.status}`);
    return response.status === 204 ? null : response.json();
  }
  return {
    url: /** @type {string} */ (url),
    account: () => admin('training-account'),
    issueCode: async (/** @type {string} */ personId) =>
      (await admin('codes', { method: 'POST', body: { personId, ttlMs: 60_000 } })).code,
    addFault: (/** @type {Record<string, unknown>} */ plan) =>
      admin('faults', { method: 'POST', body: plan }),
    clearFaults: () => admin('faults', { method: 'DELETE' }),
    /** @type {() => Promise<Received[]>} */
    received: () => admin('receipts'),
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startProvince>>} Province */

const MODES = /** @type {const} */ (['refuse-503', 'drop-before', 'drop-after', 'slow', 'truncate']);
/** Deliveries take most of it; signing in is done once and would only stop the run. */
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
