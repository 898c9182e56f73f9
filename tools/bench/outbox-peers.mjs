// Two published queues on SQLite, for comparison: the same number of bytes, once as they are shipped (synchronous=NORMAL:
// a commit may be gone after a power cut) and once forced to FULL. Neither encrypts, keeps a receipt beside the job or an audit line.
import path from 'node:path';
import Database from 'better-sqlite3';
import { buildDBClient, SqliteQueue } from 'liteque';
import { better, defineQueue } from 'plainjob';

const SAMPLES = 120;
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/**
 * Median milliseconds per durable enqueue.
 * @param {string} dir @param {number} bytes @param {(times: number[]) => number} median
 */
export async function peerCosts(dir, bytes, median) {
  const text = 'x'.repeat(bytes);
  /** @type {Record<string, { add: () => unknown, times: number[] }>} */
  const peers = {};
  /** @type {(() => void)[]} */
  const closers = [];
  for (const level of /** @type {const} */ (['NORMAL', 'FULL'])) {
    const plain = new Database(path.join(dir, `plainjob-${level}.db`));
    const queue = defineQueue({ connection: better(plain), logger: silent });
    plain.pragma(`synchronous=${level}`);
    closers.push(() => queue.close());
    peers[`plainjob ${level}`] = { add: () => queue.add('deliver', text), times: [] };

    const client = buildDBClient(path.join(dir, `liteque-${level}.db`), { runMigrations: true });
    const connection = /** @type {any} */ (client).session.client;
    connection.pragma(`synchronous=${level}`);
    closers.push(() => connection.close());
    const tasks = new SqliteQueue('deliver', client, {
      defaultJobArgs: { numRetries: 1 },
      keepFailedJobs: false,
    });
    peers[`liteque ${level}`] = { add: () => tasks.enqueue(text), times: [] };
  }
  try {
    for (let at = 0; at < SAMPLES; at += 1) {
      for (const peer of Object.values(peers)) {
        const from = performance.now();
        await peer.add();
        peer.times.push(performance.now() - from);
      }
    }
    return Object.fromEntries(
      Object.entries(peers).map(([name, { times }]) => [name, Number(median(times).toFixed(3))]),
    );
  } finally {
    for (const close of closers) close();
  }
}
