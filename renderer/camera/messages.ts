/** What the window and the worker that reads frames say to each other. */

/** One frame. It is closed by the worker. */
export interface FrameToRead {
  readonly id: number;
  readonly frame: ImageBitmap;
}

export type FromReader =
  /** Ready for frames. `wasm` false: WebAssembly was refused, the slower reader is at work. */
  | { readonly kind: 'ready'; readonly wasm: boolean }
  | { readonly kind: 'read'; readonly id: number; readonly text: string | null };
