import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheDir, distDir } from '../base/paths.mjs';
import { createClerk } from './clerk.mjs';
import { commandsOf } from './commands.mjs';
import { startCore } from './core.mjs';
import { driverProcesses, processesOf, strayFiles } from './leftovers.mjs';
import { createMaintenance } from './maintenance.mjs';
import { randomFault, startProvince } from './province.mjs';
import { seededRandom } from './random.mjs';
import { problemsIn, provinceIntegrity, readStore } from './verdict.mjs';

/** Steps of one core, and kills, without one case done, after which the run has hung and says so. */
const STEPS_WITHOUT_END = 20_000;
const KILLS_WITHOUT_CASE = 60;
const PASSPHRASE = 'a passphrase for this run';
/** From the fork of a core to its being ready, on an idle machine of two cores. */
const START_MS = 450;
/** A backup begins when the clerk has left, and is done within this. */
const BACKUP_MS = 80;

/** @typedef {import('./core.mjs').Core} Core */

/** A build beside a long run must not change the programs under it; bare imports still find this checkout's packages. */
function copyPrograms() {
  mkdirSync(path.join(cacheDir, 'torture'), { recursive: true });
  const dir = mkdtempSync(path.join(cacheDir, 'torture', 'dist-'));
  for (const part of ['core', 'world', 'assets'])
    cpSync(path.join(distDir, part), path.join(dir, part), { recursive: true });
  return dir;
}

/**
 * Ends after `kills` kills or `minutes` minutes, whichever is first.
 * @param {{ kills: number, seed: number, minutes: number, nodePath: string, say: (line: string) => void }} options
 */
export async function torture({ kills, seed, minutes, nodePath, say }) {
  const startedAt = Date.now();
  const isTime = () => Date.now() - startedAt > minutes * 60_000;
  const random = seededRandom(seed);
  const programsDir = copyPrograms();
  const workDir = mkdtempSync(path.join(tmpdir(), 'hall-torture-'));
  const profileDir = path.join(workDir, 'profile');
  const passphrasePath = path.join(workDir, 'passphrase');
  writeFileSync(passphrasePath, PASSPHRASE, { mode: 0o600 });
  const provinceDir = path.join(workDir, 'province');
  const province = await startProvince({
    provincePath: path.join(programsDir, 'world', 'province.mjs'),
    dataDir: provinceDir,
    nodePath,
  });
  /** @type {Set<string>} */
  const handed = new Set();
  const kept = { value: '' };
  const clerk = createClerk({ province, random, handed });
  const corePath = path.join(programsDir, 'core', 'node.mjs');
  // A reader that is not plugged in: its driver process lives all the same.
  const args = [
    `--profile=${profileDir}`,
    `--province=${province.url()}`,
    `--id-card-port=${path.join(workDir, 'no-reader')}`,
  ];
  const start = () => startCore({ corePath, args, nodePath, kept });
  const commands = commandsOf({
    cliPath: path.join(programsDir, 'core', 'cli.mjs'),
    nodePath,
    profileDir,
    passphrasePath,
    archiveDir: path.join(workDir, 'archive'),
  });
  /** @type {Record<string, number>} */
  const lastSeen = {};
  const done = { kills: 0, cases: 0, faults: 0, coldStarts: 0, provinceKills: 0, driverKills: 0, breaks: 0 };
  /** @type {Core | undefined} */
  let core;
  let lastCaseAt = 0;
  /** How much slower than when it has nothing else to do this machine is: a core on its knees gets more time before it dies. */
  let pace = 1;
  let provinceBack = Promise.resolve();

  async function signIn(/** @type {Core} */ living) {
    const { account, secret } = await province.account('clerk');
    return living.call('clerk.signIn', { account, secret });
  }

  /** A start after the whole machine went: nobody kept the key, the clerk signs in anew. */
  async function enter(/** @type {Core} */ cold) {
    const unlocked = await cold.call('station.unlock', { passphrase: PASSPHRASE });
    return unlocked.ok ? signIn(cold) : unlocked;
  }

  function note(/** @type {string} */ where, /** @type {number} */ afterMs) {
    done.kills += 1;
    lastSeen[where] = (lastSeen[where] ?? 0) + 1;
    say(`kill ${done.kills}: after ${afterMs} ms, last seen ${where}; ${handed.size} handed out`);
  }
  const maintenance = createMaintenance({ commands, random, note, profileDir });

  /** Faults come and go, or no delivery would ever meet fair weather; now and then somebody asks for sending now. */
  async function disturb(/** @type {Core} */ living) {
    if (random.chance(0.05)) {
      await province.addFault(randomFault(random));
      done.faults += 1;
    }
    if (random.chance(0.03)) await province.clearFaults();
    if (random.chance(0.05)) void living.call('outbox.drain');
    if (random.chance(0.004)) {
      await provinceBack;
      provinceBack = province.kill(random.between(0, 300));
      done.provinceKills += 1;
    }
    if (random.chance(0.01)) {
      for (const pid of driverProcesses(living.pid)) {
        process.kill(pid, 'SIGKILL');
        done.driverKills += 1;
      }
    }
  }

  /** The clerk goes for a break and the window takes its backup; what is struck down then is the backup. */
  async function takeBreak(/** @type {Core} */ living) {
    commands.archiveBackups();
    done.breaks += 1;
    await living.call('clerk.signOut');
    if (random.chance(0.5)) {
      await new Promise((resolve) => setTimeout(resolve, random.between(0, BACKUP_MS)));
      living.kill();
      await living.gone;
      return 'gone';
    }
    for (let left = 100; left > 0; left -= 1) {
      const again = await signIn(living);
      if (again.ok) return 'break';
      if (again.code === 'CORE_GONE') return 'gone';
    }
    throw new Error('nobody can sign in again');
  }

  /** One core until it is gone; says where it was last seen. */
  async function workUntilGone(/** @type {Core} */ living) {
    let where = 'between';
    for (let left = STEPS_WITHOUT_END; left > 0; left -= 1) {
      await disturb(living);
      const state = await clerk(living);
      if (state === 'gone') return where;
      where = state;
      // Struck down during a break: whoever comes back signs in anew.
      if (state.endsWith('CLERK_SIGNED_OUT')) await signIn(living);
      if (state !== 'closed') continue;
      done.cases += 1;
      lastCaseAt = done.kills;
      if (random.chance(0.1)) {
        where = 'backup at the window';
        if ((await takeBreak(living)) === 'gone') return where;
      }
    }
    throw new Error(`the run hangs in ${where}`);
  }

  async function startCold() {
    kept.value = '';
    const cold = start();
    core = cold;
    done.coldStarts += 1;
    if (!(await cold.ready)) throw new Error('the core does not start again');
    const again = await enter(cold);
    if (!again.ok) throw new Error(`nobody can work at the window: ${again.code}`);
    return cold;
  }

  try {
    core = await startCold();
    while (done.kills < kills && !isTime()) {
      const living = core;
      const afterMs = Math.round(random.between(1, 900) * pace);
      const timer = setTimeout(() => living.kill(), afterMs);
      const where = await workUntilGone(living);
      clearTimeout(timer);
      await living.gone;
      note(where, afterMs);
      if (done.kills - lastCaseAt > KILLS_WITHOUT_CASE)
        throw new Error(`no case ends any more, last seen ${where}`);

      if (random.chance(0.05)) {
        await maintenance();
        core = await startCold();
        continue;
      }
      core = start();
      const born = core;
      const bornAt = Date.now();
      while (done.kills < kills && random.chance(0.15)) {
        const starting = core;
        const earlyMs = random.between(5, 700);
        const early = setTimeout(() => starting.kill(), earlyMs);
        const isReady = await starting.ready;
        if (isReady) starting.kill();
        clearTimeout(early);
        await starting.gone;
        note(isReady ? 'just started' : 'starting', earlyMs);
        core = start();
      }
      if (random.chance(0.05)) {
        // What was kept is lost with the machine; the core that has just taken it goes as well.
        core.kill();
        await core.gone;
        core = await startCold();
      }
      if (!(await core.ready)) throw new Error('the core does not start again');
      if (core === born) pace = Math.min(2, Math.max(1, (Date.now() - bornAt) / START_MS));
    }

    await provinceBack;
    await province.clearFaults();
    let last = await core.call('station.snapshot');
    if (last.ok && last.value.clerk === null) await signIn(core);
    for (let left = STEPS_WITHOUT_END; last.ok && last.value.case !== null; left -= 1) {
      if (left === 0) throw new Error('the last case does not end');
      if ((await clerk(core)) === 'closed') done.cases += 1;
      last = await core.call('station.snapshot');
    }
    const drained = await core.call('outbox.drain');
    const stray = strayFiles(profileDir);
    await core.close();

    const audit = await commands.run(['audit', 'verify']);
    const received = await province.received();
    await province.stop();
    const store = readStore(path.join(profileDir, 'hall.db'), kept.value);
    const backupRestores = await maintenance.backupRestores(path.join(workDir, 'elsewhere'));
    const problems = problemsIn({
      store,
      received,
      handed,
      auditIntact: audit.lines[0]?.intact === true,
      provinceIntegrity: provinceIntegrity(provinceDir),
      stray,
      orphans: processesOf(programsDir).length,
      backupRestores,
    });
    if (stray.length > 0) say(`torture: left behind: ${stray.join(', ')}`);
    if (!drained.ok || !last.ok) problems.push('the last core did not answer');
    if (problems.length === 0) rmSync(workDir, { recursive: true, force: true });
    else say(`torture: kept for inspection: ${workDir}`);
    return {
      seed,
      ...done,
      lastSeen,
      commands: maintenance.counts,
      handedOut: handed.size,
      sealed: store.receipts.length,
      withAttachment: store.withAttachment,
      atProvince: received.length,
      deliveries: received.reduce((sum, each) => sum + each.attempts, 0),
      answeredAsDuplicate: store.answeredAsDuplicate,
      auditLines: audit.lines[0]?.lines ?? 0,
      auditCheckpoints: audit.lines[0]?.checkpoints ?? 0,
      auditIntact: audit.lines[0]?.intact === true,
      integrity: store.integrity,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      problems,
    };
  } catch (error) {
    say(`torture: kept for inspection: ${workDir}`);
    throw error;
  } finally {
    core?.kill();
    await provinceBack.catch(() => {});
    await province.stop();
    if (existsSync(programsDir)) rmSync(programsDir, { recursive: true, force: true });
  }
}
