/** The worker: frames in, texts of codes out. Its WebAssembly comes from the program's own files, never from a network. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { FrameToRead, FromReader } from './messages';
import { WASM_OPTIONS } from './reader-options';

type Read = (picture: ImageData) => Promise<string | null>;

async function withWasm(): Promise<Read> {
  const answer = await fetch(wasmUrl);
  if (!answer.ok) throw new Error(`no reader: ${answer.status}`);
  await prepareZXingModule({
    overrides: { wasmBinary: await answer.arrayBuffer() },
    fireImmediately: true,
  });
  return async (picture) => (await readBarcodes(picture, WASM_OPTIONS))[0]?.text ?? null;
}

async function withoutWasm(): Promise<Read> {
  const { readWithoutWasm } = await import('./read-without-wasm');
  return async (picture) => readWithoutWasm(picture);
}

function say(message: FromReader): void {
  self.postMessage(message);
}

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

function pictureOf(frame: ImageBitmap): ImageData | null {
  const { width, height } = frame;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context?.drawImage(frame, 0, 0);
  frame.close();
  return context?.getImageData(0, 0, width, height) ?? null;
}

const reader = withWasm().then(
  (read) => ({ read, wasm: true }),
  async () => ({ read: await withoutWasm(), wasm: false }),
);
void reader.then(({ wasm }) => say({ kind: 'ready', wasm }));

self.addEventListener('message', (event: MessageEvent<FrameToRead>) => {
  const { id, frame } = event.data;
  void reader
    .then(({ read }) => {
      const picture = pictureOf(frame);
      return picture ? read(picture) : null;
    })
    .catch(() => null)
    .then((text) => say({ kind: 'read', id, text: text === '' ? null : text }));
});
