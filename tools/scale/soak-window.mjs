// The same shift in the real window: the clerk's steps are the calls of the page itself, so that every screen of every case is
// drawn; what is watched is the page (heap, nodes, listeners) and the shell around it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { distDir, rootDir } from '../base/paths.mjs';
import { launchDriven } from '../drive/launch.mjs';
import { planLaunch } from '../start/launch-plan.mjs';
import { createClerk } from '../torture/clerk.mjs';
import { startProvince } from '../torture/province.mjs';
import { seededRandom } from '../torture/random.mjs';
import { megabytes, round, slope } from './trend.mjs';

const PASSPHRASE = 'a passphrase for this run';
const STEPS_WITHOUT_END = 20_000;
const READY_LIMIT_MS = 60_000;

/** What the second half may do. */
const RULE = {
  /** V8's heap of the page after a collection, MB per 1,000 cases. */
  heapSlope: 2,
  /** DOM nodes and listeners that live, per 1,000 cases. */
  nodeSlope: 500,
  /** Resident memory of page and shell, as a part of its mean, per 1,000 cases. */
  rssSlope: 0.05,
};

/**
 * @typedef {object} Sample
 * @property {number} cases closed so far
 * @property {number} heapMb the page's heap after a collection
 * @property {number} nodes DOM nodes alive
 * @property {number} listeners
 * @property {number} pageMb resident
 * @property {number} shellMb resident
 */

const { cases, seed, runtime } = JSON.parse(process.env.HALL_SOAK ?? '{}');
const result = await soakWindow();
const outDir = path.join(rootDir, 'out');
mkdirSync(outDir, { recursive: true });
writeFileSync(path.join(outDir, 'soak-window.json'), `${JSON.stringify(result, null, 2)}\n`);
const { samples: _, ...summary } = result;
console.log(JSON.stringify(summary));
process.exitCode = result.problems.length === 0 ? 0 : 1;

async function soakWindow() {
  const startedAt = Date.now();
  const workDir = mkdtempSync(path.join(tmpdir(), 'hall-soak-'));
  const province = await startProvince({
    provincePath: path.join(distDir, 'world', 'province.mjs'),
    dataDir: path.join(workDir, 'province'),
    nodePath: process.execPath,
  });
  const plan = planLaunch({
    runtime,
    isRoot: process.getuid?.() === 0,
    virtualDisplay: true,
    appDir: rootDir,
    appArgs: [`--profile=${path.join(workDir, 'profile')}`, `--province=${province.url()}`],
  });
  const app = await launchDriven({ executable: plan.command, args: plan.args, appDir: rootDir });
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    const window = callsOf(page);
    await opened(window);
    const { account, secret } = await province.account('clerk');
    const entered = await window.call('clerk.signIn', { account, secret });
    if (!entered.ok) throw new Error(`nobody can work at the window: ${entered.code}`);

    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    /** @param {number} done @returns {Promise<Sample>} */
    async function sample(done) {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
      const processes = await app.evaluate(({ app: electron }) =>
        electron.getAppMetrics().map(({ type, memory }) => ({ type, kb: memory.workingSetSize })),
      );
      const resident = (/** @type {string} */ type) =>
        megabytes(1024 * processes.filter((each) => each.type === type).reduce((sum, { kb }) => sum + kb, 0));
      return {
        cases: done,
        heapMb: megabytes(of('JSHeapUsedSize')),
        nodes: of('Nodes'),
        listeners: of('JSEventListeners'),
        pageMb: resident('Tab'),
        shellMb: resident('Browser'),
      };
    }

    const clerk = createClerk({ province, random: seededRandom(seed), handed: new Set() });
    const samples = [await sample(0)];
    const every = Math.max(1, Math.floor(cases / 20));
    let left = STEPS_WITHOUT_END;
    for (let done = 0; done < cases; ) {
      const state = await clerk(/** @type {any} */ (window));
      if (state === 'gone') throw new Error('the core went');
      left -= 1;
      if (left === 0) throw new Error(`the run hangs in ${state}`);
      if (state !== 'closed') continue;
      left = STEPS_WITHOUT_END;
      done += 1;
      if (done % every !== 0) continue;
      const taken = await sample(done);
      samples.push(taken);
      process.stderr.write(`soak: ${JSON.stringify(taken)}\n`);
    }
    return { cases, seed, seconds: Math.round((Date.now() - startedAt) / 1000), ...judge(samples), samples };
  } finally {
    await app.close();
    await province.stop();
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** The page's own calls. @param {import('playwright').Page} page */
function callsOf(page) {
  return {
    /** @param {string} name @param {unknown} [input] @returns {Promise<any>} */
    call: (name, input) =>
      page.evaluate(
        async ([full, given]) => {
          const [group = '', name_ = ''] = /** @type {string} */ (full).split('.');
          const answer = await /** @type {any} */ (globalThis).hall[group][name_](given ?? undefined);
          // The clerk looks at the screen before the next step: it has been drawn by then.
          await new Promise((drawn) =>
            /** @type {any} */ (globalThis).requestAnimationFrame(() => setTimeout(drawn, 0)),
          );
          return answer.ok ? answer : { ok: false, code: answer.failure.code };
        },
        /** @type {[string, unknown]} */ ([name, input ?? null]),
      ),
  };
}

/** @param {ReturnType<typeof callsOf>} window */
async function opened(window) {
  const until = Date.now() + READY_LIMIT_MS;
  while (Date.now() < until) {
    const now = await window.call('station.snapshot');
    if (now.ok && now.value.station.seal.state === 'ready') return;
    if (now.ok) await window.call('station.unlock', { passphrase: PASSPHRASE });
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error('the window does not get ready');
}

/** @param {Sample[]} samples */
function judge(samples) {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (/** @type {'pageMb' | 'shellMb'} */ what) =>
    half.reduce((sum, each) => sum + each[what], 0) / half.length;
  const per1000 = (/** @type {'heapMb' | 'nodes' | 'listeners' | 'pageMb' | 'shellMb'} */ what) =>
    round(slope(half, what) * 1000);
  const found = {
    heapSlopeMb: per1000('heapMb'),
    nodeSlope: per1000('nodes'),
    listenerSlope: per1000('listeners'),
    pageSlopeMb: per1000('pageMb'),
    shellSlopeMb: per1000('shellMb'),
  };
  const problems = [];
  if (found.heapSlopeMb > RULE.heapSlope)
    problems.push(`the page's heap grows by ${found.heapSlopeMb} MB per 1,000 cases`);
  if (found.nodeSlope > RULE.nodeSlope) problems.push(`${found.nodeSlope} nodes more per 1,000 cases`);
  if (found.listenerSlope > RULE.nodeSlope)
    problems.push(`${found.listenerSlope} listeners more per 1,000 cases`);
  if (found.pageSlopeMb > RULE.rssSlope * mean('pageMb'))
    problems.push(`the page grows by ${found.pageSlopeMb} MB per 1,000 cases`);
  if (found.shellSlopeMb > RULE.rssSlope * mean('shellMb'))
    problems.push(`the shell grows by ${found.shellSlopeMb} MB per 1,000 cases`);
  return { ...found, problems };
}
