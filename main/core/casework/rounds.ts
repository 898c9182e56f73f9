import type { Clock } from '../../contract/ports/clock';

/** How long it rests between rounds, in milliseconds. */
export interface Pauses {
  /** At least, however much is overdue. */
  shortestMs: number;
  /** At least, after a round that failed: long enough not to spin, short enough to be there when all is well again. */
  troubledMs: number;
  /** At most, whatever the due times say (a clock that was set back, for one). */
  longestMs: number;
}

export interface Rounds {
  /** A first round, and from now on one for every kick and when something is due. */
  start(): void;
  /** There may be something to do: a round now, or one more behind that under way. Nothing where it is stopped. */
  kick(): void;
  /** When no round is under way or asked for any more. */
  settled(): Promise<void>;
  /** Lets the round under way come to its end, then rests. */
  stop(): Promise<void>;
  /** A round looks here before each of its steps. */
  isStopped(): boolean;
}

/**
 * Does `round` when kicked and when it is time, one at a time, until it is stopped; a round that fails ends itself only.
 * `nextAt`: when something is due (epoch ms), null where a kick is the only reason to go on.
 */
export function createRounds(
  clock: Clock,
  about: {
    round: () => Promise<void>;
    nextAt: () => number | null;
    pauses: Pauses;
    /** Of a kick during a round that failed: answered at once, or only after the pause. */
    kickedInTrouble: 'at-once' | 'after-pause';
    onTrouble: (error: unknown) => void;
  },
): Rounds {
  let stopped = true;
  let underWay = false;
  let running: Promise<void> | null = null;
  let again = false;
  let troubled = false;
  let cancelTimer: () => void = () => undefined;

  function hadTrouble(error: unknown): void {
    troubled = true;
    about.onTrouble(error);
  }

  async function run(): Promise<void> {
    do {
      again = false;
      await about.round();
    } while (again && !stopped);
    troubled = false;
  }

  function dueAt(): number | null {
    try {
      return about.nextAt();
    } catch (error) {
      hadTrouble(error);
      return clock.now();
    }
  }

  function rest(): void {
    if (stopped) return;
    const at = dueAt();
    if (at === null) return;
    const { shortestMs, troubledMs, longestMs } = about.pauses;
    const least = troubled ? troubledMs : shortestMs;
    cancelTimer = clock.after(Math.min(Math.max(at - clock.now(), least), longestMs), kick);
  }

  function kick(): void {
    if (stopped) return;
    again = true;
    if (underWay) return;
    cancelTimer();
    underWay = true;
    running = run()
      .catch(hadTrouble)
      .finally(() => {
        underWay = false;
        // Asked again after the last look and before this: nobody else would look.
        if (again && (!troubled || about.kickedInTrouble === 'at-once')) kick();
        else rest();
      });
  }

  async function settled(): Promise<void> {
    while (underWay) await running;
  }

  return {
    start() {
      stopped = false;
      kick();
    },
    kick,
    settled,
    async stop() {
      stopped = true;
      cancelTimer();
      await settled();
    },
    isStopped: () => stopped,
  };
}
