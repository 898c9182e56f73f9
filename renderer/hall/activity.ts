/** Tells the core that somebody is at the window: at the first touch, and then at most every so often. */
const EVERY_MS = 15_000;
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const;

export function reportActivity(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  report: () => void,
  now: () => number,
): () => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  const noticed = () => {
    const at = now();
    // A clock that was set back does not silence it.
    if (at >= reportedAt && at - reportedAt < EVERY_MS) return;
    reportedAt = at;
    report();
  };
  for (const sign of SIGNS) target.addEventListener(sign, noticed, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) target.removeEventListener(sign, noticed, { capture: true });
  };
}
