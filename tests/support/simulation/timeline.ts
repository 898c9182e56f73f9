/** Time that passes only when asked to: what is to happen, in order; nothing waits for a real clock. */
export interface Timeline {
  /** Milliseconds since the start; never goes back, unlike a wall clock. */
  now(): number;
  after(ms: number, act: () => void): () => void;
  /** Lets the next thing happen, and everything that follows from it at once; false where nothing is left. */
  step(): Promise<boolean>;
  /** Lets what is under way come to rest. */
  settle(): Promise<void>;
}

interface Entry {
  readonly at: number;
  readonly act: () => void;
}

export function createTimeline(): Timeline {
  let now = 0;
  let entries: Entry[] = [];
  // Everything between two happenings is promises; they are through when the event loop turns.
  const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return {
    now: () => now,
    after(ms, act) {
      const entry = { at: now + Math.max(0, Math.round(ms)), act };
      entries.push(entry);
      return () => {
        entries = entries.filter((each) => each !== entry);
      };
    },
    settle,
    async step() {
      const first = entries.reduce<Entry | null>(
        (best, each) => (best === null || each.at < best.at ? each : best),
        null,
      );
      if (first === null) return false;
      entries = entries.filter((each) => each !== first);
      now = first.at;
      first.act();
      await settle();
      return true;
    },
  };
}
