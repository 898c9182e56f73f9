/**
 * How frames are read. No try-harder: on the generated set (fixtures/camera) it finds nothing more, and frames without a
 * code, which most are, take it longer.
 */
import type { ReaderOptions } from 'zxing-wasm/reader';

export const WASM_OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  tryHarder: false,
  tryRotate: false,
  tryInvert: true,
  tryDownscale: true,
};
