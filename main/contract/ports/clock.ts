/** Time comes in through this port; nothing else reads the wall clock. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Runs `act` once after `ms`; the returned function cancels it. */
  after(ms: number, act: () => void): () => void;
  /**
   * Milliseconds since some moment before, whatever `now` is set to meanwhile: a jump of `now` against it is a clock that was
   * set, or a machine that slept. Not told by a clock whose `now` nobody can set.
   */
  elapsed?(): number;
}

/** Randomness comes in through this port. */
export interface Ids {
  /** A fresh lower-case UUID. */
  next(): string;
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1): jitter only, never secrets. */
  fraction(): number;
}
