// Some of the windows, in one process: each with a store file, a client and a delivery loop of its own. Started by run.mjs,
// spoken to over IPC: `prepare`, then `go`, then it answers with what it saw and ends.
import path from 'node:path';
import { loadModules } from './programs.mjs';
import { makeParcel, openWindow } from './window.mjs';

const LOOK_MS = 250;

/** @type {ReturnType<typeof openWindow>[]} */
let windows = [];
/** @type {string[]} */
const sealed = [];
/** Milliseconds of each delivery that was answered. @type {number[]} */
const times = [];
let failed = 0;
let receipts = 0;

process.on('message', (/** @type {any} */ message) => {
  const work = message.kind === 'prepare' ? prepare(message) : deliver();
  work.then(
    (reply) => process.send?.(reply),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/**
 * @param {{ programsDir: string, workDir: string, from: number, to: number, receipts: number, baseUrl: string, brokers: string[],
 *   templatePath: string, key: string }} order
 */
async function prepare(order) {
  const parts = await loadModules(order.programsDir);
  receipts = order.receipts;
  const key = new Uint8Array(Buffer.from(order.key, 'hex'));
  for (let number = order.from; number < order.to; number += 1) {
    const window = openWindow(parts, {
      dir: path.join(order.workDir, `window-${number}`),
      key,
      baseUrl: order.baseUrl,
      brokers: order.brokers,
      templatePath: order.templatePath,
      onDelivered: (ms, ok) => {
        if (ok) times.push(ms);
        else failed += 1;
      },
    });
    for (let at = 0; at < receipts; at += 1) {
      const made = makeParcel(parts, `A${number}`);
      window.enqueue(made);
      sealed.push(made.receiptId);
    }
    windows.push(window);
  }
  return { kind: 'ready' };
}

async function deliver() {
  for (const window of windows) window.delivery.start();
  const isDone = (/** @type {ReturnType<typeof openWindow>} */ window) =>
    window.counts().acknowledged >= receipts;
  for (let left = windows; left.length > 0; left = left.filter((window) => !isDone(window)))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const usage = process.cpuUsage();
  const { rss } = process.memoryUsage();
  await Promise.all(windows.map((window) => window.delivery.stop()));
  await Promise.all(windows.map((window) => window.close()));
  windows = [];
  return {
    kind: 'done',
    sealed,
    times,
    failed,
    cpuSeconds: (usage.user + usage.system) / 1e6,
    rssMb: Math.round(rss / 1e6),
  };
}
