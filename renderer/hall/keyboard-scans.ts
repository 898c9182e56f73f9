/** What the window has seen of a scanner in keyboard mode since it was opened. */
import type { Failure } from '../../main/contract/failures/failure';

export interface KeyboardScanState {
  /** A scanner in keyboard mode is at work here. */
  readonly seen: boolean;
  /** The last scan held something a keyboard cannot type. */
  readonly lost: boolean;
  /** Why the last scan did not reach the core. */
  readonly failure: Failure | null;
}

export interface KeyboardScans {
  get(): KeyboardScanState;
  subscribe(listener: () => void): () => void;
  note(scan: { lost: boolean; failure: Failure | null }): void;
}

export function createKeyboardScans(): KeyboardScans {
  let state: KeyboardScanState = { seen: false, lost: false, failure: null };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    note(scan) {
      state = { seen: true, ...scan };
      for (const listener of listeners) listener();
    },
  };
}
