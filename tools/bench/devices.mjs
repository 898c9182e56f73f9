// Devices: from the last byte that is put on a real terminal line to the credential record in the core, against the bare
// `data` event of serialport on the same line; and how fast the decoders are against looking at each byte once.
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
  const result = {
    benchmark: 'devices',
    code: await codeLatency(parts, lineDir),
    card: await cardLatency(parts, lineDir),
    decoders: {
      idCard: throughput(samStream(parts), () => parts.sam.createSamDecoder()),
      line: throughput(lineStream(), () => parts.line.createLineDecoder()),
    },
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'devices.json'), `${JSON.stringify(result, null, 2)}\n`);
  for (const [what, { ratio, recordMs, dataEventMs, samples }] of [
    /** @type {const} */ (['scanned code', result.code]),
    /** @type {const} */ (['ID card', result.card]),
  ]) {
    console.log(
      `${what}, last byte on the line to credential: ${ratio.p50} x a bare data event at the median, ${ratio.p95} x at p95 ` +
        `(${samples} readings: ${recordMs.p50} and ${recordMs.p95} ms; bare ${dataEventMs.p50} and ${dataEventMs.p95} ms)`,
    );
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
    parts[name] = await import(pathToFileURL(path.join(builtDir, `${name}.mjs`)).href);
  }
  return parts;
}
