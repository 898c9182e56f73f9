// Emptying the queue: the product's delivery loop on its encrypted store against a bare keep-alive client that PUTs such
// parcels one after another, to the same province (a process of its own, SQLite on disk), in turns.
//   [--drained N (of each kind, 480)]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { readOption } from '../base/arguments.mjs';
import { rootDir } from '../base/paths.mjs';
import { bundlePrograms, loadModules } from '../scale/programs.mjs';
import { startProvince } from '../scale/province.mjs';
import { makeParcel, openWindow } from '../scale/window.mjs';

const TARGET = 0.7;
const PER_TURN = 40;

const parcels = Number(readOption(process.argv.slice(2), '--drained') ?? 480);
const workDir = mkdtempSync(path.join(tmpdir(), 'hall-bench-'));
const programs = await bundlePrograms();
/** @type {Awaited<ReturnType<typeof startProvince>> | undefined} */
let province;
const agent = new Agent({ connections: 1, pipelining: 1 });
try {
  const parts = await loadModules(programs.dir);
  province = await startProvince({ ...programs, dataDir: path.join(workDir, 'province') });
  const { url } = province;
  const key = parts.base.systemIds.bytes(32);
  const window = openWindow(parts, { dir: path.join(workDir, 'window'), key, baseUrl: url });

  /** Milliseconds per parcel. */
  async function ownTurn() {
    for (let at = 0; at < PER_TURN; at += 1) window.enqueue(makeParcel(parts, 'A01'));
    const from = performance.now();
    window.delivery.start();
    const counts = await window.delivery.drain();
    const took = performance.now() - from;
    await window.delivery.stop();
    if (counts.waiting + counts.later + counts.parked > 0) throw new Error('not everything was delivered');
    return took / PER_TURN;
  }
  async function bareTurn() {
    const made = Array.from({ length: PER_TURN }, () => {
      const parcel = makeParcel(parts, 'A01');
      return { receiptId: parcel.receiptId, body: parcel.sent() };
    });
    const from = performance.now();
    for (const { receiptId, body } of made) {
      const answer = await request(`${url}/v1/receipts/${receiptId}`, {
        dispatcher: agent,
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await answer.body.json();
      if (answer.statusCode !== 201) throw new Error(`refused: ${answer.statusCode}`);
    }
    return (performance.now() - from) / PER_TURN;
  }

  /** @type {number[]} */
  const own = [];
  /** @type {number[]} */
  const bare = [];
  // The first turns warm both ends up.
  await bareTurn();
  await ownTurn();
  for (let done = 0; done < parcels; done += PER_TURN) {
    bare.push(await bareTurn());
    own.push(await ownTurn());
  }
  const received = await province.received();
  const twice = received.length - new Set(received.map(({ receiptId }) => receiptId)).size;
  await window.close();
  const result = {
    benchmark: 'drain',
    target: TARGET,
    ratio: round(median(bare) / median(own)),
    ownMs: round(median(own)),
    bareMs: round(median(bare)),
    turns: own.length,
    parcelsPerTurn: PER_TURN,
    doubled: twice,
    attemptedTwice: received.filter(({ attempts }) => attempts > 1).length,
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'drain.json'), `${JSON.stringify({ ...result, own, bare }, null, 2)}\n`);
  console.log(
    `emptying the queue: ${result.ratio} x the rate of a bare keep-alive client (${result.ownMs} ms a parcel beside ` +
      `${result.bareMs} ms; target ${TARGET}); ${received.length} receipts, ${twice} doubled`,
  );
  if (result.ratio < TARGET) process.exitCode = 1;
} finally {
  await agent.close();
  await province?.stop();
  rmSync(workDir, { recursive: true, force: true });
  rmSync(programs.dir, { recursive: true, force: true });
}

/** @param {number[]} times */
function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** @param {number} value */
function round(value) {
  return Number(value.toFixed(3));
}
