/** Nothing is tried again sooner than this, whatever the province asks for. */
export const MIN_DELAY_MS = 1_000;
/** The longest pause the workstation chooses by itself. */
export const MAX_BACKOFF_MS = 5 * 60_000;
/** The same for a parcel that stepped aside: its lane waits for nobody, and it must not keep the line busy. */
export const MAX_ASIDE_MS = 30 * 60_000;
/** The longest pause the province may ask for (Retry-After): a slip of its clock must not silence a window for a day. */
export const MAX_DELAY_MS = 60 * 60_000;

/**
 * Pause before the next attempt in ms: doubles with each attempt, 1-2 s after the first, `longestMs` at most.
 * The upper half is left to chance (`fraction` in [0, 1)), so that all windows of a province do not come back at once.
 */
export function backoffMs(attempts: number, fraction: number, longestMs: number = MAX_BACKOFF_MS): number {
  const ceiling = Math.min(longestMs, 2 * MIN_DELAY_MS * 2 ** (Math.max(attempts, 1) - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * fraction);
}

/** The pause the province asked for (ms), within reason; otherwise ours. */
export function delayMs(
  retryAfterMs: number | null,
  attempts: number,
  fraction: number,
  longestMs: number = MAX_BACKOFF_MS,
): number {
  if (retryAfterMs === null || !Number.isFinite(retryAfterMs))
    return backoffMs(attempts, fraction, longestMs);
  return Math.round(Math.min(Math.max(retryAfterMs, MIN_DELAY_MS), MAX_DELAY_MS));
}
