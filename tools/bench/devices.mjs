// Devices: from the last byte that is put on a real terminal line to the credential record in the core, against the bare
// `data` event of serialport on the same line, with the driver in a process of its own, as the product has it, and without
// that hop; and how fast the decoders are against looking at each byte once.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';
import { lineStream, samStream, throughput } from './devices-decoders.mjs';
import { cardLatency, codeLatency } from './devices-latency.mjs';

const sources = {
  device: 'main/core/device/index.ts',
  credential: 'main/core/credential/index.ts',
  base: 'main/core/base/index.ts',
  serial: 'native/readers/serial/index.ts',
  driver: 'main/core/entry/driver.ts',
  processes: 'native/driver-process/index.ts',
  fixtures: 'fixtures/devices/index.ts',
  reader: 'fixtures/devices/id-card-reader.ts',
  faults: 'fixtures/devices/faults.ts',
  sam: 'main/core/device/framing/sam.ts',
  line: 'main/core/device/framing/line.ts',
};

// Below the project: what stays outside the bundle is found from there.
const builtDir = path.join(cacheDir, 'bench-devices');
const lineDir = mkdtempSync(path.join(tmpdir(), 'hall-bench-'));

try {
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: sources,
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    builtDir,
    'production',
  );
  const parts = await loadParts();
  const driverProcess = parts.processes.createDriverProcess('serial', {
    launcher: parts.processes.forkLauncher(path.join(builtDir, 'driver.mjs')),
    clock: parts.base.systemClock,
    log: parts.base.silentLog,
  });
  const drivers = {
    record: parts.processes.serialThrough(driverProcess),
    recordWithoutHop: parts.serial.serialDriver,
  };
  const result = {
    benchmark: 'devices',
    code: await codeLatency(parts, drivers, lineDir),
    card: await cardLatency(parts, drivers, lineDir),
    decoders: {
      idCard: throughput(samStream(parts), () => parts.sam.createSamDecoder()),
      line: throughput(lineStream(), () => parts.line.createLineDecoder()),
    },
  };
  await driverProcess.stop();
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'devices.json'), `${JSON.stringify(result, null, 2)}\n`);
  for (const [what, { samples, dataEventMs, ...records }] of [
    /** @type {const} */ (['scanned code', result.code]),
    /** @type {const} */ (['ID card', result.card]),
  ]) {
    console.log(
      `${what}, last byte on the line to credential, ${samples} readings; bare data event ${dataEventMs.p50} ms at the median, ${dataEventMs.p95} ms at p95`,
    );
    for (const [how, { ms, ratio }] of [
      /** @type {const} */ (['driver in its own process', records.record]),
      /** @type {const} */ (['driver in the core', records.recordWithoutHop]),
    ]) {
      console.log(
        `  ${how}: ${ms.p50} and ${ms.p95} ms, ${ratio.p50} x and ${ratio.p95} x the bare data event`,
      );
    }
  }
  for (const [what, { mbPerSecond, ratio }] of [
    /** @type {const} */ (['ID-card decoder', result.decoders.idCard]),
    /** @type {const} */ (['line decoder', result.decoders.line]),
  ]) {
    console.log(`${what}: ${mbPerSecond} MB/s, ${ratio} x the time of a plain scan of the bytes`);
  }
} finally {
  rmSync(lineDir, { recursive: true, force: true });
  rmSync(builtDir, { recursive: true, force: true });
}

async function loadParts() {
  /** @type {Record<string, any>} */
  const parts = {};
  for (const name of Object.keys(sources)) {
    // Serves whoever starts it, by being loaded.
    if (name === 'driver') continue;
    parts[name] = await import(pathToFileURL(path.join(builtDir, `${name}.mjs`)).href);
  }
  return parts;
}
