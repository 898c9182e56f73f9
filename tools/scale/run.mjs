// Many windows at once against one province: all have their receipts sealed before it starts, as after an outage, and then all
// deliver as fast as they can. Nothing lost and nothing doubled is read from the province's own database.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { processorSeconds } from '../bench/load-supply.mjs';
import { bundlePrograms, loadModules, must } from './programs.mjs';
import { startProvince } from './province.mjs';

const FLEETS = 4;

/**
 * @typedef {object} ScaleOptions
 * @property {number} windows
 * @property {number} receipts per window
 * @property {'sqlite' | 'postgres'} database
 * @property {0 | 1 | 3} brokers 0: over HTTP
 * @property {boolean} killBroker one of three, in the middle
 * @property {(line: string) => void} say
 */

/** @param {ScaleOptions} options */
export async function scale({ windows, receipts, database, brokers: brokerCount, killBroker, say }) {
  const workDir = mkdtempSync(path.join(tmpdir(), 'hall-scale-'));
  const programs = await bundlePrograms();
  /** @type {(() => Promise<unknown>)[]} */
  const atEnd = [];
  try {
    const parts = await loadModules(programs.dir);
    const key = parts.base.systemIds.bytes(32);
    const templatePath = makeTemplate(parts, path.join(workDir, 'template'), key);
    const postgres = database === 'postgres' ? await startPostgres() : null;
    if (postgres) atEnd.push(() => postgres.stop());
    const databaseUrl = await postgres?.newDatabase();
    const brokers = brokerCount === 0 ? null : await startBrokers(path.join(workDir), brokerCount);
    if (brokers) atEnd.push(() => brokers.stop());
    const servers = brokers?.servers ?? [];
    const province = await startProvince({
      provincePath: programs.provincePath,
      ...(databaseUrl === undefined ? { dataDir: path.join(workDir, 'province') } : { databaseUrl }),
      args: brokers ? ['--brokers', servers.join(','), '--replicas', String(brokerCount)] : [],
    });
    atEnd.push(() => province.stop());

    const share = Math.ceil(windows / FLEETS);
    const fleets = Array.from({ length: FLEETS }, (_, at) => ({
      from: at * share,
      to: Math.min(windows, (at + 1) * share),
    }))
      .filter(({ from, to }) => from < to)
      .map((range) => ({ ...range, ...startFleet() }));
    atEnd.push(async () => {
      for (const { stop } of fleets) stop();
    });
    say(`scale: ${windows} windows seal ${receipts} receipts each`);
    await Promise.all(
      fleets.map(({ from, to, ask }) =>
        ask({
          kind: 'prepare',
          programsDir: programs.dir,
          workDir,
          from,
          to,
          receipts,
          baseUrl: province.url,
          brokers: servers,
          templatePath,
          key: Buffer.from(key).toString('hex'),
        }),
      ),
    );
    say('scale: all deliver');
    const startedAt = performance.now();
    const cpuBefore = processorSeconds(province.pid);
    const fleetCpuBefore = fleets.map(({ pid }) => processorSeconds(pid));
    const working = Promise.all(fleets.map(({ ask }) => ask({ kind: 'go' })));
    if (brokers && killBroker) {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await brokers.kill(1);
      say('scale: one broker killed');
    }
    const seen = await working;
    const seconds = (performance.now() - startedAt) / 1000;
    const provinceCpu = processorSeconds(province.pid) - cpuBefore;
    const fleetCpu = seen.reduce((sum, each, at) => sum + each.cpuSeconds - (fleetCpuBefore[at] ?? 0), 0);
    const sealed = seen.flatMap((each) => each.sealed);
    const times = seen.flatMap((each) => each.times).sort((a, b) => a - b);
    const rows =
      databaseUrl === undefined
        ? await sqliteRows(path.join(workDir, 'province', 'province.db'))
        : await postgresRows(databaseUrl);
    const arrived = new Set(rows.map(({ receipt_id: id }) => id));
    const known = new Set(sealed);
    return {
      windows,
      receipts: sealed.length,
      way: brokers ? `${brokerCount} broker(s)${killBroker ? ', one killed' : ''}` : 'HTTP',
      database,
      seconds: round(seconds),
      perSecond: round(sealed.length / seconds),
      deliveryMs: {
        p50: Math.round(at(times, 0.5)),
        p95: Math.round(at(times, 0.95)),
        max: Math.round(at(times, 1)),
      },
      failedAttempts: seen.reduce((sum, each) => sum + each.failed, 0),
      attempts: rows.reduce((sum, { count }) => sum + Number(count), 0),
      lost: sealed.filter((id) => !arrived.has(id)).length,
      doubled: rows.length - arrived.size,
      unknown: [...arrived].filter((id) => !known.has(id)).length,
      coresBusy: { province: round(provinceCpu / seconds), windows: round(fleetCpu / seconds) },
      fleetRssMb: seen.map((each) => each.rssMb),
    };
  } finally {
    for (const end of atEnd.reverse()) await end();
    rmSync(workDir, { recursive: true, force: true });
    rmSync(programs.dir, { recursive: true, force: true });
  }
}

/**
 * An empty store that every window gets a copy of: making it anew takes longer than filling it.
 * @param {Record<string, any>} parts @param {string} dir @param {Uint8Array} key
 */
function makeTemplate({ store, database, base }, dir, key) {
  const { systemClock: clock, silentLog: log } = base;
  must(store.openStore({ driver: database.databaseDriver, dir, key, clock, log })).close();
  return path.join(dir, 'hall.db');
}

function startFleet() {
  const child = fork(path.join(import.meta.dirname, 'fleet.mjs'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    /** @param {any} message @returns {Promise<any>} */
    ask: (message) =>
      new Promise((resolve, reject) => {
        child.once('message', resolve);
        child.once('exit', () => reject(new Error('a fleet of windows went')));
        child.send(message);
      }),
    stop: () => void child.kill('SIGKILL'),
  };
}

/** A real server whose commits reach the disk. */
async function startPostgres() {
  const support = await import(
    new URL('../../tests/unit/fixtures/province/postgres.ts', import.meta.url).href
  );
  return support.startPostgres({ fsync: 'on', shared_buffers: '256MB' });
}

/** @param {string} dir @param {1 | 3} count */
async function startBrokers(dir, count) {
  const support = await import(new URL('../../tests/support/brokers.ts', import.meta.url).href);
  return support.startBrokers(dir, count);
}

const ROWS =
  'SELECT receipts.receipt_id, count FROM receipts JOIN attempts ON attempts.receipt_id = receipts.receipt_id';

/** @typedef {{ receipt_id: string, count: number }} ReceivedRow */

/** @param {string} file @returns {Promise<ReceivedRow[]>} */
async function sqliteRows(file) {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return /** @type {any} */ (database.prepare(ROWS).all());
  } finally {
    database.close();
  }
}

/** @param {string} connectionString @returns {Promise<ReceivedRow[]>} */
async function postgresRows(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(ROWS)).rows;
  } finally {
    await client.end();
  }
}

/** @param {number[]} sorted @param {number} share */
function at(sorted, share) {
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1))] ?? 0;
}

/** @param {number} value */
const round = (value) => Number(value.toFixed(2));
