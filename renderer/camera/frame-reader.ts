/** The worker as the window sees it: one frame at a time. */
import type { FrameToRead, FromReader } from './messages';

export interface FrameReader {
  /** The text of the code in the frame, null when there is none; the frame is used up. */
  read(frame: ImageBitmap): Promise<string | null>;
  stop(): void;
}

/** `onReady`: whether WebAssembly is at work, or the slower reader in its place. `onFault`: there will be no reader. */
export function startFrameReader(events: {
  onReady: (wasm: boolean) => void;
  onFault: () => void;
}): FrameReader {
  const worker = new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (text: string | null) => void>();
  let last = 0;
  worker.addEventListener('message', (event: MessageEvent<FromReader>) => {
    if (event.data.kind === 'ready') return events.onReady(event.data.wasm);
    waiting.get(event.data.id)?.(event.data.text);
    waiting.delete(event.data.id);
  });
  worker.addEventListener('error', events.onFault);
  return {
    read(frame) {
      last += 1;
      const message: FrameToRead = { id: last, frame };
      return new Promise((resolve) => {
        waiting.set(message.id, resolve);
        worker.postMessage(message, [frame]);
      });
    },
    stop() {
      worker.terminate();
      for (const resolve of waiting.values()) resolve(null);
      waiting.clear();
    },
  };
}
