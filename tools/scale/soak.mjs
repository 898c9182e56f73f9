// A shift at one window, compressed: one core works through whole cases against the reference province while its memory,
// its open files and its store are watched.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, distDir } from '../base/paths.mjs';
import { createClerk } from '../torture/clerk.mjs';
import { startCore } from '../torture/core.mjs';
import { startProvince } from '../torture/province.mjs';
import { seededRandom } from '../torture/random.mjs';
import { megabytes, round, slope } from './trend.mjs';

const SAMPLE_EVERY = 100;
const PASSPHRASE = 'a passphrase for this run';
/** Steps of the clerk without one case done, after which the run has hung and says so. */
const STEPS_WITHOUT_END = 20_000;

/**
 * @typedef {object} Sample
 * @property {number} cases closed so far
 * @property {number} heapMb V8's heap after a full collection
 * @property {number} rssMb
 * @property {number} files open descriptors
 * @property {number} databaseMb
 * @property {number} walMb
 * @property {number} logMb
 */

/** @param {{ cases: number, seed: number, nodePath: string, say: (line: string) => void }} options */
export async function soak({ cases, seed, nodePath, say }) {
  const startedAt = Date.now();
  mkdirSync(path.join(cacheDir, 'scale'), { recursive: true });
  const programsDir = mkdtempSync(path.join(cacheDir, 'scale', 'dist-'));
  for (const part of ['core', 'world', 'assets'])
    cpSync(path.join(distDir, part), path.join(programsDir, part), { recursive: true });
  const workDir = mkdtempSync(path.join(tmpdir(), 'hall-soak-'));
  const profileDir = path.join(workDir, 'profile');
  const probePath = path.join(workDir, 'memory.jsonl');
  const province = await startProvince({
    provincePath: path.join(programsDir, 'world', 'province.mjs'),
    dataDir: path.join(workDir, 'province'),
    nodePath,
  });
  const random = seededRandom(seed);
  /** @type {Set<string>} */
  const handed = new Set();
  const clerk = createClerk({ province, random, handed });
  const probeUrl = pathToFileURL(path.join(import.meta.dirname, 'memory-probe.mjs')).href;
  process.env.HALL_MEMORY_PROBE = probePath;
  process.env.NODE_OPTIONS = `--import=${probeUrl}`;
  const core = startCore({
    corePath: path.join(programsDir, 'core', 'node.mjs'),
    args: [`--profile=${profileDir}`, `--province=${province.url()}`],
    nodePath,
    kept: { value: '' },
  });
  delete process.env.NODE_OPTIONS;
  delete process.env.HALL_MEMORY_PROBE;

  /** @type {Sample[]} */
  const samples = [];
  try {
    if (!(await core.ready)) throw new Error('the core does not start');
    await core.call('station.unlock', { passphrase: PASSPHRASE });
    const { account, secret } = await province.account('clerk');
    const entered = await core.call('clerk.signIn', { account, secret });
    if (!entered.ok) throw new Error(`nobody can work at the window: ${entered.code}`);

    samples.push(await sample(core.pid, { profileDir, probePath, cases: 0 }));
    let left = STEPS_WITHOUT_END;
    for (let done = 0; done < cases; ) {
      const state = await clerk(core);
      if (state === 'gone') throw new Error('the core went');
      left -= 1;
      if (left === 0) throw new Error(`the run hangs in ${state}`);
      if (state !== 'closed') continue;
      left = STEPS_WITHOUT_END;
      done += 1;
      if (done % SAMPLE_EVERY !== 0) continue;
      await core.call('outbox.drain');
      const taken = await sample(core.pid, { profileDir, probePath, cases: done });
      samples.push(taken);
      say(`soak: ${JSON.stringify(taken)}`);
    }
    await core.call('outbox.drain');
    const received = new Set((await province.received()).map(({ receiptId }) => receiptId));
    await core.close();
    const lost = [...handed].filter((id) => !received.has(id)).length;
    const verdict = judge(samples);
    return {
      cases,
      seed,
      handedOut: handed.size,
      atProvince: received.size,
      lost,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      ...verdict,
      problems: [...verdict.problems, ...(lost > 0 ? [`handed out and not at the province: ${lost}`] : [])],
      samples,
    };
  } finally {
    core.kill();
    await province.stop();
    rmSync(programsDir, { recursive: true, force: true });
    rmSync(workDir, { recursive: true, force: true });
  }
}

/**
 * @param {number} pid
 * @param {{ profileDir: string, probePath: string, cases: number }} about
 * @returns {Promise<Sample>}
 */
async function sample(pid, { profileDir, probePath, cases }) {
  const before = linesOf(probePath).length;
  process.kill(pid, 'SIGUSR2');
  let lines = linesOf(probePath);
  while (lines.length === before) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    lines = linesOf(probePath);
  }
  const { heapUsed, rss } = JSON.parse(lines.at(-1) ?? '{}');
  return {
    cases,
    heapMb: megabytes(heapUsed),
    rssMb: megabytes(rss),
    files: readdirSync(`/proc/${pid}/fd`).length,
    databaseMb: megabytes(sizeOf(path.join(profileDir, 'hall.db'))),
    walMb: megabytes(sizeOf(path.join(profileDir, 'hall.db-wal'))),
    logMb: megabytes(sizeOf(path.join(profileDir, 'logs', 'core.log'))),
  };
}

/** Whole lines only. @param {string} file */
function linesOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** @param {string} file */
const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);

/** What the second half may do. */
export const RULE = {
  /** Heap after a collection, MB per 1,000 cases. */
  heapSlope: 2,
  /** Resident memory, as a part of its mean, per 1,000 cases; fragments come and go. */
  rssSlope: 0.05,
  /** Between the fewest and the most. */
  files: 3,
  /** What a case adds to the database, against the first half. */
  perCase: 1.1,
  walMb: 16,
};

/** @param {Sample[]} samples */
export function judge(samples) {
  const half = samples.slice(Math.floor(samples.length / 2));
  const early = samples.slice(0, Math.floor(samples.length / 2) + 1);
  const rssMean = half.reduce((sum, { rssMb }) => sum + rssMb, 0) / half.length;
  const found = {
    heapSlopeMb: round(slope(half, 'heapMb') * 1000),
    rssSlopeMb: round(slope(half, 'rssMb') * 1000),
    files: {
      least: Math.min(...half.map(({ files }) => files)),
      most: Math.max(...half.map(({ files }) => files)),
    },
    databaseKbPerCase: {
      firstHalf: round(slope(early, 'databaseMb') * 1000),
      secondHalf: round(slope(half, 'databaseMb') * 1000),
    },
    walMb: Math.max(...samples.map(({ walMb }) => walMb)),
  };
  const problems = [];
  if (found.heapSlopeMb > RULE.heapSlope)
    problems.push(`heap grows by ${found.heapSlopeMb} MB per 1,000 cases`);
  if (found.rssSlopeMb > RULE.rssSlope * rssMean)
    problems.push(`memory grows by ${found.rssSlopeMb} MB per 1,000 cases`);
  if (found.files.most - found.files.least > RULE.files)
    problems.push('the number of open files is not flat');
  if (found.databaseKbPerCase.secondHalf > RULE.perCase * found.databaseKbPerCase.firstHalf)
    problems.push('a case adds more and more to the database');
  if (found.walMb > RULE.walMb) problems.push(`the write-ahead log grew to ${found.walMb} MB`);
  return { ...found, problems };
}
