// Devices under load: HID reports and serial frames for as long as is asked (`--seconds N`, 10 unless told), into the built
// command line as the workstation runs it. Counts what was lost or came twice, and what the program, its driver processes
// included, takes of one core. The devices are this process, and are not counted.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOption } from '../base/arguments.mjs';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';
import { bareReports, watchCodes } from './load-programs.mjs';
import { offerEvenly } from './load-supply.mjs';

const REPORTS_PER_SECOND = 3_000;
/** 115200 baud, ten bits to a byte. */
const BYTES_PER_SECOND = 11_520;
const MOST_OF_A_CORE = 0.25;
/** One code of ten reports: what a dynamic resident code with its signature takes. */
const HID_CODE_LENGTH = 560;
const HID_REPORTS_PER_CODE = 10;
const SERIAL_CODE_LENGTH = 114;

const seconds = Number(readOption(process.argv, '--seconds') ?? 10);
const builtDir = path.join(cacheDir, 'bench-load');
const dir = mkdtempSync(path.join(tmpdir(), 'hl-'));

try {
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: { devices: 'fixtures/devices/index.ts', hid: 'fixtures/devices/hid/index.ts' },
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    builtDir,
    'production',
  );
  const devices = await import(pathToFileURL(path.join(builtDir, 'devices.mjs')).href);
  const hid = await import(pathToFileURL(path.join(builtDir, 'hid.mjs')).href);
  /** @type {string | null} */
  const preloadPath = hid.findPreload();
  if (!preloadPath) console.log('HID load: skipped, the package umockdev is not installed');
  const result = {
    benchmark: 'load',
    seconds,
    hid: preloadPath ? await hidLoad(hid, preloadPath) : null,
    serial: await serialLoad(devices),
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'load.json'), `${JSON.stringify(result, null, 2)}\n`);
  const parts = [result.hid?.product, result.serial].filter((part) => part != null);
  process.exitCode = parts.every(({ lost, doubled }) => lost === 0 && doubled === 0) ? 0 : 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
  rmSync(builtDir, { recursive: true, force: true });
}

/**
 * @param {any} hid
 * @param {string} preloadPath
 */
async function hidLoad(hid, preloadPath) {
  const bus = hid.startHidBus(path.join(dir, 'bus'), preloadPath);
  const scanner = await bus.plug('newland');
  const codes = hidCodes();
  // As fast as the bus takes them, and then at the wanted rate, to a program that does nothing but count reports.
  const flat = await bareReports(bus.env, scanner, codes, {
    seconds: 2,
    perSecond: Number.POSITIVE_INFINITY,
  });
  const bare = await bareReports(bus.env, scanner, codes, {
    seconds: Math.min(10, seconds),
    perSecond: REPORTS_PER_SECOND,
  });
  // The bus drops reports when its queue of 64, that of the kernel, is full; this device waits then, and it is counted.
  /** @type {Uint8Array[]} */
  let waiting = [];
  const product = await watchCodes({
    args: ['--driver', 'qr-hid', '--port', '1EAB:8203'],
    env: bus.env,
    supply: (started) =>
      offerEvenly({
        seconds,
        perSecond: REPORTS_PER_SECOND / HID_REPORTS_PER_CODE,
        offer: (at) => {
          if (waiting.length === 0) waiting = codes(at);
          while (waiting[0] && scanner.inject(waiting[0])) waiting.shift();
          return waiting.length === 0;
        },
        started,
      }),
  });
  await bus.end();
  const reportsPerSecond = Math.round(product.offeredPerSecond * HID_REPORTS_PER_CODE);
  console.log(
    `HID, the emulated bus by itself: ${flat.perSecond} reports/s at most; a program that only counts ${bare.perSecond} ` +
      `reports/s takes ${percent(bare.share)} of one core`,
  );
  console.log(
    `HID, ${reportsPerSecond} reports/s for ${seconds} s: ${product.offered} codes, ${product.lost} lost, ` +
      `${product.doubled} doubled, ${product.waits} waits for room on the bus; ${percent(product.share)} of one core ${verdict(product.share)}`,
  );
  return { flatReportsPerSecond: flat.perSecond, bareShare: bare.share, reportsPerSecond, product };
}

/** @param {any} devices */
async function serialLoad(devices) {
  const link = path.join(dir, 'tty');
  const pty = await devices.openPty(link);
  const perSecond = BYTES_PER_SECOND / (SERIAL_CODE_LENGTH + 1);
  const product = await watchCodes({
    args: ['--driver', 'qr-serial', '--port', link],
    env: {},
    supply: (started) =>
      offerEvenly({
        seconds,
        perSecond,
        offer: (at) => {
          pty.write(Buffer.from(`${codeText(at, SERIAL_CODE_LENGTH)}\r`));
          return true;
        },
        started,
      }),
  });
  await pty.close();
  const bytesPerSecond = Math.round(product.offeredPerSecond * (SERIAL_CODE_LENGTH + 1));
  console.log(
    `serial, ${bytesPerSecond} bytes/s in frames back to back for ${seconds} s: ${product.offered} codes, ${product.lost} lost, ` +
      `${product.doubled} doubled; ${percent(product.share)} of one core ${verdict(product.share)}`,
  );
  return { bytesPerSecond, ...product };
}

/** Newland's reports: a count and up to 62 bytes; one that is not full ends the code. */
function hidCodes() {
  return (/** @type {number} */ at) => {
    const code = Buffer.from(codeText(at, HID_CODE_LENGTH));
    const reports = [];
    for (let from = 0; from < code.length; from += 62) {
      const part = code.subarray(from, from + 62);
      const report = new Uint8Array(64);
      report.set([0x02, part.length]);
      report.set(part, 2);
      reports.push(report);
    }
    return reports;
  };
}

/**
 * @param {number} at
 * @param {number} length
 */
function codeText(at, length) {
  return `LT1.${String(at).padStart(8, '0')}.`.padEnd(length, 'x');
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

/** @param {number} share */
function verdict(share) {
  return `(${share <= MOST_OF_A_CORE ? 'within' : 'ABOVE'} ${percent(MOST_OF_A_CORE)})`;
}
