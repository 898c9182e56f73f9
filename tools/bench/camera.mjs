// Camera frame to code: the reader the window uses (zxing-wasm), the one it falls back to (@zxing/library) and jsQR, on
// the same generated frames, in turns. Read rate against what zxing-wasm reads with try-harder; times as they are, and as
// ratios, since the machine is shared.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { rootDir } from '../base/paths.mjs';

const SEED = 20261122;
const TARGET = { readRate: 0.97, p95Ms: 40 };

const require = createRequire(import.meta.url);
/** @param {string} file */
const load = (file) => import(new URL(`../../${file}`, import.meta.url).href);
const { drawFrame, frameSet, rgbaOf } = await load('fixtures/camera/index.ts');
const { WASM_OPTIONS } = await load('renderer/camera/reader-options.ts');
const { readWithoutWasm } = await load('renderer/camera/read-without-wasm.ts');

await prepareZXingModule({
  overrides: {
    wasmBinary: new Uint8Array(readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer,
  },
  fireImmediately: true,
});

/** @typedef {{ data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number }} Picture */
/** @param {object} options */
const withWasm = (options) => async (/** @type {Picture} */ picture) =>
  (await readBarcodes(/** @type {any} */ (picture), options))[0]?.text ?? null;

/** @type {Record<string, (picture: Picture) => Promise<string | null> | string | null>} */
const readers = {
  'zxing-wasm': withWasm(WASM_OPTIONS),
  'zxing-wasm, try-harder': withWasm({
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
  }),
  '@zxing/library': readWithoutWasm,
  jsQR: (picture) => /** @type {any} */ (jsqr)(picture.data, picture.width, picture.height)?.data ?? null,
};

const frames = frameSet(SEED);
/** @type {Record<string, { read: Set<number>, times: number[], byKind: Record<string, number> }>} */
const results = {};
for (const name of Object.keys(readers)) results[name] = { read: new Set(), times: [], byKind: {} };
const warm = rgbaOf(drawFrame(frames[0]));
for (const read of Object.values(readers)) await read(warm);
for (const [index, frame] of frames.entries()) {
  const picture = rgbaOf(drawFrame(frame, frame.seed));
  for (const [name, read] of Object.entries(readers)) {
    const result = results[name];
    if (!result) continue;
    const startedAt = performance.now();
    const text = await read(picture);
    result.times.push(performance.now() - startedAt);
    if (text !== null && text !== frame.text) throw new Error(`${name} read a code that was not shown`);
    if (text === frame.text) result.read.add(index);
    result.byKind[frame.kind] = (result.byKind[frame.kind] ?? 0) + (text === null ? 0 : 1);
  }
}

/** @param {number[]} times @param {number} share */
const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0;
const readable = results['zxing-wasm, try-harder']?.read ?? new Set();
const own = at(results['zxing-wasm']?.times ?? [], 0.5);
const rows = Object.entries(results).map(([name, { read, times, byKind }]) => ({
  name,
  read: read.size,
  readRate: Number(([...read].filter((index) => readable.has(index)).length / readable.size).toFixed(3)),
  p50Ms: Number(at(times, 0.5).toFixed(1)),
  p95Ms: Number(at(times, 0.95).toFixed(1)),
  timesSlower: Number((at(times, 0.5) / own).toFixed(1)),
  byKind,
}));
const outDir = path.join(rootDir, 'out', 'bench');
mkdirSync(outDir, { recursive: true });
writeFileSync(
  path.join(outDir, 'camera.json'),
  `${JSON.stringify({ benchmark: 'camera frame to code', seed: SEED, frames: frames.length, readable: readable.size, target: TARGET, readers: rows }, null, 2)}\n`,
);
console.log(
  `camera frame to code: ${frames.length} frames of 1280x720, ${readable.size} readable with try-harder`,
);
for (const row of rows) {
  console.log(
    `  ${row.name.padEnd(22)} ${(row.readRate * 100).toFixed(1).padStart(5)} % of those, ${row.timesSlower} x the time (p50 ${row.p50Ms} ms, p95 ${row.p95Ms} ms)`,
  );
}
const [ours] = rows;
if (!ours || ours.readRate < TARGET.readRate || ours.p95Ms > TARGET.p95Ms) {
  console.error(`camera: short of ${TARGET.readRate * 100} % read and ${TARGET.p95Ms} ms at p95`);
  process.exitCode = 1;
}
