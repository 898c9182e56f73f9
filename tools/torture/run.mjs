import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheDir, distDir } from '../base/paths.mjs';
import { createClerk } from './clerk.mjs';
import { startCore } from './core.mjs';
import { randomFault, startProvince } from './province.mjs';
import { seededRandom } from './random.mjs';
import { problemsIn, readStore } from './verdict.mjs';

/** Steps of one core, and kills, without one case done, after which the run has hung and says so. */
const STEPS_WITHOUT_END = 20_000;
const KILLS_WITHOUT_CASE = 60;
const PASSPHRASE = 'a passphrase for this run';

/** @typedef {import('./core.mjs').Core} Core */

/** A build beside a long run must not change the programs under it; bare imports still find this checkout's packages. */
function copyPrograms() {
  mkdirSync(path.join(cacheDir, 'torture'), { recursive: true });
  const dir = mkdtempSync(path.join(cacheDir, 'torture', 'dist-'));
  for (const part of ['core', 'world', 'assets'])
    cpSync(path.join(distDir, part), path.join(dir, part), { recursive: true });
  return dir;
}

/** @param {{ kills: number, seed: number, nodePath: string, say: (line: string) => void }} options */
export async function torture({ kills, seed, nodePath, say }) {
  const startedAt = Date.now();
  const random = seededRandom(seed);
  const programsDir = copyPrograms();
  const workDir = mkdtempSync(path.join(tmpdir(), 'hall-torture-'));
  const profileDir = path.join(workDir, 'profile');
  const province = await startProvince({
    provincePath: path.join(programsDir, 'world', 'province.mjs'),
    dataDir: path.join(workDir, 'province'),
    nodePath,
  });
  /** @type {Set<string>} */
  const handed = new Set();
  const kept = { value: '' };
  const clerk = createClerk({ province, random, handed });
  const corePath = path.join(programsDir, 'core', 'node.mjs');
  const args = [`--profile=${profileDir}`, `--province=${province.url}`];
  const start = () => startCore({ corePath, args, nodePath, kept });
  /** @type {Record<string, number>} */
  const lastSeen = {};
  const done = { kills: 0, cases: 0, faults: 0, coldStarts: 0 };
  /** @type {Core | undefined} */
  let core;
  let lastCaseAt = 0;

  /** A start after the whole machine went: nobody kept the key, the clerk signs in anew. */
  async function enter(/** @type {Core} */ cold) {
    const { account, secret } = await province.account();
    const unlocked = await cold.call('station.unlock', { passphrase: PASSPHRASE });
    if (!unlocked.ok) return unlocked;
    return cold.call('clerk.signIn', { account, secret });
  }

  /** Faults come and go, or no delivery would ever meet fair weather; now and then somebody asks for sending now. */
  async function disturb(/** @type {Core} */ living) {
    if (random.chance(0.05)) {
      await province.addFault(randomFault(random));
      done.faults += 1;
    }
    if (random.chance(0.03)) await province.clearFaults();
    if (random.chance(0.05)) void living.call('outbox.drain');
  }

  /** @param {Core} living */
  function expectDeath(living, /** @type {number} */ afterMs, /** @type {string} */ where) {
    done.kills += 1;
    lastSeen[where] = (lastSeen[where] ?? 0) + 1;
    say(`kill ${done.kills}: after ${afterMs} ms, last seen ${where}; ${handed.size} handed out`);
    return living.gone;
  }

  try {
    core = start();
    if (!(await core.ready)) throw new Error('the core does not start');
    const entered = await enter(core);
    if (!entered.ok) throw new Error(`nobody can work at the window: ${entered.code}`);

    while (done.kills < kills) {
      const living = core;
      const afterMs = random.between(1, 900);
      const timer = setTimeout(() => living.kill(), afterMs);
      let where = 'between';
      let left = STEPS_WITHOUT_END;
      for (let state = ''; state !== 'gone'; left -= 1) {
        if (left === 0) throw new Error(`the run hangs in ${where}`);
        await disturb(living);
        state = await clerk(living);
        if (state !== 'gone') where = state;
        if (state === 'closed') {
          done.cases += 1;
          lastCaseAt = done.kills;
        }
      }
      clearTimeout(timer);
      await expectDeath(living, afterMs, where);

      if (done.kills - lastCaseAt > KILLS_WITHOUT_CASE)
        throw new Error(`no case ends any more, last seen ${where}`);

      core = start();
      while (done.kills < kills && random.chance(0.15)) {
        const starting = core;
        const earlyMs = random.between(5, 700);
        const early = setTimeout(() => starting.kill(), earlyMs);
        const isReady = await starting.ready;
        if (isReady) starting.kill();
        clearTimeout(early);
        await expectDeath(starting, earlyMs, isReady ? 'just started' : 'starting');
        core = start();
      }
      const isCold = random.chance(0.05);
      if (isCold) {
        // What was kept is lost with the machine; the core that has just taken it goes as well.
        core.kill();
        await core.gone;
        kept.value = '';
        core = start();
        done.coldStarts += 1;
      }
      if (!(await core.ready)) throw new Error('the core does not start again');
      if (isCold) {
        const again = await enter(core);
        if (!again.ok) throw new Error(`nobody can work at the window: ${again.code}`);
      }
    }

    await province.clearFaults();
    let last = await core.call('station.snapshot');
    for (let left = STEPS_WITHOUT_END; last.ok && last.value.case !== null; left -= 1) {
      if (left === 0) throw new Error('the last case does not end');
      if ((await clerk(core)) === 'closed') done.cases += 1;
      last = await core.call('station.snapshot');
    }
    const drained = await core.call('outbox.drain');
    const audit = await core.call('audit.verify');
    await core.close();

    const received = await province.received();
    const store = readStore(path.join(profileDir, 'hall.db'), kept.value);
    const auditIntact = audit.ok && audit.value.intact;
    const problems = problemsIn({ store, received, handed, auditIntact });
    if (!drained.ok || !last.ok) problems.push('the last core did not answer');
    if (problems.length === 0) rmSync(workDir, { recursive: true, force: true });
    else say(`torture: kept for inspection: ${workDir}`);
    return {
      seed,
      ...done,
      lastSeen,
      handedOut: handed.size,
      sealed: store.receipts.length,
      atProvince: received.length,
      deliveries: received.reduce((sum, each) => sum + each.attempts, 0),
      answeredAsDuplicate: store.answeredAsDuplicate,
      auditLines: audit.ok ? audit.value.lines : 0,
      auditIntact,
      integrity: store.integrity,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      problems,
    };
  } catch (error) {
    say(`torture: kept for inspection: ${workDir}`);
    throw error;
  } finally {
    core?.kill();
    await province.stop();
    rmSync(programsDir, { recursive: true, force: true });
  }
}
