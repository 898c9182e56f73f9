/** Time comes in through this port; nothing else reads the wall clock. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Runs `act` once after `ms`; the returned function cancels it. */
  after(ms: number, act: () => void): () => void;
}

/** Randomness comes in through this port. */
export interface Ids {
  /** A fresh lower-case UUID. */
  next(): string;
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1): jitter only, never secrets. */
  fraction(): number;
}
