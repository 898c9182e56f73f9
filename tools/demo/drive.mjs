// Drives the window as a clerk with a keyboard would; the applicant's part is played through the simulated devices.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { distDir, rootDir } from '../base/paths.mjs';
import { launchDriven } from '../drive/launch.mjs';
import { planLaunch } from '../start/launch-plan.mjs';
import { signPledge } from './sign-pledge.mjs';
import { createTimeline } from './timeline.mjs';

const ITEM = '37';
const PERSON = 'p01';
const STEP_LIMIT_MS = 30_000;

const runtime = JSON.parse(process.env.HALL_DEMO_ELECTRON ?? '{}');
const outDir = path.join(rootDir, 'out', 'demo');
const screensDir = path.join(outDir, 'screens');
rmSync(outDir, { recursive: true, force: true });
mkdirSync(screensDir, { recursive: true });
// Terminal links live in the profile and have to be short.
const profileDir = mkdtempSync(path.join(tmpdir(), 'hall-demo-'));

const timeline = createTimeline();
timeline.note('set-up and build', Number(process.env.HALL_DEMO_SETUP_MS ?? 0));

/** @type {import('playwright').Page} */
let page = /** @type {any} */ (undefined);
/** @param {string} name */
const shot = (name) => page.screenshot({ path: path.join(screensDir, `${name}.png`) });
/** @param {string} key */
const press = (key) => page.keyboard.press(key);
const snapshot = () =>
  page.evaluate(async () => (await /** @type {any} */ (globalThis).hall.station.snapshot()).value);
/** @param {(view: any) => boolean} test @param {string} what */
async function until(test, what) {
  const limit = Date.now() + STEP_LIMIT_MS;
  while (Date.now() < limit) {
    const now = await snapshot();
    if (now && test(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for: ${what}`);
}
/** Calls the schema from the page, as the window's own code does. */
const call = (/** @type {string} */ group, /** @type {string} */ name, /** @type {unknown} */ input) =>
  page.evaluate(
    async ([g, n, i]) => {
      const answer = await /** @type {any} */ (globalThis).hall[g][n](i);
      if (!answer.ok) throw new Error(`${g}.${n}: ${answer.failure.code}`);
      return answer.value;
    },
    /** @type {[string, string, unknown]} */ ([group, name, input]),
  );

const plan = planLaunch({
  runtime,
  isRoot: process.getuid?.() === 0,
  virtualDisplay: true,
  appDir: rootDir,
  appArgs: ['--training', `--profile=${profileDir}`],
});
/** @type {import('playwright').ElectronApplication | undefined} */
let app;
try {
  app = await timeline.time('window open', async () => {
    const started = await launchDriven({
      executable: plan.command,
      args: plan.args,
      appDir: rootDir,
    });
    page = await started.firstWindow();
    page.setDefaultTimeout(STEP_LIMIT_MS);
    await page.getByText('登录工作台').waitFor();
    return started;
  });
  await timeline.time('devices, province and seal ready', () =>
    until(
      (now) =>
        now.station.seal.state === 'ready' &&
        now.province.state === 'reachable' &&
        now.devices.every((/** @type {any} */ d) => d.state === 'ready'),
      'devices, province and seal',
    ),
  );
  await shot('1-sign-in');

  await timeline.time('clerk signed in', async () => {
    await press('Enter');
    await until((now) => now.clerk !== null, 'the clerk');
    await page.getByText('请选择事项').waitFor();
  });
  await timeline.time('item chosen by number', async () => {
    await page.keyboard.type(ITEM);
    await press('Enter');
    await until((now) => now.case?.item?.seq === Number(ITEM), 'the item');
  });
  await shot('2-identify');

  await timeline.time('ID card read, licences fetched and judged', async () => {
    await call('training', 'layCard', { personId: PERSON });
    await until((now) => now.case?.state === 'ReviewingLicences', 'the licences');
    await page.getByText('签章').first().waitFor();
  });
  await shot('3-licences');

  await timeline.time('form pre-filled', async () => {
    await press('F8');
    await until((now) => now.case?.state === 'ReviewingForm', 'the form');
    await page.getByText('本次免提交').first().waitFor();
  });
  await shot('4-form');

  await timeline.time('pledge read and taken', async () => {
    const open = (await snapshot()).case.form.materials.filter(
      (/** @type {any} */ material) => !material.settled,
    );
    for (const material of open) {
      await page.locator(`#material-${material.key}`).focus();
      await press('Enter');
      await page.locator('.pledge-text').waitFor();
      await signPledge(page);
      await shot('5-pledge');
      await press('F8');
      await page.locator('.pledge-text').waitFor({ state: 'detached' });
    }
  });

  const sealed = await timeline.time('receipt composed, sealed and queued', async () => {
    await press('F8');
    return (await until((now) => now.case?.state === 'HandingOver', 'the receipt')).case;
  });
  await timeline.time('receipt at the province', () =>
    until((now) => now.case?.receipt?.delivery === 'acknowledged', 'the acknowledgement'),
  );
  await page.getByText(sealed.receipt.number).first().waitFor();
  await shot('6-receipt');

  const pdf = Buffer.from((await call('receipt', 'pdf', { id: sealed.receipt.id })).pdf, 'base64');
  writeFileSync(path.join(outDir, 'receipt.pdf'), pdf);
  copyFileSync(path.join(profileDir, 'world', 'ca.pem'), path.join(outDir, 'ca.pem'));
  const { provinceUrl } = await call('settings', 'read', null);
  await call('training', 'liftCard', null);

  await timeline.time('case closed', async () => {
    await press('F8');
    await until((now) => now.case === null, 'an empty window');
  });
  for (const [key, name] of [
    ['F4', '7-outbox'],
    ['F6', '8-devices'],
    ['F7', '9-settings'],
  ]) {
    await press(/** @type {string} */ (key));
    await page.waitForTimeout(400);
    await shot(/** @type {string} */ (name));
  }
  const { outbox } = await snapshot();
  const window_ = await call('window', 'runtime', null);
  const received = /** @type {{ receiptId: string, attempts: number }[]} */ (
    await (await fetch(`${provinceUrl}/admin/receipts`)).json()
  );
  const digest = createHash('sha256').update(pdf).digest('hex');
  if (digest !== sealed.receipt.sha256) throw new Error('the file is not the one that was sealed');

  await timeline.time('window closed, queue and store at rest', async () => app?.close());
  app = undefined;
  const verified = await timeline.time('receipt verified by the command line', async () =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          path.join(distDir, 'core', 'cli.mjs'),
          'receipt',
          'verify',
          path.join(outDir, 'receipt.pdf'),
          '--trust',
          path.join(outDir, 'ca.pem'),
        ],
        { encoding: 'utf8' },
      ),
    ),
  );

  const report = {
    runtime: {
      electron: window_.electron,
      chrome: window_.chrome,
      electronSource: runtime.source,
      coreHost: window_.coreHost,
      node: process.versions.node,
    },
    steps: timeline.steps,
    totalMs: timeline.steps.reduce((sum, { ms }) => sum + ms, 0),
    receipt: { number: sealed.receipt.number, sha256: digest, size: pdf.length, verdict: verified.verdict },
    savings: {
      materials: sealed.savings.materials.length,
      fieldsFilled: sealed.savings.fieldsFilled,
      fieldsTotal: sealed.savings.fieldsTotal,
    },
    outbox: {
      pending: outbox.waiting + outbox.leased + outbox.later + outbox.parked,
      acknowledged: outbox.acknowledged,
      duplicates: received.length - new Set(received.map(({ receiptId }) => receiptId)).size,
    },
    province: { received: received.length },
  };
  writeFileSync(path.join(outDir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  const good =
    report.outbox.pending === 0 &&
    report.outbox.acknowledged === 1 &&
    report.outbox.duplicates === 0 &&
    received.length === 1 &&
    verified.verdict === 'passed';
  console.log(
    `\n${good ? 'done' : 'FAILED'}: ${report.receipt.number}, ${report.savings.materials} materials not asked for, ` +
      `${report.savings.fieldsFilled} of ${report.savings.fieldsTotal} fields filled; see ${path.relative(rootDir, outDir)}/`,
  );
  process.exitCode = good ? 0 : 1;
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  await page?.screenshot({ path: path.join(screensDir, 'failed.png') }).catch(() => undefined);
  process.exitCode = 1;
} finally {
  await app?.close();
  rmSync(profileDir, { recursive: true, force: true });
}
