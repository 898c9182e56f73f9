// npm run lab:kernel: the built product against a real kernel's serial, HID and USB code, in an emulated machine. Nothing
// of it touches this machine's devices. Skipped, with exit code 0, where the emulator or the kernel cannot be had.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../base/failure.mjs';
import { holdingLock } from '../base/lock.mjs';
import { rootDir } from '../base/paths.mjs';
import { ensureBuilt } from '../build.mjs';
import { ensureSetup } from '../setup.mjs';
import { makeInitramfs } from './initramfs.mjs';
import { ensureKernelImage, labDir } from './kernel-image.mjs';
import { runMachine } from './machine.mjs';
import { summarise } from './report.mjs';
import { findFile, missingRequirement } from './requirements.mjs';

/** A run takes 70 to 80 s, twice that while others keep the processor busy. */
const limitSeconds = 240;

const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

await runTool('lab:kernel', async () => {
  const why = await missingRequirement({ say });
  if (why !== null) return skipped(why);
  // One emulated machine at a time is enough for anybody's processor.
  return holdingLock('lab', async () => {
    const kernel = await ensureKernelImage(say);
    return 'image' in kernel ? runLab(kernel.image) : skipped(kernel.missing);
  });
});

/** @param {string} why */
function skipped(why) {
  console.log(`lab: skipped: ${why}`);
  return 0;
}

/** @param {import('./kernel-image.mjs').KernelImage} image */
async function runLab(image) {
  const { nodePath } = await ensureSetup({ scope: 'core', say, quietWhenReady: true });
  await ensureBuilt({ only: ['core', 'world', 'assets'], say, quietWhenCurrent: true });

  const guestPath = fileURLToPath(new URL('./guest/main.mjs', import.meta.url));
  const initramfsPath = path.join(labDir, 'initramfs.gz');
  mkdirSync(labDir, { recursive: true });
  writeFileSync(initramfsPath, makeInitramfs(image, [nodePath, guestPath]));
  const consolePath = path.join(labDir, 'console.log');

  say(`lab: starting ${image.name}`);
  const startedAt = performance.now();
  /** @type {import('./report.mjs').Report[]} */
  const reports = [];
  const { timedOut, said } = await runMachine({
    qemuPath: findFile('qemu-system-x86_64') ?? '',
    kernelPath: image.kernelPath,
    initramfsPath,
    consolePath,
    limitSeconds,
    onReport(report) {
      reports.push(report);
      if (report.outcome !== 'over') say(`lab: ${report.step}: ${report.outcome}`);
    },
  });
  const { lines, failed } = summarise(reports);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log([`${image.name}, ${new Date().toISOString()}`, ...lines].join('\n'));
  console.log(`whole machine: ${timedOut ? `ended by force after ${seconds} s` : `${seconds} s`}`);
  if (said) say(said);
  if (failed) console.log(`the machine's own messages: ${path.relative(rootDir, consolePath)}`);
  return failed ? 1 : 0;
}
