// The programs that take the load: the built command line, and one that only counts reports.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { rootDir } from '../base/paths.mjs';
import { processorSeconds } from './load-supply.mjs';

/** What is still on its way when the last thing was offered. */
const DRAIN_MS = 2_000;

/** Counts reports of the first HID device that it finds, and says so. */
const COUNTER = `
import HID from 'node-hid';
const [found] = await HID.devicesAsync();
const device = await HID.HIDAsync.open(found.path);
let count = 0;
device.on('data', () => { count += 1; });
device.on('error', () => process.exit(0));
console.log('ready');
process.stdin.on('data', () => console.log(String(count)));
process.stdin.on('end', () => process.exit(0));
`;

/**
 * Watches a device with the built command line while `supply` makes it read codes `LT1.<number>.…`.
 * @param {{ args: string[], env: Record<string, string>, supply: (started: () => void) => Promise<{ offered: number, waits: number, seconds: number }> }} given
 */
export async function watchCodes({ args, env, supply }) {
  const cliPath = path.join(rootDir, 'dist', 'core', 'cli.mjs');
  const child = spawn(process.execPath, [cliPath, 'devices', 'watch', ...args, '--show-personal-data'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const pid = child.pid ?? 0;
  /** @type {Map<number, number>} */
  const heard = new Map();
  let strange = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const number = /"payload":"LT1\.(\d{8})\.x+"/.exec(line)?.[1];
    if (number === undefined) strange += 1;
    else heard.set(Number(number), (heard.get(Number(number)) ?? 0) + 1);
  });
  try {
    await new Promise((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (line.includes('ready')) resolve(undefined);
      });
      void exit.then(() => reject(new Error('the command line ended before its device was ready')));
    });
    let before = 0;
    const given = await supply(() => {
      before = processorSeconds(pid);
    });
    const share = (processorSeconds(pid) - before) / given.seconds;
    await pause(DRAIN_MS);
    return {
      offered: given.offered,
      offeredPerSecond: given.offered / given.seconds,
      lost: given.offered - heard.size,
      waits: given.waits,
      doubled: [...heard.values()].filter((times) => times > 1).length,
      strange,
      share,
    };
  } finally {
    child.kill('SIGTERM');
    await exit;
  }
}

/**
 * The emulated bus by itself.
 * @param {Record<string, string>} env
 * @param {{ inject: (report: Uint8Array) => boolean, openBy: () => number }} device
 * @param {(at: number) => Uint8Array[]} codes
 * @param {{ seconds: number, perSecond: number }} wanted
 */
export async function bareReports(env, device, codes, { seconds, perSecond }) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', COUNTER], {
    cwd: rootDir,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    await lines.next();
    const reports = codes(0);
    const from = performance.now();
    const before = processorSeconds(child.pid ?? 0);
    for (let sent = 0, elapsed = 0; elapsed < seconds; elapsed = (performance.now() - from) / 1000) {
      const due = Math.min(sent + 48, Math.floor(elapsed * perSecond));
      while (sent < due && device.inject(reports[sent % reports.length] ?? new Uint8Array(64))) sent += 1;
      await (perSecond === Number.POSITIVE_INFINITY ? nextTurn() : pause(2));
    }
    const took = (performance.now() - from) / 1000;
    const share = (processorSeconds(child.pid ?? 0) - before) / took;
    child.stdin.write('count\n');
    const { value } = await lines.next();
    return { perSecond: Math.round(Number(value) / took), share };
  } finally {
    child.stdin.end();
    await exit;
  }
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resume) => setTimeout(resume, ms));
}

function nextTurn() {
  return new Promise((resume) => setImmediate(resume));
}
