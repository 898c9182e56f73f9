import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { drawFrame, rgbaOf } from '../../../../fixtures/camera';
import { readWithoutWasm } from '../../../../renderer/camera/read-without-wasm';
import { WASM_OPTIONS } from '../../../../renderer/camera/reader-options';

const TEXT = 'LT1.0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const straight = { side: 360, at: [0.5, 0.5], turn: 0, tilt: 0, blur: 0, noise: 2, contrast: 220 } as const;
const picture = (over: object = {}, text = TEXT) => rgbaOf(drawFrame({ ...straight, ...over, text }, 5));

async function withWasm(frame: ReturnType<typeof rgbaOf>): Promise<string | null> {
  return (await readBarcodes(frame as unknown as ImageData, WASM_OPTIONS))[0]?.text ?? null;
}

beforeAll(async () => {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(readFileSync(path)).buffer },
    fireImmediately: true,
  });
});

describe('reading a frame', () => {
  it.each([
    ['straight on', {}],
    ['upside down', { turn: 180 }],
    ['aslant', { turn: 33, tilt: 0.15 }],
    ['out of focus', { blur: 1.6 }],
    ['grainy', { noise: 30 }],
    ['pale', { contrast: 40 }],
    ['in a corner', { at: [0.2, 0.32], side: 300 }],
  ])('finds a code %s', async (_, over) => {
    expect(await withWasm(picture(over))).toBe(TEXT);
  });

  it('finds a code without WebAssembly where it is held well, and complains of nothing', () => {
    const warned = vi.spyOn(console, 'warn');
    expect(readWithoutWasm(picture())).toBe(TEXT);
    expect(readWithoutWasm(picture({ contrast: 0 }))).toBeNull();
    expect(warned).not.toHaveBeenCalled();
  });

  it('finds nothing where there is nothing', async () => {
    expect(await withWasm(picture({ contrast: 0, noise: 40 }))).toBeNull();
  });

  it('gives Chinese as Chinese', async () => {
    expect(await withWasm(picture({}, '受理通知书 鲁免证受'))).toBe('受理通知书 鲁免证受');
  });
});
